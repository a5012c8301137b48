"""WebSub: hubs hear of every change of the feeds at its instant, and subscribers get the feed."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from lxml import etree

from feeds.elements import ATOM
from feeds.links import Links
from releases.announcing import BACK_OFF
from releases.desk import Order
from releases.store import outbox
from releases.timeline import Action
from service.announcer import Announcer
from service.config import ConfigError, from_environment
from service.sinks.websub import topics
from tests import builders as b
from tests.clocks import ManualClock
from tests.service import hubbing, receiving
from tests.service.hubbing import Watcher
from tests.service.receiving import Receiver
from tests.service.serving import BASE, ROOM, Press, moment, served
from tests.stores import Desk

HUBS = ("https://hub.example/", "https://nav.example/push?x=1")
FORMS = ("rss", "atom", "json")
PATHS = [f"{room}/feed.{form}" for form in FORMS for room in ("", f"/{ROOM}")]
NARROWED = [f"{path}?kind=news&lang=sv" for path in PATHS]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving.receiver() as running:
        yield running


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[tuple[Press, Watcher]]:
    """A service whose hub is Flask-WebSub, and a subscriber."""
    with (
        hubbing.hub(tmp_path) as hub,
        hubbing.watcher(tmp_path) as watcher,
        served(tmp_path, ManualClock(), reachable=True, hubs=(hub,)) as press,
    ):
        yield press, watcher


def announce(press: Press) -> Announcer:
    """Deliver what is due once."""
    worker = Announcer(press.store, press.clock, Links(press.settings.base_url), press.settings)
    asyncio.run(worker.run())
    return worker


def told(receiver: Receiver) -> list[dict[str, list[str]]]:
    return [parse_qs(delivery.body.decode()) for delivery in receiver.got]


def states(press: Press) -> dict[str, int]:
    found: dict[str, int] = press.write(outbox.counts)
    return found


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
    press.order(entry.release, Order(Action.CORRECT, note="Klockslaget var fel."))
    announce(press)
    press.order(entry.release, Order(Action.WITHDRAW, note="Bron öppnar inte."))
    announce(press)
    assert [each for each, _ in watcher.got] == [topic] * 3
    for (_, body), words in zip(
        watcher.got, ("Bron öppnar", "Klockslaget var fel.", "Bron öppnar inte."), strict=True
    ):
        assert words in body.decode()
    assert watcher.got[-1][1] == press.get(f"/{ROOM}/feed.{form}").body


def test_a_hub_is_told_of_the_feeds_of_the_newsroom_and_of_all(
    tmp_path: Path, receiver: Receiver
) -> None:
    with served(tmp_path, ManualClock(), hubs=(receiver.address + "/hub",)) as press:
        press.publish(b.document())
        worker = announce(press)
        assert (worker.delivered, states(press)) == (1, {"done": 1})
    expected = [
        *(f"{BASE}/{ROOM}/feed.{form}" for form in ("rss", "atom", "json")),
        *(f"{BASE}/feed.{form}" for form in ("rss", "atom", "json")),
    ]
    assert list(topics(ROOM, b.LINKS)) == expected
    assert told(receiver) == [
        {"hub.mode": ["publish"], "hub.url": [url], "hub.topic": [url]} for url in expected
    ]
    (kind,) = {delivery.headers["content-type"] for delivery in receiver.got}
    assert kind == "application/x-www-form-urlencoded"


def test_a_hub_that_fails_is_told_again_of_everything(tmp_path: Path, receiver: Receiver) -> None:
    receiver.replies = [receiving.status(204), receiving.status(500)]
    with served(tmp_path, ManualClock(), hubs=(receiver.address,)) as press:
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
    claimed = desk.write(outbox.claim, b.MORNING, b.MORNING + b.HOUR, 20)
    assert sorted(each.sink for each in claimed) == sorted(
        [hook.sink, *(f"websub:{url}" for url in HUBS)]
    )
    assert {each.hub for each in claimed} == {None, *HUBS}


def test_backdated_imports_and_cancelled_plans_are_told_to_no_hub(desk: Desk) -> None:
    desk.write(outbox.set_hubs, HUBS)
    desk.order(desk.draft(), at=b.MORNING - 10 * b.DAY)
    planned = desk.draft()
    desk.cancel(planned, desk.order(planned, at=b.MORNING + b.DAY))
    assert desk.read(outbox.next_due) is None


def test_a_hub_taken_out_of_the_settings_is_owed_nothing_more(desk: Desk) -> None:
    desk.write(outbox.set_hubs, HUBS)
    desk.publish()
    desk.write(outbox.set_hubs, HUBS[:1])
    assert desk.read(outbox.hubs) == HUBS[:1]
    assert desk.read(outbox.counts) == {"owed": 1, "cancelled": 1}
    desk.publish()
    assert desk.read(outbox.counts) == {"owed": 2, "cancelled": 1}


def test_every_whole_feed_names_itself_and_its_hubs_in_headers_and_body(tmp_path: Path) -> None:
    with served(tmp_path, ManualClock(), hubs=HUBS) as press:
        press.publish(b.document())
        for path in PATHS:
            answer = press.get(path)
            expected = [*(f'<{hub}>; rel="hub"' for hub in HUBS), f'<{BASE}{path}>; rel="self"']
            for each in (answer, press.head(path), press.get(path, if_none_match=answer.etag)):
                assert [value for name, value in each.headers if name == "link"] == expected
            if ".json" in path:
                assert [hub["url"] for hub in answer.json()["hubs"]] == list(HUBS)
                assert answer.json()["feed_url"] == BASE + path
                continue
            links = list(etree.fromstring(answer.body).iter(f"{{{ATOM}}}link"))
            named = [(link.get("rel"), link.get("href")) for link in links]
            assert {("self", BASE + path), *(("hub", hub) for hub in HUBS)} <= set(named)


def test_a_narrowed_feed_names_no_hub_for_none_is_told_of_it(tmp_path: Path) -> None:
    with served(tmp_path, ManualClock(), hubs=HUBS) as press:
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
    found = from_environment({"PRESSRUM_HUBS": f" {HUBS[0]}, {HUBS[1]},,{HUBS[0]}"})
    assert found.hubs == HUBS
    for wrong in (
        "hub.example",
        "ftp://hub.example/",
        "https://",
        "https://h.example/>",
        "http://h:0/",
    ):
        with pytest.raises(ConfigError, match="PRESSRUM_HUBS"):
            from_environment({"PRESSRUM_HUBS": wrong})
