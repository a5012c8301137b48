"""WebSub: hubs hear of every change of the feeds at its instant, and subscribers get the feed."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import etree

from feeds.elements import ATOM
from releases.desk.approval import Order
from releases.desk.deliveries import BACK_OFF
from releases.store import claims, outbox
from releases.store.sinks import Hub
from releases.timeline import Action
from service.config import ConfigError, from_environment
from tests import builders as b
from tests.clocks import ManualClock
from tests.service import webhook_receiver, websub_hub
from tests.service.app_server import BASE, ROOM, Press, moment, run_app
from tests.service.delivery import announce, claim_due
from tests.service.webhook_receiver import WebhookReceiver
from tests.service.websub_hub import Watcher
from tests.stores import Desk

HUBS = ("https://hub.example/", "https://nav.example/push?x=1")
FORMS = ("rss", "atom", "json")
PATHS = [f"{room}/feed.{form}" for form in FORMS for room in ("", f"/{ROOM}")]
NARROWED = [f"{path}?kind=news&lang=sv" for path in PATHS]


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Press, Watcher]]:
    """A service whose hub is Flask-WebSub, and a subscriber."""
    with (
        websub_hub.hub(tmp_path) as hub,
        websub_hub.watcher(tmp_path) as watcher,
        run_app(tmp_path, ManualClock(), reachable=True, hubs=(hub,)) as press,
    ):
        yield press, watcher


def told(receiver: WebhookReceiver) -> list[dict[str, list[str]]]:
    return [parse_qs(delivery.body.decode()) for delivery in receiver.got]


def states(press: Press) -> dict[str, int]:
    counts: dict[str, int] = press.write(outbox.counts)
    return counts


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_a_subscriber_at_an_independent_hub_gets_each_change_as_it_takes_effect(
    watched: tuple[Press, Watcher], form: str
) -> None:
    press, watcher = watched
    topic = watcher.subscribe(f"{press.address}/{ROOM}/feed.{form}")
    assert topic == f"{press.address}/{ROOM}/feed.{form}"
    entry = press.publish(
        b.document("Bron öppnar"), Order(Action.PUBLISH, moment(b.MORNING + b.HOUR))
    )
    announce(press)
    assert watcher.got == []
    press.clock.advance(b.HOUR)
    announce(press)
    press.clock.advance(b.HOUR)
    order = Order(Action.CORRECT, note="Klockslaget var fel.")
    press.order(entry.release, order, b.document("Bron öppnar", lead="Klockan tio."))
    announce(press)
    press.order(entry.release, Order(Action.WITHDRAW, note="Bron öppnar inte."))
    announce(press)
    assert [request for request, _ in watcher.got] == [topic] * 3
    for (_, body), words in zip(
        watcher.got, ("Bron öppnar", "Klockslaget var fel.", "Bron öppnar inte."), strict=True
    ):
        assert words in body.decode()
    assert watcher.got[-1][1] == press.get(f"/{ROOM}/feed.{form}").body


def test_a_hub_is_told_of_the_feeds_of_the_newsroom_and_of_all(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with run_app(tmp_path, ManualClock(), hubs=(receiver.address + "/hub",)) as press:
        press.publish(b.document())
        worker = announce(press)
        assert (worker.delivered, states(press)) == (1, {"done": 1})
    expected = [
        *(f"{BASE}/{ROOM}/feed.{form}" for form in ("rss", "atom", "json")),
        *(f"{BASE}/feed.{form}" for form in ("rss", "atom", "json")),
    ]
    assert told(receiver) == [
        {"hub.mode": ["publish"], "hub.url": [url], "hub.topic": [url]} for url in expected
    ]
    (kind,) = {delivery.headers["content-type"] for delivery in receiver.got}
    assert kind == "application/x-www-form-urlencoded"


def test_a_hub_that_fails_is_told_again_of_everything(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(204), webhook_receiver.status(500)]
    with run_app(tmp_path, ManualClock(), hubs=(receiver.address,)) as press:
        press.publish(b.document())
        assert announce(press).failed == 1
        assert announce(press).failed == 0
        assert states(press) == {"owed": 1}
        press.clock.advance(BACK_OFF[0])
        assert announce(press).delivered == 1
    assert len(receiver.got) == 2 + 6


def test_each_entry_is_owed_to_webhooks_and_hubs_once(desk: Desk) -> None:
    desk.write(outbox.set_hubs, HUBS)
    hook = desk.write(outbox.add_webhook, "region-mellanlandet", "https://a.example/", "x")
    desk.publish()
    claimed = desk.write(claim_due)
    assert len(claimed) == 3
    assert {claim.sink for claim in claimed} == {hook, *map(Hub, HUBS)}


def test_backdated_imports_and_cancelled_plans_are_told_to_no_hub(desk: Desk) -> None:
    desk.write(outbox.set_hubs, HUBS)
    desk.order(desk.draft(), at=b.MORNING - 10 * b.DAY)
    planned = desk.draft()
    desk.cancel(planned, desk.order(planned, at=b.MORNING + b.DAY))
    assert desk.read(claims.next_due) is None


def test_a_hub_taken_out_of_the_settings_is_owed_nothing_more(desk: Desk) -> None:
    desk.write(outbox.set_hubs, HUBS)
    desk.publish()
    desk.write(outbox.set_hubs, HUBS[:1])
    assert desk.read(outbox.hubs) == (Hub(HUBS[0]),)
    assert desk.read(outbox.counts) == {"owed": 1, "cancelled": 1}
    desk.publish()
    assert desk.read(outbox.counts) == {"owed": 2, "cancelled": 1}


def test_every_whole_feed_names_itself_and_its_hubs_in_headers_and_body(tmp_path: Path) -> None:
    with run_app(tmp_path, ManualClock(), hubs=HUBS) as press:
        press.publish(b.document())
        for path in PATHS:
            answer = press.get(path)
            expected = [*(f'<{hub}>; rel="hub"' for hub in HUBS), f'<{BASE}{path}>; rel="self"']
            for response in (answer, press.head(path), press.get(path, if_none_match=answer.etag)):
                assert [value for name, value in response.headers if name == "link"] == expected
            if ".json" in path:
                assert [hub["url"] for hub in answer.json()["hubs"]] == list(HUBS)
                assert answer.json()["feed_url"] == BASE + path
                continue
            links = list(etree.fromstring(answer.body).iter(f"{{{ATOM}}}link"))
            named = [(link.get("rel"), link.get("href")) for link in links]
            assert {("self", BASE + path), *(("hub", hub) for hub in HUBS)} <= set(named)


def test_a_narrowed_feed_names_no_hub_for_none_is_told_of_it(tmp_path: Path) -> None:
    with run_app(tmp_path, ManualClock(), hubs=HUBS) as press:
        press.publish(b.document())
        for path in NARROWED:
            answer = press.get(path)
            assert answer.status == 200
            assert answer.header("link") is None
            assert "hub" not in answer.text


def test_without_hubs_nothing_is_said_of_them(press: Press) -> None:
    for path in (*PATHS, *NARROWED):
        answer = press.get(path)
        assert answer.header("link") is None
        assert "hub" not in answer.text


def test_hubs_are_settings_that_are_checked() -> None:
    config = from_environment({"PRESSRUM_HUBS": f" {HUBS[0]}, {HUBS[1]},,{HUBS[0]}"})
    assert config.hubs == HUBS
    for wrong in (
        "hub.example",
        "ftp://hub.example/",
        "https://",
        "https://h.example/>",
        "http://h:0/",
    ):
        with pytest.raises(ConfigError, match="PRESSRUM_HUBS"):
            from_environment({"PRESSRUM_HUBS": wrong})
