"""A trace leads from the request of an approval by its instant to each delivery, and tells ids."""

import http.client
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import pytest

from releases.desk import access
from releases.rules.roles import Role
from releases.store import outbox
from releases.store.outbox import Announcement
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.times import to_millis, utc_text
from service.outbound.webhook import new_secret
from tests import builders as b
from tests.builders import HOUR, MORNING
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, Press, run_app
from tests.service.collector import Collector, collector
from tests.service.processes import eventually
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.webhook_receiver import WebhookReceiver

T = TypeVar("T")
RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
ENTRIES = "POST /api/v1/newsrooms/{newsroom}/releases/{release}/entries"
TRACEPARENT = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-0[13]")
SERVER, CLIENT = 2, 3
PROXY = "127.0.0.9"
BROUGHT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.address)
        yield running


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


@contextmanager
def telling(folder: Path, receiver: WebhookReceiver, **settings: Any) -> Iterator[Press]:
    """Serve, announcing to one webhook and tracing, until the block ends; then all was sent."""
    asked: dict[str, Any] = {
        "scheduler": True,
        "traces": True,
        "private_targets": frozenset({receiver.target}),
    }
    with run_app(folder, ManualClock(), **(asked | settings)) as press:
        press.write(access.add_webhook, ROOM, receiver.address + "/krok/hemligt", new_secret(), WHO)
        yield press


def publish(press: Press, title: str = "Vargkullen", **order: Any) -> tuple[str, str]:
    """Create and publish over the API; return the ids of the release and the entry."""
    token = press.token(Scope.PUBLISH, name=title)
    release: str = press.api("POST", RELEASES, token, {"title": title}).json()["id"]
    path = f"{RELEASES}/{release}/entries"
    answer = press.api("POST", path, token, {"action": "publish"} | order)
    assert answer.status == 201
    return release, answer.json()["id"]


def only(found: list[T]) -> T:
    (one,) = found
    return one


def test_a_trace_leads_from_the_approval_by_its_instant_to_the_delivery(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    with telling(tmp_path, receiver) as press:
        instant = MORNING + HOUR
        release, entry = publish(press, at=utc_text(instant))
        assert receiver.got == []
        press.clock.set(instant)
        eventually(lambda: receiver.got)
    approval, effect = only(collecting.named(ENTRIES)), only(collecting.named("publish release"))
    delivery, request = only(collecting.named("deliver webhook")), only(collecting.named("POST"))
    assert len({span.trace for span in (approval, effect, delivery, request)}) == 1
    assert (approval.parent, effect.parent) == ("", approval.id)
    assert (delivery.parent, request.parent) == (effect.id, delivery.id)
    assert effect.begun == effect.ended == to_millis(instant) * 1_000_000
    named = {"pressrum.release.id": release, "pressrum.entry.id": entry, "pressrum.newsroom": ROOM}
    assert effect.attributes == named | {"pressrum.entry.action": "publish"}
    assert named.items() <= delivery.attributes.items()
    told = only(receiver.got)
    assert told.headers["traceparent"] == f"00-{request.trace}-{request.id}-03"
    assert delivery.attributes["pressrum.announcement.id"] == told.id


def test_spans_have_the_attributes_of_the_conventions(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    with telling(tmp_path, receiver) as press:
        publish(press)
        eventually(lambda: receiver.got)
    approval, request = only(collecting.named(ENTRIES)), only(collecting.named("POST"))
    assert (approval.kind, request.kind) == (SERVER, CLIENT)
    assert approval.attributes == {
        "http.request.method": "POST",
        "http.route": "/api/v1/newsrooms/{newsroom}/releases/{release}/entries",
        "http.response.status_code": 201,
        "url.scheme": "http",
    }
    assert request.attributes == {
        "http.request.method": "POST",
        "server.address": "127.0.0.1",
        "server.port": int(receiver.target.partition(":")[2]),
        "http.response.status_code": 204,
    }
    assert approval.resource["service.name"] == "pressrum"
    assert not (approval.failed)
    assert not (request.failed)


def test_each_attempt_is_a_span_and_says_what_failed(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(503)]
    with telling(tmp_path, receiver) as press:
        publish(press)
        eventually(lambda: press.store.reading(_attempted).result())
        press.clock.advance(HOUR)
        eventually(lambda: len(receiver.got) == 2)
    first, second = collecting.named("deliver webhook")
    assert (first.attributes["pressrum.attempt"], second.attributes["pressrum.attempt"]) == (1, 2)
    assert (first.failed, second.failed) == (True, False)
    assert first.attributes["error.type"] == "answered"
    assert first.parent == second.parent == only(collecting.named("publish release")).id
    failed = collecting.named("POST")[0]
    assert (failed.attributes["error.type"], failed.failed) == ("503", True)
    sent = [delivery.headers["traceparent"] for delivery in receiver.got]
    assert len(set(sent)) == 2
    assert all(map(TRACEPARENT.fullmatch, sent))


def _attempted(tx: Tx) -> tuple[Announcement, ...]:
    return outbox.announcements(tx, "attempts = 1")


def test_caches_and_hubs_are_told_the_trace_too(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    sinks = {"hubs": (receiver.address + "/hub",), "caches": (receiver.address + "/",)}
    with telling(tmp_path, receiver, **sinks) as press:
        publish(press)
        # One purge, three feeds of the newsroom and of all, one webhook.
        eventually(lambda: len(receiver.got) == 8)
    traces = {delivery.headers["traceparent"][3:35] for delivery in receiver.got}
    assert traces == {only(collecting.named(ENTRIES)).trace}
    effect = only(collecting.named("publish release"))
    for name in ("deliver purge", "deliver websub", "deliver webhook"):
        assert only(collecting.named(name)).parent == effect.id
    purge = only(collecting.named("HTTP"))
    assert purge.attributes["http.request.method"] == "_OTHER"
    assert purge.attributes["http.request.method_original"] == "PURGE"


def test_what_is_delivered_together_is_linked(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    with telling(tmp_path, receiver, hubs=(receiver.address,)) as press:
        instant = utc_text(MORNING + HOUR)
        for title in ("Vargkullen", "Bergaliden", "Lindsberg"):
            publish(press, title, at=instant)
        press.clock.set(MORNING + HOUR)
        eventually(lambda: len(receiver.got) == 3 + 6)
    together = only(collecting.named("deliver websub"))
    effects = {span.id for span in collecting.named("publish release")}
    assert len(effects) == 3
    assert {together.parent, *together.links} == effects
    assert together.attributes == {"pressrum.sink": "websub", "pressrum.announcements": 3}


def test_nothing_that_is_not_public_yet_is_told_before_its_instant(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    """Not even which release it is, or that there is an instant to wait for."""
    with telling(tmp_path, receiver) as press:
        at = utc_text(MORNING + HOUR)
        release, entry = publish(press, at=at)
    assert only(collecting.named(ENTRIES))
    assert not any(span.name == "publish release" for span in collecting.spans())
    sent = b"".join(collecting.bodies)
    for secret in (release, entry, ROOM, at, "Vargkullen"):
        assert secret.encode() not in sent


CANARIES = {
    "title": "Kanariefågeln Kvist",
    "lead": "Kanarieingress kvitter",
    "body": "Kanariebröd i burk.",
    "topics": ["Kanarieämne"],
}
SAID = "Kanariekommentar till läsarna"
WORDS = re.compile(rb"(?i)kanarie|kvist|kvitter|burk|kommentar|hemligt|krok|maja|ekdal|kim")


def test_no_word_of_what_is_written_leaves_with_a_trace(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    """Canaries stand in texts, slugs, notes, names, e-mails, tokens, addresses and refusals."""
    receiver.replies = [webhook_receiver.status(500, Retry_After="kanarie")]
    with telling(tmp_path, receiver) as press:
        token = press.token(Scope.PUBLISH, name="kanarienyckel")
        made = press.api("POST", f"{RELEASES}?kanarie=1", token, CANARIES).json()
        path = f"{RELEASES}/{made['id']}"
        headers = {"if_match": '"1"'}
        press.api("PUT", path, token, CANARIES | {"lead": "Kanarie två"}, **headers)
        press.api("PUT", path, token, {"kanarie": "burk"}, **headers)
        press.api("PATCH", f"{path}/kanarie-burk", token, {})
        order = {"action": "publish", "note": SAID, "announce": True}
        assert press.api("POST", f"{path}/entries", token, order).status == 201
        visitor = Visitor(press)
        visitor.signs_in("kim.ekdal@kanarie.example", "kanarieburk med lock")
        visitor.admitted(somebody(press, "kim@kanarie.example", Role.ADMIN))
        visitor.post(f"/redaktion/{ROOM}/r/{made['id']}/aterkalla", {"note": SAID})
        visitor.post("/redaktion/konto/inbjudan", {"token": "kanarietoken", "new": "kanariefågel"})
        visitor.close()
        eventually(lambda: receiver.got)
    spans = collecting.spans()
    assert len(spans) >= 9
    sent = b"".join(collecting.bodies)
    assert WORDS.findall(sent) == []
    assert token.encode() not in sent


@pytest.mark.parametrize(
    ("proxies", "address", "brought", "followed"),
    [
        ((PROXY,), PROXY, BROUGHT, True),
        ((PROXY,), "127.0.0.8", BROUGHT, False),
        ((), PROXY, BROUGHT, False),
        ((PROXY,), PROXY, "00-kanarie-01", False),
    ],
)
def test_a_trace_goes_on_from_a_named_proxy_and_from_nobody_else(
    tmp_path: Path,
    collecting: Collector,
    receiver: WebhookReceiver,
    proxies: tuple[str, ...],
    address: str,
    brought: str,
    followed: bool,
) -> None:
    with telling(tmp_path, receiver, proxies=proxies) as press:
        connection = http.client.HTTPConnection(
            urlsplit(press.address).netloc, timeout=20, source_address=(address, 0)
        )
        headers = {
            "traceparent": brought,
            "tracestate": "kanarie=1",
            "baggage": "kanarie=2",
            "X-Forwarded-For": "203.0.113.9:81",
        }
        connection.request("POST", RELEASES, b"{}", headers)
        assert connection.getresponse().status == 401
        connection.close()
    span = only(collecting.spans())
    assert (span.trace == BROUGHT[3:35]) is followed
    assert span.parent == (BROUGHT[36:52] if followed else "")
    assert b"203.0.113.9" not in collecting.bodies[0]


def test_what_a_proxy_did_not_sample_is_neither_sent_nor_sampled_by_receivers(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    with telling(tmp_path, receiver, proxies=("127.0.0.1",)) as press:
        token = press.token()
        release = press.api("POST", RELEASES, token, {"title": "Vargkullen"}).json()["id"]
        path = f"{RELEASES}/{release}/entries"
        unsampled = {"traceparent": BROUGHT[:-1] + "0"}
        press.api("POST", path, token, {"action": "publish"}, **unsampled)
        eventually(lambda: receiver.got)
    assert only(receiver.got).headers["traceparent"].startswith(BROUGHT[:36])
    assert only(receiver.got).headers["traceparent"].endswith("-00")
    assert [span.name for span in collecting.spans()] == [
        "POST " + "/api/v1/newsrooms/{newsroom}/releases"
    ]


def test_what_was_approved_without_traces_has_a_trace_of_its_own(
    tmp_path: Path, collecting: Collector, receiver: WebhookReceiver
) -> None:
    with telling(tmp_path, receiver) as press:
        press.publish(b.document())
        press.clock.advance(HOUR)
        eventually(lambda: receiver.got)
    assert only(collecting.named("deliver webhook")).parent == ""
    assert collecting.named("publish release") == []


def test_without_traces_receivers_are_told_none(tmp_path: Path, receiver: WebhookReceiver) -> None:
    with telling(tmp_path, receiver, traces=False) as press:
        publish(press)
        eventually(lambda: receiver.got)
    assert "traceparent" not in only(receiver.got).headers
