"""The only reader of the machine's clocks, guided by the base that the database keeps.

`releases.clock` decides; this module reads the clocks and remembers the newest base seen, so that
whoever asks for the instant need not ask the database.
"""

import os
import threading
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from releases import clock
from releases.clock import Asker, Base, ClockTime, Reading
from releases.times import from_millis
from service.clock import time_sources

_SINCE_BOOT = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
_BOOT_ID = Path("/proc/sys/kernel/random/boot_id")
_TIME_NAMESPACE = Path("/proc/self/ns/time")
_UPTIME = "/proc/uptime"
_UPTIME_LENGTH = 64
# The uptime's text has hundredths of seconds, and is read a moment later.
_APART_MILLIS = 1_000


class Clock(Protocol):
    """Where instants come from. Tests bring their own."""

    def now(self) -> datetime:
        """Return the current instant, aware and UTC."""

    def millis(self) -> int:
        """Return the current instant as milliseconds since 1970."""

    def tick(self) -> float:
        """Return seconds that only go on, from any beginning: for spans between two calls."""

    def gap(self) -> timedelta:
        """Return by how much the wall clock is ahead of the instant; below zero behind it."""

    def tell(self, base: Base | None) -> ClockTime:
        """Return the instant by a base, see `releases.store.clock.Keeper`."""

    def renew(self, base: Base | None, latest: int) -> Base | None:
        """Return the base to keep."""

    def wants_renewal(self) -> bool:
        """Tell whether a write would keep something new of the clock."""

    def confirmed(self, base: Base | None, who: str) -> Base:
        """Return the base to keep when somebody says that the wall clock is right."""

    def follow(self, base: Base | None, now: int) -> None:
        """Go by a base that is on disk, by which it has been `now`."""

    def observe(self, shown: int) -> None:
        """Hear what the clock of a database server showed (ms) a moment ago."""


class Ticks(Protocol):
    """Raw clocks, of the machine or a database server: two in milliseconds, and seconds for spans.

    `boot` is read for a base, by which clocks that were not there at its beginning are set.
    """

    @property
    def boot_id(self) -> str: ...

    def wall(self) -> int: ...

    def boot(self, base: Base | None) -> int: ...

    def tick(self) -> float: ...

    def agreed(self, wall: int) -> bool: ...

    def observe(self, shown: int) -> None: ...


class MachineTicks:
    """Wall time and time since boot, suspended time included (CLOCK_BOOTTIME)."""

    def __init__(self) -> None:
        self.boot_id = _boot_id()
        self._uptime: int | None = None
        with suppress(OSError):
            self._uptime = os.open(_UPTIME, os.O_RDONLY | os.O_CLOEXEC)

    def __del__(self) -> None:
        if self._uptime is not None:
            os.close(self._uptime)

    def wall(self) -> int:
        return time.time_ns() // 1_000_000

    def boot(self, _: Base | None = None) -> int:
        read = time.clock_gettime_ns(_SINCE_BOOT) // 1_000_000
        if self._uptime is None:
            return read
        # The kernel's own word: what a process is told by its C library can be shifted.
        uptime = os.pread(self._uptime, _UPTIME_LENGTH, 0).split(b" ", 1)[0]
        kernel = int(uptime.replace(b".", b"")) * 10
        return kernel if abs(kernel - read) > _APART_MILLIS else read

    # The bare function: it is called for every request.
    tick = staticmethod(time.monotonic)

    def agreed(self, wall: int) -> bool:
        return time_sources.agree(wall)

    def observe(self, *_: object) -> None:
        """Go by this machine's clocks alone."""


class GuardedClock:
    """The database's clock as one process goes by it: it never goes back within one epoch.

    `serves` says that the process answers the public, or tells it something.
    """

    def __init__(
        self, ticks: Ticks | None = None, role: Asker = Asker.COMMAND, *, serves: bool = False
    ) -> None:
        self._ticks: Ticks = ticks or MachineTicks()
        self._lock = threading.Lock()
        self._base: Base | None = None
        self._last = 0
        self._role = role
        self._is_renewed = False
        self._serves = serves or role is Asker.SERVICE
        self.tick = self._ticks.tick

    def now(self) -> datetime:
        return from_millis(self.millis())

    def millis(self) -> int:
        with self._lock:
            self._last = max(self._last, self.tell(self._base).now)
            return self._last

    def gap(self) -> timedelta:
        return timedelta(milliseconds=self.tell(self._base).gap)

    def tell(self, base: Base | None) -> ClockTime:
        return clock.time_of(base, self._reading(base))

    def renew(self, base: Base | None, latest: int) -> Base:
        reading = self._reading(base, asked=True)
        renewed = clock.renew(base, reading, self._role, latest)
        self._is_renewed = True
        if not self._serves:
            return renewed
        same = self._base is not None and self._base.epoch == renewed.epoch
        return clock.serve(renewed, reading, self._last if same else 0)

    def confirmed(self, base: Base | None, who: str) -> Base:
        """Return the base to keep when somebody says that the wall clock is right."""
        return clock.confirm(base, self._reading(base), who)

    def wants_renewal(self) -> bool:
        """Tell whether a write would keep something new of the clock."""
        with self._lock:
            base = self._base
        reading = self._reading(base, asked=True)
        return base is None or clock.renew(base, reading) != base

    def follow(self, base: Base | None, now: int) -> None:
        with self._lock:
            if self._is_renewed:
                # From here on this process would see the clock being set.
                self._role = Asker.RUNNING
            if self._base is None or base is None:
                self._last, self._base = now, base
            elif base.epoch > self._base.epoch:
                # The transaction may have begun before the clock was moved.
                self._last, self._base = base.at, base
            elif base.epoch == self._base.epoch:
                self._last = max(self._last, now)
                # A snapshot may be older than what was kept meanwhile.
                if base.boot_id != self._base.boot_id or base.boot >= self._base.boot:
                    self._base = base

    def observe(self, shown: int) -> None:
        self._ticks.observe(shown)

    def _reading(self, base: Base | None, *, asked: bool = False) -> Reading:
        wall = self._ticks.wall()
        agreed = asked and self._ticks.agreed(wall)
        return Reading(wall, self._ticks.boot(base), self._ticks.boot_id, agreed=agreed)


def _boot_id() -> str:
    """Return what names the boot, and the time namespace its readings belong to."""
    parts = []
    with suppress(OSError):
        parts.append(_BOOT_ID.read_text().strip())
    with suppress(OSError):
        parts.append(_TIME_NAMESPACE.readlink().name)
    return " ".join(parts)
