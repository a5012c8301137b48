"""A clock that shows what the test says, until the test says otherwise."""

import time
from datetime import datetime, timedelta

from releases.times import to_millis
from tests.builders import MORNING


class ManualClock:
    """Stands still at an instant (aware, UTC); satisfies the clocks of store and service."""

    def __init__(self, start: datetime = MORNING) -> None:
        self._now = start
        self._leapt = 0.0

    def now(self) -> datetime:
        return self._now

    def millis(self) -> int:
        return to_millis(self._now)

    def tick(self) -> float:
        return time.monotonic() + self._leapt

    def held(self) -> timedelta:
        return timedelta(0)

    def set(self, instant: datetime) -> None:
        self._leapt += abs(instant - self._now).total_seconds()
        self._now = instant

    def advance(self, by: timedelta) -> None:
        self.set(self._now + by)
