"""Whether the database takes what is written: tried now and then, however many ask.

A full disk and a database that somebody keeps locked still read well. So a write is tried that
changes nothing, at most every few seconds and only while somebody asks; strangers who ask for
/health/ready all day make no more of them.
"""

import asyncio
from collections.abc import Callable

from releases.errors import StoreRefused
from releases.store import database_lock
from releases.store.engine import Store

# How long an answer is good, how long a write may take, and how long who asks waits for it.
EVERY_SECONDS = 5.0
PATIENCE_SECONDS = 5.0
WAIT_SECONDS = 1.0


class Readiness:
    """The last write tried. All methods belong to the event loop's thread."""

    def __init__(self, store: Store, tick: Callable[[], float]) -> None:
        self._store = store
        self._tick = tick
        self._tried: asyncio.Task[str] | None = None
        self._begun = 0.0
        self._last = ""

    async def fault(self) -> str:
        """Return what keeps the database from doing its work, "" where nothing does."""
        if self._store.damage:
            return self._store.damage
        if self._tried is None or (self._tried.done() and self._age() >= EVERY_SECONDS):
            self._begun = self._tick()
            self._tried = asyncio.get_running_loop().create_task(self._try())
        await asyncio.wait((self._tried,), timeout=WAIT_SECONDS)
        if self._tried.done():
            self._last = self._tried.result()
        elif self._age() >= PATIENCE_SECONDS:
            self._last = f"The database has taken no write for {self._age():.0f} seconds."
        return self._last

    def _age(self) -> float:
        return self._tick() - self._begun

    async def _try(self) -> str:
        try:
            await self._store.write(database_lock.touch)
            return await asyncio.to_thread(self._store.room)
        except (StoreRefused, OSError, RuntimeError) as error:
            return str(error)
