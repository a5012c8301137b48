"""When to announce: one timer re-armed to the next due instant, and an interval as safety net.

The only importer of apscheduler, which holds no truth here: no job store, no misfire limit. It
may be late or off, and everything is public at its instant all the same.
"""

import asyncio
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from releases.errors import StoreRefused
from releases.store import feedback, outbox
from releases.store.sqlite import SqliteStore
from service.announcer import Announcer
from service.clock import Clock
from service.visiting import Ledger

log = structlog.get_logger()

DUE = "due"
# Catches what the timer cannot know: other processes' approvals, clock jumps.
SAFETY_SECONDS = 1


class Scheduler:
    """Runs the announcer when something is due, one run at a time; has visits stored meanwhile."""

    def __init__(
        self,
        store: SqliteStore,
        clock: Clock,
        announcer: Announcer,
        ledger: Ledger | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._announcer = announcer
        self._ledger = ledger
        self._timer = AsyncIOScheduler(timezone=UTC)
        self._turn = asyncio.Lock()
        self._running: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin; needs the running event loop."""
        self._timer.add_job(
            self._tick,
            "interval",
            seconds=SAFETY_SECONDS,
            misfire_grace_time=None,
            coalesce=True,
        )
        self._timer.start()
        self._begin_turn()

    async def stop(self) -> None:
        """Arm nothing more and let what is under way end."""
        self._timer.shutdown(wait=False)
        await asyncio.gather(*self._running)
        await self._count(now=True)

    def rearm(self) -> None:
        """Look again at what is due next, if running; called after every change of the log."""
        if self._timer.running:
            self._begin_turn()

    async def _tick(self) -> None:
        # A coroutine, so that the timer runs it in the loop and not in a thread.
        self._begin_turn()

    def _begin_turn(self) -> None:
        # A task of our own: the timer's shutdown would cancel a coroutine job half-way.
        task = asyncio.get_running_loop().create_task(self._turn_once())
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _count(self, *, now: bool = False) -> None:
        if self._ledger is None:
            return
        try:
            await self._ledger.settle(self._clock.now(), now=now)
        except StoreRefused:
            # Mere statistics: what could not be stored now is stored with the next.
            log.exception("visits.failed")

    async def _turn_once(self) -> None:
        async with self._turn:
            await self._count()
            if await self._store.read(feedback.has_expired):
                await self._store.write(feedback.forget)
            due = await self._store.read(outbox.next_due)
            if due is not None and due <= self._clock.now():
                try:
                    await self._announcer.run()
                except Exception:
                    # The interval tries again; a worker that died would never.
                    log.exception("announcer.failed")
                due = await self._store.read(outbox.next_due)
            if due is not None and self._timer.running:
                self._timer.add_job(
                    self._tick,
                    "date",
                    # The timer goes by the wall clock, which may be ahead of what is believed.
                    run_date=due + self._clock.held(),
                    id=DUE,
                    replace_existing=True,
                    misfire_grace_time=None,
                )
