"""Editions in memory: built once per key, good until the log changes or the next instant passes.

The hot path is a dictionary look-up and three comparisons. What makes an edition old is told by
three numbers: the store's own writes, the file's data version (other processes), and the
next instant of the publication log. The last two are looked at every few milliseconds, never
past the next instant. What is planned or called off makes nothing old: it shows nowhere yet.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

import msgspec

from releases.store import listings, pulse
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.times import from_millis, to_millis
from service.clock import Clock
from service.edition import OK, Draft, Edition, encode
from service.visiting import Tallies

BUDGET = 48 * 1024 * 1024
# How long another process' commit may stay unseen.
WATCH_SECONDS = 0.005
NEVER = 1 << 62

Key = tuple[bytes, bytes]
Build = Callable[[Tx, datetime], Draft]


class _Epoch(msgspec.Struct, frozen=True):
    """A stretch of time and log in which nothing public changes."""

    version: int


class _Kept(msgspec.Struct, frozen=True):
    edition: Edition
    epoch: _Epoch
    weight: int


class _Building(msgspec.Struct, frozen=True):
    edition: asyncio.Future[Edition]
    epoch: _Epoch


class Editions:
    """The cache of one process. All methods belong to the event loop's thread."""

    def __init__(self, store: SqliteStore, clock: Clock, budget: int = BUDGET) -> None:
        self._store = store
        self._clock = clock
        self._budget = budget
        self._kept: OrderedDict[Key, _Kept] = OrderedDict()
        self._weight = 0
        self._epoch = _Epoch(-1)
        self._last_look = from_millis(0)
        self._until = 0
        self._data_version = -1
        self._writes = -1
        self._tick = clock.tick
        # The tick until which nothing but a write of our own makes the epoch old.
        self._sure_until = 0.0
        self._building: dict[Key, _Building] = {}
        self._refreshing: asyncio.Future[None] | None = None
        self.tallies = Tallies()
        self.hits = 0
        self.misses = 0

    def hot(self, key: Key) -> Edition | None:
        """Return the edition of a key if it is certain to be current, without waiting."""
        kept = self._kept.get(key)
        if kept is None or kept.epoch is not self._epoch or not self._current():
            return None
        self._kept.move_to_end(key)
        self.hits += 1
        return kept.edition

    async def get(self, key: Key, build: Build, *, exclusive: bool = False) -> Edition:
        """Return the current edition of a key, building it once for all who wait.

        `build` runs in a reader thread on one snapshot, at one instant (`exclusive`: as a write,
        alone); what it raises reaches everyone who waited and is not kept.
        """
        while not self._current():
            await self._refresh()
        found = self.hot(key)
        if found is not None:
            return found
        under_way = self._building.get(key)
        # One begun in an older epoch may not show what whoever asks now must see.
        if under_way is None or under_way.epoch is not self._epoch:
            begun = asyncio.ensure_future(self._build(key, build, exclusive=exclusive))
            under_way = self._building[key] = _Building(begun, self._epoch)
            begun.add_done_callback(lambda _: self._built(key, begun))
        return await asyncio.shield(under_way.edition)

    @property
    def weight(self) -> int:
        """The bytes kept at present."""
        return self._weight

    def unrenderable(self) -> frozenset[str]:
        """Return the releases that current editions had to leave out."""
        return frozenset(name for kept in self._kept.values() for name in kept.edition.failed)

    def _current(self) -> bool:
        if self._store.writes != self._writes:
            return False
        tick = self._tick()
        if tick < self._sure_until:
            return True
        # Milliseconds are rounded down: one less is certain to lie before the instant.
        left = self._until - self._clock.millis() - 1
        if left < 0 or self._store.data_version() != self._data_version:
            return False
        self._sure_until = tick + min(WATCH_SECONDS, left / 1000)
        return True

    async def _refresh(self) -> None:
        if self._refreshing is None:
            self._refreshing = asyncio.ensure_future(self._look())
            self._refreshing.add_done_callback(self._looked)
        await asyncio.shield(self._refreshing)

    def _built(self, key: Key, edition: asyncio.Future[Edition]) -> None:
        under_way = self._building.get(key)
        if under_way is not None and under_way.edition is edition:
            del self._building[key]

    def _looked(self, _: object) -> None:
        self._refreshing = None

    async def _look(self) -> None:
        # Read before the snapshot: a commit in between is then seen next time, never missed.
        writes, data_version = self._store.writes, self._store.data_version()
        now = self._clock.now()
        seen = await self._store.read(_look, self._last_look, now)
        if seen.version != self._epoch.version or seen.passed:
            self._epoch = _Epoch(seen.version)
        self._until = NEVER if seen.upcoming is None else to_millis(seen.upcoming)
        self._last_look = now
        self._writes, self._data_version, self._sure_until = writes, data_version, 0.0

    async def _build(self, key: Key, build: Build, *, exclusive: bool) -> Edition:
        self.misses += 1
        epoch, t = self._epoch, self._clock.now()
        run = self._store.write if exclusive else self._store.read
        draft = await run(build, t)
        edition = await asyncio.to_thread(encode, draft)
        if edition.status == OK:
            edition = msgspec.structs.replace(edition, tally=self.tallies.of(key[0]))
        if epoch is self._epoch:
            self._keep(key, _Kept(edition, epoch, edition.weight + sum(map(len, key))))
        return edition

    def _keep(self, key: Key, kept: _Kept) -> None:
        old = self._kept.pop(key, None)
        self._weight += kept.weight - (old.weight if old else 0)
        self._kept[key] = kept
        while self._weight > self._budget and self._kept:
            _, oldest = self._kept.popitem(last=False)
            self._weight -= oldest.weight


class _Seen(msgspec.Struct, frozen=True):
    """What a look at the log tells: whether an instant has `passed`, and which is `upcoming`."""

    version: int
    passed: bool
    upcoming: datetime | None


def _look(tx: Tx, before: datetime, now: datetime) -> _Seen:
    first = listings.next_instant(tx, before)
    passed = first is not None and first <= now
    return _Seen(pulse.version(tx), passed, listings.next_instant(tx, now) if passed else first)
