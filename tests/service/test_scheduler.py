"""The scheduler: it looks at the right moment, outlives failures, and decides nothing."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.links import Links
from releases import access
from releases.times import truncated
from service.announcer import Announcer
from service.clock import GuardedClock, MachineTicks
from service.config import Settings
from service.scheduler import DUE, Scheduler
from service.sinks import webhook
from tests.builders import DAY, HOUR
from tests.service.serving import ROOM, WHO
from tests.stores import Desk, opened


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


def scheduled(desk: Desk) -> Scheduler:
    links = Links("https://press.example")
    announcer = Announcer(desk.store, desk.clock, links, Settings())
    return Scheduler(desk.store, desk.clock, announcer)


def approve(desk: Desk, at: datetime) -> None:
    desk.write(access.add_webhook, ROOM, "http://127.0.0.1:1/", webhook.new_secret(), WHO)
    desk.order(desk.draft(), at=at)


def armed(scheduler: Scheduler) -> datetime | None:
    """The instant, by the wall clock, at which the timer will look next."""
    job = scheduler._timer.get_job(DUE)
    found: datetime | None = job.next_run_time if job else None
    return found


@pytest.fixture
def ticks() -> Leapt:
    return Leapt()


@pytest.fixture
def desk(tmp_path: Path, ticks: Leapt) -> Iterator[Desk]:
    """A desk that goes by the machine's clock, as the timer does."""
    clock: Any = GuardedClock(ticks)  # A desk asks no more of its clock than the instant.
    with opened(tmp_path / "pressrum.db", clock) as found:
        yield found


async def test_the_timer_is_set_to_the_next_instant_and_to_an_earlier_one_once_told(
    desk: Desk,
) -> None:
    scheduler, now = scheduled(desk), truncated(desk.clock.now())
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
    scheduler, now = scheduled(desk), truncated(desk.clock.now())
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

    async def failing(_: Announcer) -> int:
        runs.append(1)
        raise RuntimeError("no disk")

    monkeypatch.setattr(Announcer, "run", failing)
    scheduler = scheduled(desk)
    approve(desk, desk.clock.now())
    scheduler.start()
    await settled(scheduler, lambda: runs)
    before = len(runs)
    scheduler.rearm()
    await settled(scheduler, lambda: len(runs) > before)
    await scheduler.stop()


async def test_a_scheduler_that_was_not_started_does_nothing_when_told(desk: Desk) -> None:
    scheduler = scheduled(desk)
    scheduler.rearm()
    assert armed(scheduler) is None
