"""Editions while others write: no order of events keeps a request, or the loop, for good."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any

import pytest

from releases.errors import StoreRefused
from releases.store.tx import Tx
from service.cache.edition import Content, Edition
from service.cache.editions import Editions
from service.cache.http_date import stamp
from tests.stores import Desk

KEY = (b"/x", b"")
# How often a request may ask in one turn of the loop whether an edition is current.
PATIENCE = 1_000


class HandStore:
    """A store whose looks at the log end when the test says so, one after the other.

    `looks` holds a future for each look under way. Builds are not held up. A loop that asks again
    and again without a turn of the event loop is a failure rather than a test that hangs.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._writes = 0
        self._asked = 0
        self.looks: asyncio.Queue[asyncio.Future[None]] = asyncio.Queue()
        self.begun = 0
        self.writes_at_every_look = False

    @property
    def writes(self) -> int:
        self._asked += 1
        assert self._asked < PATIENCE, "the event loop does not get its turn"
        return self._writes

    def publish(self) -> None:
        self._desk.publish()
        self._writes += 1

    def data_version(self) -> int:
        return 0

    def is_lost(self) -> bool:
        return False

    def known_version(self) -> int:
        return 0

    async def read(self, f: Callable[..., Any], *values: Any) -> Any:
        seen = self._desk.read(f, *values)
        self._asked = 0
        if f.__name__ == "_look":
            self.begun += 1
            if self.writes_at_every_look:
                self.publish()
            ending = asyncio.get_running_loop().create_future()
            self.looks.put_nowait(ending)
            await ending
        return seen


def titles(tx: Tx, _: datetime) -> Content:
    count = len(tx.all("SELECT id FROM release"))
    return Content(b"%d" % count, "text/plain")


def body(edition: Edition) -> bytes:
    found: bytes = edition.messages([], stamp(0), head=False)[1]["body"]
    return found


@pytest.fixture
def store(desk: Desk) -> HandStore:
    return HandStore(desk)


@pytest.fixture
def editions(store: HandStore, desk: Desk) -> Editions:
    made: Any = store
    return Editions(made, desk.clock)


@asynccontextmanager
async def ended(store: HandStore) -> AsyncIterator[None]:
    """End every look as soon as it has begun, until the block ends."""

    async def end() -> None:
        while True:
            (await store.looks.get()).set_result(None)

    ending = asyncio.create_task(end())
    try:
        yield
    finally:
        ending.cancel()


def asked(editions: Editions) -> asyncio.Task[Edition]:
    return asyncio.create_task(editions.get(KEY, titles))


async def test_a_look_that_has_just_ended_does_not_answer_for_a_write_after_it(
    editions: Editions, store: HandStore
) -> None:
    """Between the end of a look and its callbacks: a write, and a request that must see it."""
    first = asked(editions)
    look = await store.looks.get()
    # In the next turn of the loop: the look ends, somebody writes, somebody asks.
    look.set_result(None)
    asyncio.get_running_loop().call_soon(store.publish)
    second = asked(editions)
    async with asyncio.timeout(10):
        (await store.looks.get()).set_result(None)
        assert body(await second) == b"1"
        await first


async def test_who_asks_while_a_look_is_under_way_sees_what_was_written_since_it_began(
    editions: Editions, store: HandStore
) -> None:
    first = asked(editions)
    look = await store.looks.get()
    store.publish()
    second = asked(editions)
    async with asyncio.timeout(10):
        look.set_result(None)
        (await store.looks.get()).set_result(None)
        assert body(await second) == b"1"
        await first
    assert store.begun == 2


async def test_a_request_is_answered_after_two_looks_though_each_finds_a_write(
    editions: Editions, store: HandStore
) -> None:
    store.writes_at_every_look = True
    first = asked(editions)
    look = await store.looks.get()
    second = asked(editions)
    store.looks.put_nowait(look)
    async with asyncio.timeout(10), ended(store):
        answers = await asyncio.gather(first, second)
    assert store.begun <= 3
    # Never older than what was there when it was asked for.
    assert all(int(body(answer)) >= 1 for answer in answers)


async def test_a_build_that_ended_in_an_older_epoch_is_answered_and_not_kept(
    editions: Editions, store: HandStore
) -> None:
    store.writes_at_every_look = True
    request = asked(editions)
    async with asyncio.timeout(10), ended(store):
        await request
    assert editions.hot(KEY) is None


async def test_a_look_that_fails_is_told_to_who_waits_and_tried_again_for_the_next(
    editions: Editions, store: HandStore
) -> None:
    first = asked(editions)
    (await store.looks.get()).set_exception(StoreRefused("unreadable"))
    with pytest.raises(StoreRefused):
        await first
    second = asked(editions)
    (await store.looks.get()).set_result(None)
    assert body(await second) == b"0"
