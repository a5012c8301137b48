"""Shared caches are told to drop what an entry makes old, before anybody is told to look."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.desk import newsroom_settings
from releases.desk.approval import Order
from releases.desk.deliveries import BACK_OFF
from releases.model import new_id
from releases.store import claims, outbox
from releases.store.outbox import Announcement
from releases.store.sinks import Cache
from releases.timeline import Action
from service.cache import surrogate_keys
from service.config import ConfigError, from_environment
from tests import builders as b
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, Press, moment, run_app
from tests.service.delivery import announce, claim_due
from tests.service.webhook_receiver import WebhookReceiver
from tests.stores import Desk

URLS = ("http://127.0.0.1:6081/", "http://cache-2.example:6081/")
CACHES = tuple(map(Cache, URLS))
OTHER = "region-sydlandet"


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


def due(desk: Desk) -> tuple[Announcement, ...]:
    """Take up what is due by the desk's clock, each time as another."""
    return desk.write(claim_due, new_id())


@pytest.fixture
def cached(desk: Desk) -> Desk:
    """A desk whose service has two caches before it."""
    desk.write(outbox.set_caches, URLS)
    return desk


def test_a_cache_is_told_the_keys_of_what_shows_the_newsroom(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with run_app(tmp_path, ManualClock(), caches=(receiver.address + "/x",)) as press:
        press.publish(b.document())
        assert announce(press).delivered == 1
    (purge,) = receiver.got
    assert (purge.method, purge.body) == ("PURGE", b"")
    assert purge.headers["surrogate-key"] == f"newsroom-{ROOM} newsrooms"


def test_a_cache_is_purged_at_the_instant_and_not_before(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with run_app(tmp_path, ManualClock(), caches=(receiver.address,)) as press:
        press.publish(b.document(), Order(Action.PUBLISH, moment(b.MORNING + b.HOUR)))
        assert announce(press).delivered == 0
        press.clock.advance(b.HOUR)
        assert announce(press).delivered == 1


def test_caches_are_purged_before_hubs_are_told_to_fetch(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    caches, hubs = (receiver.address,), (f"{receiver.address}/hub",)
    with run_app(tmp_path, ManualClock(), caches=caches, hubs=hubs) as press:
        for _ in range(3):
            press.publish(b.document())
            press.clock.advance(b.HOUR)
        announce(press)
    methods = [request.method for request in receiver.got]
    purges = methods.count("PURGE")
    assert methods == ["PURGE"] * purges + ["POST"] * (len(methods) - purges)
    assert purges
    assert "POST" in methods


def test_a_cache_that_does_not_answer_holds_nobody_up_and_is_asked_again(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(503)]
    caches, hubs = (receiver.address,), (f"{receiver.address}/hub",)
    with run_app(tmp_path, ManualClock(), caches=caches, hubs=hubs) as press:
        press.publish(b.document())
        first = announce(press)
        assert (first.delivered, first.failed) == (1, 1)
        press.clock.advance(BACK_OFF[0])
        second = announce(press)
        assert (second.delivered, second.failed) == (1, 0)
    assert receiver.got[-1].method == "PURGE"


def test_what_nobody_is_told_of_is_purged_all_the_same(cached: Desk) -> None:
    release = cached.draft()
    cached.order(release, announce=False)
    assert [purge.sink for purge in due(cached)] == list(CACHES)
    cached.order(release, Action.WITHDRAW, announce=False)
    assert [purge.action for purge in due(cached)] == [Action.WITHDRAW] * 2


def test_an_import_of_many_owes_one_purge_to_each_cache(cached: Desk) -> None:
    for day in range(1, 6):
        cached.order(cached.draft(), at=b.MORNING - day * b.DAY)
    assert [purge.sink for purge in due(cached)] == list(CACHES)


def test_what_is_written_after_a_purge_was_taken_up_is_owed_one_of_its_own(cached: Desk) -> None:
    cached.publish()
    assert len(due(cached)) == 2
    cached.publish()
    assert len(due(cached)) == 2


def test_a_purge_of_one_newsroom_does_not_stand_for_another(cached: Desk) -> None:
    cached.write(newsroom_settings.add_newsroom, b.newsroom(OTHER), WHO)
    cached.publish()
    cached.publish(room=OTHER)
    assert {(purge.newsroom, purge.sink) for purge in due(cached)} == {
        (room, cache) for room in (ROOM, OTHER) for cache in CACHES
    }


def test_each_planned_entry_is_owed_its_purge_at_its_own_instant(cached: Desk) -> None:
    for hours in (1, 2):
        cached.order(cached.draft(), at=b.MORNING + hours * b.HOUR)
    assert due(cached) == ()
    for _ in range(2):
        cached.clock.advance(b.HOUR)
        assert len(due(cached)) == 2


def test_a_plan_that_is_cancelled_needs_no_purge(cached: Desk) -> None:
    planned = cached.draft()
    cached.cancel(planned, cached.order(planned, at=b.MORNING + b.DAY))
    assert cached.read(claims.next_due) is None


def test_a_cache_taken_out_of_the_settings_is_owed_nothing_more(cached: Desk) -> None:
    cached.publish()
    cached.write(outbox.set_caches, URLS[:1])
    assert cached.read(outbox.caches) == CACHES[:1]
    assert cached.read(outbox.counts) == {"owed": 1, "cancelled": 1}


def test_keys_name_the_newsroom_of_what_shows_one_and_say_where_there_are_several(
    press: Press,
) -> None:
    press.picture("bild1")
    entry = press.publish(b.document(images=(b.image("bild1"),)))
    page = f"/{ROOM}/{entry.release}/x"
    one = (
        *(f"/{ROOM}/", f"/{ROOM}/feed.rss", f"/{ROOM}/feed.json?kind=news", f"/{ROOM}/embed.html"),
        *(f"/{ROOM}/archive/2018-04.atom", f"/api/v1/newsrooms/{ROOM}/changes"),
        *("/media/bild1.jpg", page, press.get(page).header("location") or ""),
    )
    for path in one:
        answer = press.get(path.removeprefix(press.settings.base_url))
        assert answer.header("surrogate-key") == f"pressrum newsroom-{ROOM}", path
        again = press.get(path.removeprefix(press.settings.base_url), if_none_match=answer.etag)
        assert again.header("surrogate-key") == f"pressrum newsroom-{ROOM}", path
    for path in ("/", "/feed.rss", "/feed.atom", "/feed.json?lang=sv"):
        assert press.get(path).header("surrogate-key") == "pressrum newsrooms", path


def test_what_is_purged_is_what_is_named(press: Press) -> None:
    dropped = set(surrogate_keys.keys_to_purge(ROOM).split())
    for path in (f"/{ROOM}/feed.rss", "/feed.rss"):
        assert dropped & set((press.get(path).header("surrogate-key") or "").split())
    assert not dropped & set(surrogate_keys.keys_of(OTHER).decode().split())


def test_what_is_not_there_has_no_keys_and_is_kept_by_nobody(press: Press) -> None:
    planned = press.publish(b.document(), Order(Action.PUBLISH, moment(b.MORNING + b.HOUR)))
    for path in (f"/{ROOM}/{planned.release}", f"/{ROOM}/okand", "/media/x.jpg"):
        answer = press.get(path)
        assert (answer.status, answer.header("cache-control")) == (404, "no-store")
        assert answer.header("surrogate-key") is None


def test_caches_are_settings_that_are_checked() -> None:
    assert from_environment({"PRESSRUM_PURGE": f"{URLS[0]}, {URLS[1]}"}).caches == URLS
    for wrong in ("127.0.0.1:6081", "http://", "unix:/run/varnish"):
        with pytest.raises(ConfigError, match="PRESSRUM_PURGE"):
            from_environment({"PRESSRUM_PURGE": wrong})
