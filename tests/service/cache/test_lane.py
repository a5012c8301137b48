"""Pages are built one at a time, and none waits long for one that is slow."""

import asyncio
import threading
from datetime import datetime

import pytest

from releases.store.tx import Tx
from service.cache.edition import Content
from service.cache.editions import Editions
from service.cache.lane import Lane
from tests.stores import Desk

# Seconds: longer than any test, and no longer than a turn of the loop.
LONG, NONE = 600.0, 0.0


class Inside:
    """One who goes into a lane and stays there until the door is opened."""

    def __init__(self, lane: Lane) -> None:
        self._lane = lane
        self.entered = asyncio.Event()
        self.door = asyncio.Event()

    async def visit(self) -> None:
        async with self._lane.held():
            self.entered.set()
            await self.door.wait()


async def test_the_next_goes_on_beside_one_that_is_slow() -> None:
    lane = Lane(NONE)
    slow, following = Inside(lane), Inside(lane)
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks:
        tasks.create_task(slow.visit())
        await slow.entered.wait()
        tasks.create_task(following.visit())
        await following.entered.wait()
        slow.door.set()
        following.door.set()


async def test_a_lane_holds_one_at_a_time() -> None:
    lane = Lane(LONG)
    most = under_way = 0

    async def work() -> None:
        nonlocal most, under_way
        async with lane.held():
            under_way += 1
            most = max(most, under_way)
            await asyncio.sleep(0)
            under_way -= 1

    await asyncio.gather(*(work() for _ in range(9)))
    assert most == 1


async def test_what_fails_leaves_the_lane() -> None:
    lane = Lane(LONG)
    with pytest.raises(ValueError, match="wrong"):
        async with lane.held():
            raise ValueError("wrong")
    async with asyncio.timeout(10), lane.held():
        pass


async def test_pages_are_built_one_at_a_time(desk: Desk) -> None:
    editions = Editions(desk.store, desk.clock, patience=LONG)
    counting = threading.Lock()
    most = under_way = 0

    def build(_: Tx, __: datetime) -> Content:
        nonlocal most, under_way
        with counting:
            under_way += 1
            most = max(most, under_way)
        with counting:
            under_way -= 1
        return Content(b"x", "text/plain")

    await asyncio.gather(*(editions.get((b"/%d" % n, b""), build) for n in range(20)))
    assert most == 1


async def test_a_page_that_hangs_keeps_no_other_from_being_built(desk: Desk) -> None:
    editions = Editions(desk.store, desk.clock, patience=NONE)
    gate = threading.Event()

    def hang(_: Tx, __: datetime) -> Content:
        assert gate.wait(60)
        return Content(b"late", "text/plain")

    def build(_: Tx, __: datetime) -> Content:
        return Content(b"soon", "text/plain")

    late = asyncio.create_task(editions.get((b"/late", b""), hang))
    try:
        async with asyncio.timeout(10):
            for n in range(3):
                edition = await editions.get((b"/%d" % n, b""), build)
                assert edition.content.body == b"soon"
    finally:
        gate.set()
    assert (await late).content.body == b"late"
