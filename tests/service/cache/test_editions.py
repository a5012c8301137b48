"""Editions: built once for all who ask, current whoever writes, forgotten in time."""

import asyncio
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from releases.errors import NotFound
from releases.store.tx import Tx
from releases.timeline import Action
from service.cache.edition import Content, Edition
from service.cache.editions import Editions
from service.cache.http_date import stamp
from tests import builders, engines
from tests.builders import DAY, HOUR, MORNING
from tests.clocks import ManualClock
from tests.service.app_server import ROOM
from tests.stores import Desk, open_desk

KEY = (b"/x", b"")
FEED = f"/{ROOM}/feed.atom"


@pytest.fixture
def editions(desk: Desk) -> Editions:
    return Editions(desk.store, desk.clock)


class Counting:
    """A renderer that counts its builds and can be told to wait in the middle of one."""

    def __init__(self) -> None:
        self.built = 0
        self.instants: list[datetime] = []
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def __call__(self, tx: Tx, t: datetime) -> Content:
        self.built += 1
        self.instants.append(t)
        titles = tx.all("SELECT id FROM release ORDER BY id")
        self.begun.set()
        assert self.go_on.wait(10)
        return Content(f"{len(titles)} releases".encode(), "text/plain")


def body(edition: Edition) -> bytes:
    found: bytes = edition.messages([], stamp(0), head=False)[1]["body"]
    return found


async def test_many_who_ask_at_once_wait_for_one_build(editions: Editions) -> None:
    build = Counting()
    answers = await asyncio.gather(*(editions.get(KEY, build) for _ in range(200)))
    assert build.built == 1
    assert len({id(edition) for edition in answers}) == 1
    assert await editions.get(KEY, build) is answers[0]
    assert (editions.misses, build.built) == (1, 1)


async def test_who_asks_after_a_write_never_gets_what_was_begun_before_it(
    editions: Editions, desk: Desk
) -> None:
    slow, quick = Counting(), Counting()
    slow.go_on.clear()
    early = asyncio.create_task(editions.get(KEY, slow))
    await asyncio.to_thread(slow.begun.wait, 10)
    await asyncio.to_thread(desk.publish)
    late = asyncio.create_task(editions.get(KEY, quick))
    await asyncio.to_thread(quick.begun.wait, 10)
    slow.go_on.set()
    assert body(await late) == b"1 releases"
    assert body(await early) == b"0 releases"
    assert body(await editions.get(KEY, quick)) == b"1 releases"


async def test_who_asks_after_an_instant_never_gets_what_was_begun_before_it(
    editions: Editions, desk: Desk
) -> None:
    await asyncio.to_thread(lambda: desk.order(desk.draft(), at=MORNING + HOUR))
    slow, quick = Counting(), Counting()
    slow.go_on.clear()
    early = asyncio.create_task(editions.get(KEY, slow))
    await asyncio.to_thread(slow.begun.wait, 10)
    desk.clock.set(MORNING + HOUR)
    late = asyncio.create_task(editions.get(KEY, quick))
    await asyncio.to_thread(quick.begun.wait, 10)
    slow.go_on.set()
    await asyncio.gather(early, late)
    assert (slow.instants, quick.instants) == ([MORNING], [MORNING + HOUR])


async def test_a_draft_makes_nothing_old_and_a_publication_everything(
    editions: Editions, desk: Desk
) -> None:
    build = Counting()
    await editions.get(KEY, build)
    release = await asyncio.to_thread(desk.draft)
    await editions.get(KEY, build)
    assert build.built == 1
    await asyncio.to_thread(desk.order, release)
    await editions.get(KEY, build)
    assert build.built == 2


async def test_a_write_of_another_process_is_seen(
    editions: Editions, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.cache.editions.WATCH_SECONDS", 0.0)
    build = Counting()
    await editions.get(KEY, build)
    with open_desk(desk.path, desk.clock) as other:
        await asyncio.to_thread(other.publish)
        await asyncio.to_thread(engines.hear, desk.store, other.store)
        assert body(await editions.get(KEY, build)) == b"1 releases"


async def test_plans_and_their_cancelling_make_nothing_old(editions: Editions, desk: Desk) -> None:
    build = Counting()
    release = await asyncio.to_thread(desk.publish)
    await editions.get(KEY, build)
    await asyncio.to_thread(desk.save, release, builders.document("Rättad"))
    correction = await asyncio.to_thread(
        lambda: desk.order(release, Action.CORRECT, MORNING + HOUR)
    )
    await editions.get(KEY, build)
    moved = await asyncio.to_thread(desk.move, release, correction, MORNING + 2 * HOUR)
    await editions.get(KEY, build)
    await asyncio.to_thread(desk.cancel, release, moved)
    await editions.get(KEY, build)
    desk.clock.set(MORNING + 3 * HOUR)
    await editions.get(KEY, build)
    assert build.built == 1


async def test_what_was_planned_and_passed_between_two_looks_is_seen(
    editions: Editions, desk: Desk
) -> None:
    build = Counting()
    await editions.get(KEY, build)
    await asyncio.to_thread(
        lambda: desk.order(desk.draft(), at=MORNING + timedelta(milliseconds=1))
    )
    desk.clock.set(MORNING + timedelta(milliseconds=1))
    await editions.get(KEY, build)
    assert build.built == 2


class RunningClock(ManualClock):
    """Ticks as far as its instants go on, as the machine's do between two looks."""

    def tick(self) -> float:
        return self.now().timestamp()


@pytest.mark.parametrize("before", [1, 2, 4, 5, 6])
async def test_having_just_looked_does_not_hide_an_instant(tmp_path: Path, before: int) -> None:
    clock = RunningClock(MORNING)
    with open_desk(tmp_path / "running.db", clock) as desk:
        await asyncio.to_thread(lambda: desk.order(desk.draft(), at=MORNING + HOUR))
        editions, build = Editions(desk.store, clock), Counting()
        clock.set(MORNING + HOUR - timedelta(milliseconds=before))
        await editions.get(KEY, build)
        clock.advance(timedelta(milliseconds=before - 1))
        assert editions.hot(KEY) is not None
        clock.advance(timedelta(milliseconds=1))
        assert editions.hot(KEY) is None
        await editions.get(KEY, build)
        assert build.instants[-1] == MORNING + HOUR


async def test_what_passes_is_rebuilt_at_the_instant_and_not_before(
    editions: Editions, desk: Desk
) -> None:
    await asyncio.to_thread(lambda: desk.order(desk.draft(), at=MORNING + HOUR))
    build = Counting()
    for instant, built in ((MORNING, 1), (MORNING + HOUR / 2, 1), (MORNING + HOUR, 2)):
        desk.clock.set(instant)
        await editions.get(KEY, build)
        assert build.built == built
    desk.clock.advance(DAY)
    await editions.get(KEY, build)
    assert build.built == 2


async def test_a_failure_reaches_all_who_wait_and_is_not_kept(editions: Editions) -> None:
    def failing(_: Tx, __: datetime) -> Content:
        raise NotFound(what="page")

    answers = await asyncio.gather(
        *(editions.get(KEY, failing) for _ in range(5)), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [NotFound] * 5
    assert body(await editions.get(KEY, Counting())) == b"0 releases"


async def test_one_who_goes_away_does_not_take_the_build_from_the_others(
    editions: Editions,
) -> None:
    build = Counting()
    build.go_on.clear()
    first, second = (asyncio.create_task(editions.get(KEY, build)) for _ in range(2))
    await asyncio.to_thread(build.begun.wait, 10)
    first.cancel()
    build.go_on.set()
    assert body(await second) == b"0 releases"
    assert build.built == 1
    assert first.cancelled()


async def test_memory_stays_within_its_budget(desk: Desk) -> None:
    editions = Editions(desk.store, desk.clock, budget=1_000_000)
    for number in range(500):
        await editions.get((b"/%d" % number, b""), lambda *_: Content(b"0 1 2 3 " * 500, "x"))
        assert editions.weight <= 1_000_000
    assert editions.hot((b"/499", b"")) is not None
    assert editions.hot((b"/0", b"")) is None


async def test_long_addresses_count_towards_the_budget(desk: Desk) -> None:
    editions = Editions(desk.store, desk.clock, budget=1_000_000)
    for number in range(40):
        key = (b"/%d" % number + b"x" * 60_000, b"")
        await editions.get(key, lambda _, __: Content(b"", "x", None, 301))
    kept = sum(editions.hot((b"/%d" % n + b"x" * 60_000, b"")) is not None for n in range(40))
    assert kept <= 1_000_000 / 60_000


async def test_what_was_asked_for_lately_is_kept_longest(desk: Desk) -> None:
    editions = Editions(desk.store, desk.clock, budget=100_000)
    favourite = (b"/favourite", b"")
    for number in range(100):
        await editions.get(favourite, Counting())
        await editions.get((b"/%d" % number, b""), Counting())
    assert editions.misses == 101
