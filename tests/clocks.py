"""Clocks that show what the test says, until the test says otherwise."""

import time
from datetime import datetime, timedelta

from releases.clock import Base, ClockTime, Reading, confirm
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

    def gap(self) -> timedelta:
        return timedelta(0)

    def tell(self, _: Base | None) -> ClockTime:
        return ClockTime(self.millis(), 0)

    def renew(self, *_: object) -> None:
        """Keep no base: the test says what time it is."""

    def wants_renewal(self) -> bool:
        return False

    def confirmed(self, base: Base | None, who: str) -> Base:
        return confirm(base, Reading(self.millis(), self.millis(), "manual"), who)

    def follow(self, *_: object) -> None:
        """Go by what the test says."""

    def observe(self, *_: object) -> None:
        """Go by what the test says, whatever a server's clock shows."""

    def set(self, instant: datetime) -> None:
        self._leapt += abs(instant - self._now).total_seconds()
        self._now = instant

    def advance(self, by: timedelta) -> None:
        self.set(self._now + by)


class Machine:
    """The clocks of a machine, each moved by the test; satisfies the ticks of `GuardedClock`."""

    def __init__(self, start: datetime = MORNING) -> None:
        self.true = to_millis(start)
        self.ahead = 0
        self.sources_agree = False
        self._started = self.true - 50_000
        self._boots = 1

    @property
    def boot_id(self) -> str:
        return f"boot {self._boots}"

    def wall(self) -> int:
        return self.true + self.ahead

    def boot(self, _: Base | None = None) -> int:
        return self.true - self._started

    def tick(self) -> float:
        return time.monotonic() + self.boot() / 1000

    def observe(self, *_: object) -> None:
        """Show what the test says."""

    def agreed(self, wall: int) -> bool:
        return self.sources_agree and wall == self.true

    def go(self, millis: int) -> None:
        """Let time pass."""
        self.true += millis

    def step(self, millis: int) -> None:
        """Set the wall clock by so much."""
        self.ahead += millis

    def reboot(self, down: int = 0, ahead: int | None = None) -> None:
        """Start again `down` milliseconds later, the wall clock `ahead` by so much."""
        self.true += down
        self._started, self._boots = self.true - 5_000, self._boots + 1
        self.ahead = self.ahead if ahead is None else ahead
