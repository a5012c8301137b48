"""A database server's clock, seen from afar: one clock for all who share the database.

What the server shows is known when it is asked, and goes on from there with this machine's time
since boot. It is taken as of when the answer came: late by the way back of the answer, never early.
The server's clock can be set like any other, so it is the wall clock of `releases.clock`, and time
since boot is a reading that the server's clock only trims, no faster than drift allows.
"""

import threading
from pathlib import Path

from releases.clock import Base
from releases.store.engine import Database
from service.clock.guarded import MachineTicks, Ticks

BOOT_ID = "postgresql"
# How fast the reading since boot follows the server's clock: as fast as two good clocks may part.
_TRIM_PARTS_PER_MILLION = 600


class DatabaseTicks:
    """The raw clocks of a database server; satisfies `service.clock.guarded.Ticks`.

    Before the server was first asked, it shows what this machine does.
    """

    boot_id = BOOT_ID

    def __init__(self, machine: Ticks | None = None) -> None:
        self._machine: Ticks = machine or MachineTicks()
        self._lock = threading.Lock()
        # By how much the server's clock, and the reading since boot, are ahead of time since boot.
        self._wall: float | None = None
        self._boot: float | None = None
        self._observed = 0.0
        self.tick = self._machine.tick

    def wall(self) -> int:
        with self._lock:
            if self._wall is None:
                return self._machine.wall()
            return int(self._machine.boot(None) + self._wall)

    def boot(self, base: Base | None) -> int:
        with self._lock:
            here = self._machine.boot(None)
            if self._boot is None:
                self._boot = self._first(base)
            return int(here + self._boot)

    def agreed(self, wall: int) -> bool:
        """Tell whether this machine's time sources hold the server's clock to be right."""
        return self._machine.agreed(wall)

    def observe(self, shown: int) -> None:
        """Hear what the server's clock showed: it is later than that by now."""
        with self._lock:
            here = float(self._machine.boot(None))
            self._wall = shown - here
            if self._boot is not None:
                most = (here - self._observed) * _TRIM_PARTS_PER_MILLION / 1_000_000
                self._boot += max(-most, min(self._wall - self._boot, most))
            self._observed = here

    def _first(self, base: Base | None) -> float:
        wall = self._wall
        if wall is None:
            wall = float(self._machine.wall() - self._machine.boot(None))
        if base is None or base.boot_id != BOOT_ID:
            return wall
        # By the base it is as late as the server's clock says, less what that is ahead.
        return wall - base.gap - base.at + base.boot


def ticks_for(database: Database) -> Ticks:
    """Return the clocks that count for a database: those of its server, or of this machine."""
    return MachineTicks() if isinstance(database, Path) else DatabaseTicks()
