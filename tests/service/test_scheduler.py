"""The scheduler: it looks at the right moment, outlives failures, and decides nothing."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from feeds.links import Links
from releases.desk import access
from releases.store import outbox
from releases.times import truncate_instant
from service.clock.guarded import GuardedClock, MachineTicks
from service.outbound import webhook
from service.outbound.delivery import Announcer
from service.scheduler import DUE, Scheduler
from tests.builders import DAY, HOUR
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO
from tests.service.delivery import announcer, claim_due
from tests.stores import Desk, open_desk


class Leapt(MachineTicks):
    """The machine's clocks, the wall clock a day ahead once told."""

    ahead = 0

    def wall(self) -> int:
        return super().wall() + self.ahead


async def settled(scheduler: Scheduler, look: Callable[[], object]) -> None:
    """Let turns of the loop pass until the scheduler has done what is looked for."""
    async with asyncio.timeout(10):
        while not look():
            await asyncio.gather(*scheduler._running)
            await asyncio.sleep(0)


def scheduled(desk: Desk, *private: str) -> Scheduler:
    links = Links("https://press.example")
    return Scheduler(desk.store, desk.clock, announcer(desk.store, desk.clock, links, *private))


def approve(desk: Desk, at: datetime, url: str = "http://127.0.0.1:1/") -> None:
    desk.write(access.add_webhook, ROOM, url, webhook.new_secret(), WHO)
    desk.order(desk.draft(), at=at)


def armed(scheduler: Scheduler) -> datetime | None:
    """The instant, by the wall clock, at which the timer will look next."""
    job = scheduler._timer.get_job(DUE)
    instant: datetime | None = job.next_run_time if job else None
    return instant


@pytest.fixture
def ticks() -> Leapt:
    return Leapt()


@pytest.fixture
def desk(tmp_path: Path, ticks: Leapt) -> Iterator[Desk]:
    """A desk that goes by the machine's clock, as the timer does."""
    clock: Any = GuardedClock(ticks)  # A desk asks no more of its clock than the instant.
    with open_desk(tmp_path / "pressrum.db", clock) as opened_desk:
        yield opened_desk


async def test_the_timer_is_set_to_the_next_instant_and_to_an_earlier_one_once_told(
    desk: Desk,
) -> None:
    scheduler, now = scheduled(desk), truncate_instant(desk.clock.now())
    approve(desk, now + 2 * HOUR)
    scheduler.start()
    await settled(scheduler, lambda: armed(scheduler) == now + 2 * HOUR)
    desk.order(desk.draft(), at=now + HOUR)
    scheduler.rearm()
    await settled(scheduler, lambda: armed(scheduler) == now + HOUR)
    await scheduler.stop()


async def test_while_the_clock_is_held_the_timer_waits_as_much_longer(
    desk: Desk, ticks: Leapt
) -> None:
    scheduler, now = scheduled(desk), truncate_instant(desk.clock.now())
    approve(desk, now + HOUR)
    ticks.ahead = 86_400_000
    scheduler.start()
    await settled(scheduler, lambda: armed(scheduler))
    # Otherwise it would be late already by the wall clock, and look again without end.
    late = (armed(scheduler) or now) - (now + HOUR)
    assert abs(late - DAY) < timedelta(seconds=1)
    await scheduler.stop()


async def test_a_failed_run_is_not_the_last(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    runs: list[int] = []

    async def failing(_: Announcer) -> None:
        runs.append(1)
        raise RuntimeError("no disk")

    monkeypatch.setattr(Announcer, "look", failing)
    scheduler = scheduled(desk)
    approve(desk, desk.clock.now())
    scheduler.start()
    await settled(scheduler, lambda: runs)
    before = len(runs)
    scheduler.rearm()
    await settled(scheduler, lambda: len(runs) > before)
    await scheduler.stop()


async def test_however_often_it_is_told_one_turn_is_under_way(desk: Desk) -> None:
    scheduler = scheduled(desk)
    scheduler.start()
    for _ in range(1_000):
        scheduler.rearm()
    assert len(scheduler._running) == 1
    due = truncate_instant(desk.clock.now()) + HOUR
    approve(desk, due)
    # The turns that were wanted become one, and it sees what was approved before it.
    await settled(scheduler, lambda: armed(scheduler) == due)
    await scheduler.stop()


async def test_what_is_due_and_cannot_be_taken_waits_for_the_interval(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[int] = []

    async def idle(_: Announcer) -> None:
        runs.append(1)

    monkeypatch.setattr(Announcer, "look", idle)
    scheduler = scheduled(desk)
    approve(desk, desk.clock.now())
    scheduler.start()
    arming = Mock(wraps=scheduler._timer.add_job)
    monkeypatch.setattr(scheduler._timer, "add_job", arming)
    await settled(scheduler, lambda: runs)
    await asyncio.gather(*scheduler._running)
    arming.assert_not_called()
    await scheduler.stop()


async def test_stopping_does_not_wait_for_a_receiver_that_does_not_answer(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.outbound.queue.GRACE_SECONDS", 0.01)
    asked, answering = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def late(handler: BaseHTTPRequestHandler) -> None:
        loop.call_soon_threadsafe(asked.set)
        answering.wait(20)
        webhook_receiver.status(204)(handler)

    with webhook_receiver.receiver() as receiver:
        receiver.replies = [late]
        scheduler = scheduled(desk, receiver.target)
        approve(desk, desk.clock.now(), receiver.address)
        scheduler.start()
        async with asyncio.timeout(5):
            await asked.wait()
            try:
                await scheduler.stop()
            finally:
                answering.set()
    # It is owed still, and free for whoever comes next.
    assert desk.read(outbox.counts) == {"owed": 1}
    (owed,) = desk.write(claim_due)
    assert owed.attempts == 0


async def test_a_scheduler_that_was_not_started_does_nothing_when_told(desk: Desk) -> None:
    scheduler = scheduled(desk)
    scheduler.rearm()
    assert armed(scheduler) is None
