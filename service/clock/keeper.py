"""Keeps the database's clock while a service runs: looks each second, writes only what has changed.

It goes by the event loop's own time, so that it comes round whatever the wall clock does.
"""

import asyncio
from collections.abc import Callable

import structlog

from releases.errors import StoreRefused
from releases.store import clock as clocks
from releases.store import listings, public_version
from releases.store.engine import Store
from releases.store.tx import Tx
from releases.times import from_millis
from service.clock.guarded import Clock

log = structlog.get_logger()
SECONDS = 1.0


class ClockKeeper:
    """Renews the base of a database's clock, and says each time that a second has gone by."""

    def __init__(self, store: Store, clock: Clock, tick: Callable[[], None]) -> None:
        self._store = store
        self._clock = clock
        self._tick = tick
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """End between two looks."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def look(self) -> None:
        """Write what has changed of the clock, and that an instant of the log was served."""
        if self._clock.wants_renewal() or await self._store.read(_has_passed):
            await self._store.write(public_version.version)

    async def _run(self) -> None:
        while True:
            try:
                await self.look()
            except StoreRefused as error:
                log.warning("clock.unkept", why=str(error))
            self._tick()
            await asyncio.sleep(SECONDS)


def _has_passed(tx: Tx) -> bool:
    """Tell whether something became public since the last instant noted as served."""
    base, _ = clocks.read(tx)
    if base is None:
        return False
    following = listings.next_instant(tx, from_millis(base.served))
    return following is not None and following <= tx.now
