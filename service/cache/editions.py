"""Editions in memory: built once per key, good until the log changes or the next instant passes.

The hot path is a dictionary look-up and three comparisons. What makes an edition old is told by
three numbers: the store's own writes, the file's data version (other processes), and the
next instant of the publication log. The last two are looked at every few milliseconds, never
past the next instant. What is planned or called off makes nothing old: it shows nowhere yet.

A request waits for at most two looks at the log, however often somebody writes meanwhile: a look
that began after the request knows of everything the request must see.

While the database does not answer, what was current when it last did is answered as stale.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import nullcontext
from datetime import datetime
from functools import partial

import msgspec

from releases.errors import StoreRefused
from releases.store import listings, public_version
from releases.store.engine import Store
from releases.store.tx import Tx
from releases.times import from_millis, to_millis
from service.cache.edition import OK, Content, Edition, encode
from service.cache.lane import Lane
from service.cache.segmented_lru import SegmentedLru
from service.cache.single_flight import SingleFlight
from service.clock.guarded import Clock
from service.visits import Tallies

BUDGET = 48 * 1024 * 1024
# How long another process' commit may stay unseen.
WATCH_SECONDS = 0.005
NEVER = 1 << 62
# One is built at a time: two would only take turns at the interpreter, and keep the loop from its
# own. But the next does not wait longer than so for one that is slow.
PATIENCE_SECONDS = 0.1
# The look under way may have begun before the request; the next one cannot have.
MOST_LOOKS = 2

Key = tuple[bytes, bytes]
# What is made from the database, or how to go on where that alone does not suffice.
Fetch = Callable[[], Awaitable[Content]]
Build = Callable[[Tx, datetime], Content | Fetch]


class _Epoch(msgspec.Struct, frozen=True, eq=False):
    """A stretch of time and log in which nothing public changes; equal to none but itself."""

    version: int


class _Kept(msgspec.Struct, frozen=True):
    edition: Edition
    epoch: _Epoch
    weight: int


class Editions:
    """The cache of one process. All methods belong to the event loop's thread."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        budget: int = BUDGET,
        patience: float = PATIENCE_SECONDS,
    ) -> None:
        self._store = store
        self._clock = clock
        self._kept = SegmentedLru[Key, _Kept](budget)
        self._epoch = _Epoch(-1)
        self._last_look = from_millis(0)
        self._until = 0
        self._data_version = -1
        self._writes = -1
        self._tick = clock.tick
        # The tick until which nothing but a write of our own makes the epoch old.
        self._sure_until = 0.0
        self._looks: SingleFlight[None, None] = SingleFlight()
        self._builds: SingleFlight[tuple[Key, _Epoch], Edition] = SingleFlight()
        self._turn = asyncio.Lock()
        self._lane = Lane(patience)
        # What was answered since the database was lost; forgotten with the first look after it.
        self._stale: dict[Key, Edition] = {}
        self.tallies = Tallies()
        self.hits = 0
        self.misses = 0

    def hot(self, key: Key) -> Edition | None:
        """Return the edition of a key if it is certain to be current, without waiting."""
        kept = self._kept.peek(key)
        if kept is None or kept.epoch is not self._epoch:
            return None
        if not self._current():
            return self._as_stale(key, kept) if self._is_lost() else None
        self._kept.use(key)
        self.hits += 1
        return kept.edition

    async def get(
        self, key: Key, build: Build, accepted: bytes = b"", *, in_turn: bool = False
    ) -> Edition:
        """Return the current edition of a key, building it once for all who wait.

        It has the encoding that `accepted`, an Accept-Encoding, is answered in.
        `build` runs in a reader thread on one snapshot, at one instant; what it raises reaches
        everyone who waited and is not kept. The `Fetch` it may return is awaited afterwards, and
        keeps neither a reader nor any other page waiting. Of those `in_turn` one is built at a
        time: of what strangers may ask for under ever new keys, so that the readers are there for
        others.
        """
        try:
            return await self._get(key, build, accepted, in_turn=in_turn)
        except StoreRefused:
            kept = self._kept.peek(key)
            if kept is None or kept.epoch is not self._epoch or not self._is_lost():
                raise
            stale = self._as_stale(key, kept)
            lacking = stale.lacks(accepted)
            return await asyncio.to_thread(stale.encoded, lacking) if lacking else stale

    async def _get(self, key: Key, build: Build, accepted: bytes, *, in_turn: bool) -> Edition:
        for _ in range(MOST_LOOKS):
            if self._current():
                break
            await self._looks.join(None, self._look)
        # Others may have written again: the epoch is still no older than the request.
        epoch, kept = self._epoch, self._kept.peek(key)
        if kept is not None and kept.epoch is epoch:
            self._kept.use(key)
            self.hits += 1
            return await self._encoded(key, kept.edition, epoch, accepted)
        # One begun in an older epoch may not show what whoever asks now must see.
        run = partial(self._build, key, build, epoch, accepted, in_turn=in_turn)
        built = await self._builds.join((key, epoch), run)
        return await self._encoded(key, built, epoch, accepted)

    def _is_lost(self) -> bool:
        """Tell whether nobody can know what is current, and nothing newer is known of."""
        return self._store.is_lost() and self._store.known_version() <= self._epoch.version

    def _as_stale(self, key: Key, kept: _Kept) -> Edition:
        """Return what was current when the database last answered, as such."""
        stale = self._stale.get(key)
        if stale is None:
            stale = self._stale[key] = kept.edition.stale()
        return stale

    @property
    def weight(self) -> int:
        """The bytes kept at present."""
        return self._kept.weight

    def unrenderable(self) -> frozenset[str]:
        """Return the releases that current editions had to leave out."""
        return frozenset(name for kept in self._kept.values() for name in kept.edition.failed)

    def _current(self) -> bool:
        if self._store.writes != self._writes:
            return False
        tick = self._tick()
        if self._sure_until - WATCH_SECONDS <= tick < self._sure_until:
            return True
        # Milliseconds are rounded down: one less is certain to lie before the instant.
        left = self._until - self._clock.millis() - 1
        try:
            if left < 0 or self._store.data_version() != self._data_version:
                return False
        except StoreRefused:
            # Whoever looks next is told why.
            return False
        self._sure_until = tick + min(WATCH_SECONDS, left / 1000)
        return True

    async def _look(self) -> None:
        # Read before the snapshot: a commit in between is then seen next time, never missed.
        writes, data_version = self._store.writes, self._store.data_version()
        seen = await self._store.read(_look, self._last_look)
        if seen.version != self._epoch.version or seen.passed:
            self._epoch = _Epoch(seen.version)
        self._until = NEVER if seen.upcoming is None else to_millis(seen.upcoming)
        self._last_look = seen.now
        self._stale.clear()
        self._writes, self._data_version, self._sure_until = writes, data_version, 0.0

    async def _build(
        self, key: Key, build: Build, epoch: _Epoch, accepted: bytes, *, in_turn: bool
    ) -> Edition:
        self.misses += 1

        # In the same turn of the same thread: each way to another costs as much as a small page.
        def build_encoded(tx: Tx, t: datetime) -> Edition | Fetch:
            made = build(tx, t)
            return encode(made, accepted) if isinstance(made, Content) else made

        async with self._turn if in_turn else nullcontext(), self._lane.held():
            made = await self._store.read(build_encoded, self._clock.now())
        edition = made if isinstance(made, Edition) else encode(await made(), accepted)
        if edition.status == OK:
            edition = msgspec.structs.replace(edition, tally=self.tallies.of(key[0]))
        self._keep(key, edition, epoch)
        return edition

    async def _encoded(self, key: Key, edition: Edition, epoch: _Epoch, accepted: bytes) -> Edition:
        """Return an edition with the encoding asked for, which is kept from then on."""
        lacking = edition.lacks(accepted)
        if not lacking:
            return edition
        encoded = await asyncio.to_thread(edition.encoded, lacking)
        self._keep(key, encoded, epoch)
        return encoded

    def _keep(self, key: Key, edition: Edition, epoch: _Epoch) -> None:
        if edition.content.kept and epoch is self._epoch:
            self._kept.put(key, _Kept(edition, epoch, edition.weight + sum(map(len, key))))


class _Seen(msgspec.Struct, frozen=True):
    """What a look at the log tells: whether an instant has `passed`, and which is `upcoming`."""

    now: datetime
    version: int
    passed: bool
    upcoming: datetime | None


def _look(tx: Tx, before: datetime) -> _Seen:
    # A clock that was set right may have gone back; then the version tells what is old.
    first = listings.next_instant(tx, min(before, tx.now))
    passed = first is not None and first <= tx.now
    upcoming = listings.next_instant(tx, tx.now) if passed else first
    return _Seen(tx.now, public_version.version(tx), passed, upcoming)
