"""The only reader of the wall clock, guarded against jumps.

An embargo is broken by a clock that leaps forward. The guard compares wall time with the time
since boot: a leap of more than two seconds is held back (instants go on at the old pace) until
the limit has passed or the operator restarts the service; a step back never un-publishes.
"""

import threading
import time
from datetime import datetime, timedelta
from typing import Protocol

from releases.times import from_millis

LEAP_MILLIS = 2_000
HOLD_MILLIS = 3_600_000
_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


class Clock(Protocol):
    """Where instants come from. Tests bring their own."""

    def now(self) -> datetime:
        """Return the current instant, aware and UTC."""

    def millis(self) -> int:
        """Return the current instant as milliseconds since 1970."""

    def tick(self) -> float:
        """Return seconds that only go on, from any beginning: for spans between two calls."""

    def held(self) -> timedelta:
        """Return by how much the wall clock is ahead of what is believed; zero when in step."""


class Ticks(Protocol):
    """The raw clocks of the machine: two in milliseconds, and seconds for short spans."""

    def wall(self) -> int: ...

    def boot(self) -> int: ...

    def tick(self) -> float: ...


class MachineTicks:
    """Wall time and time since boot, suspended time included (CLOCK_BOOTTIME)."""

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def boot(self) -> int:
        return time.clock_gettime_ns(_SINCE_BOOT) // 1_000_000

    # The bare function: it is called for every request.
    tick = staticmethod(time.monotonic)


class GuardedClock:
    """Wall time that never goes back, and leaps forward only once confirmed."""

    def __init__(self, ticks: Ticks | None = None, floor: int = 0) -> None:
        self._ticks: Ticks = ticks or MachineTicks()
        self._lock = threading.Lock()
        self._wall = self._ticks.wall()
        self._boot = self._ticks.boot()
        self._last = max(floor, self._wall)
        self._held_since: int | None = None
        self._ahead = 0
        self.tick = self._ticks.tick

    def now(self) -> datetime:
        return from_millis(self.millis())

    def millis(self) -> int:
        with self._lock:
            wall, boot = self._ticks.wall(), self._ticks.boot()
            expected = self._wall + boot - self._boot
            self._ahead = wall - expected
            if self._ahead > LEAP_MILLIS and not self._confirmed(boot):
                believed = expected
            else:
                # In step, or the limit has passed: the wall clock is believed from here.
                self._wall, self._boot, self._held_since, self._ahead = wall, boot, None, 0
                believed = wall
            self._last = max(self._last, believed)
            return self._last

    def held(self) -> timedelta:
        self.millis()
        return timedelta(milliseconds=self._ahead)

    def raise_floor(self, floor: datetime) -> None:
        """Never answer an instant before `floor`: time has come at least this far."""
        with self._lock:
            self._last = max(self._last, int(floor.timestamp() * 1000))

    def _confirmed(self, boot: int) -> bool:
        if self._held_since is None:
            self._held_since = boot
        return boot - self._held_since > HOLD_MILLIS
