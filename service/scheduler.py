"""When to announce: one timer re-armed to the next due instant, and an interval as safety net.

The only importer of apscheduler, which holds no truth here: no job store, no misfire limit. It
may be late or off, and everything is public at its instant all the same.
"""

import asyncio
from contextvars import Context
from datetime import UTC

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from releases.errors import StoreRefused
from releases.store import attempts, claims, feedback
from releases.store.engine import Store
from service.clock.guarded import Clock
from service.outbound.delivery import Announcer
from service.visits import Ledger

log = structlog.get_logger()

DUE = "due"
# Catches what the timer cannot know: other processes' approvals, clock jumps.
SAFETY_SECONDS = 1
# How long a turn, which delivers nothing itself, may go on once the service is to end.
STOP_SECONDS = 1.0


class Scheduler:
    """Has the announcer look when something is due, one look at a time; has visits stored too."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        announcer: Announcer,
        ledger: Ledger | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._announcer = announcer
        self._ledger = ledger
        self._timer = AsyncIOScheduler(timezone=UTC)
        # At most one turn is under way, and at most one more is wanted after it.
        self._running: set[asyncio.Task[None]] = set()
        self._wanted = False
        self._stopping = False

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
        """Arm nothing more and let what is under way end; what takes too long is broken off."""
        self._stopping = True
        self._timer.shutdown(wait=False)
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=STOP_SECONDS)
            for turn in late:
                turn.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        await self._announcer.stop()
        await self._count(now=True)

    def rearm(self) -> None:
        """Look again at what is due next, if running; called after every change of the log."""
        if self._timer.running:
            self._begin_turn()

    async def _tick(self) -> None:
        # A coroutine, so that the timer runs it in the loop and not in a thread.
        self._begin_turn()

    def _begin_turn(self) -> None:
        if self._stopping:
            return
        # The turn under way may have looked already.
        self._wanted = bool(self._running)
        if self._wanted:
            return
        # A task of our own: the timer's shutdown would cancel a coroutine job half-way. It does
        # not belong to the request that rearmed, nor to that one's trace.
        turn = asyncio.get_running_loop().create_task(self._turn(), context=Context())
        self._running.add(turn)
        turn.add_done_callback(self._end_turn)

    def _end_turn(self, turn: asyncio.Task[None]) -> None:
        self._running.discard(turn)
        if self._wanted:
            self._begin_turn()

    async def _count(self, *, now: bool = False) -> None:
        if self._ledger is None:
            return
        try:
            await self._ledger.settle(self._clock.now(), now=now)
        except StoreRefused:
            # Mere statistics: what could not be stored now is stored with the next.
            log.exception("visits.failed")

    async def _turn(self) -> None:
        try:
            await self._count()
            if await self._store.read(feedback.has_expired):
                await self._store.write(feedback.forget)
            if await self._store.read(attempts.has_expired):
                await self._store.write(attempts.forget)
            await self._announcer.look()
            # Only what is still to come: the rest is under way, or waits for the interval.
            due = await self._store.read(claims.next_due)
        except Exception:
            # The interval tries again; a worker that died would never.
            log.exception("scheduler.failed")
            return
        if due is not None and not self._stopping:
            self._timer.add_job(
                self._tick,
                "date",
                # The timer goes by the wall clock, which may be ahead of the instant or behind.
                run_date=due + self._clock.gap(),
                id=DUE,
                replace_existing=True,
                misfire_grace_time=None,
            )
