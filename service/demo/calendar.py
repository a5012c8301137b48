"""Believable times for demo content: working days and clock times in weeks around the start."""

from datetime import datetime, time, timedelta
from typing import NamedTuple

from releases.times import local_day, resolve


class Slot(NamedTuple):
    """A Stockholm wall time: weeks from the start's week, weekday (Monday is 0), clock "07.30"."""

    week: int
    weekday: int
    clock: str


def instant(slot: Slot, start: datetime) -> datetime:
    """Return the UTC instant of a slot in the weeks around `start` (aware)."""
    today = local_day(start)
    monday = today - timedelta(days=today.weekday())
    hour, minute = map(int, slot.clock.split("."))
    day = monday + timedelta(weeks=slot.week, days=slot.weekday)
    return resolve(datetime.combine(day, time(hour, minute)))


def since(slot: Slot, start: datetime) -> timedelta:
    """Return the time from `start` to a slot, negative for one in the past."""
    return instant(slot, start) - start
