"""A database server's clock, seen from afar: one clock for all who share the database.

What the server shows is known when it is asked, and goes on from there with this machine's time
since boot. It is taken as of when the answer came: late by the way back of the answer, never early.
The server's clock can be set like any other, so it is the wall clock of `releases.clock`, and time
since boot is a reading that the server's clock only trims, no faster than drift allows.
"""

import threading
from pathlib import Path

from releases.clock import DAY, LEAP, Base
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
        # By how much instants are ahead of the reading by the base last gone by, None while the
        # server's clock is out of step with it.
        self._apart: float | None = None
        self.tick = self._machine.tick

    def wall(self) -> int:
        with self._lock:
            if self._wall is None:
                return self._machine.wall()
            return int(self._machine.boot(None) + self._wall)

    def boot(self, base: Base | None) -> int:
        with self._lock:
            here = self._machine.boot(None)
            if base is None or base.boot_id != BOOT_ID:
                # Not kept: there is no base yet by which it could be set.
                return int(here + (self._ahead() if self._boot is None else self._boot))
            if self._boot is None:
                self._boot, self._observed = self._first(base), float(here)
            self._apart = None if base.gap else float(base.at - base.boot)
            return int(here + self._boot)

    def agreed(self, wall: int) -> bool:
        """Tell whether this machine's time sources hold the server's clock to be right."""
        return self._machine.agreed(wall)

    def observe(self, shown: int) -> None:
        """Hear what the server's clock showed: it is later than that by now."""
        with self._lock:
            here = float(self._machine.boot(None))
            self._wall = shown - here
            if self._boot is not None and self._apart is not None:
                off = self._wall - self._boot - self._apart
                if abs(off) <= LEAP:
                    # Never across a leap: what is held would run towards it.
                    most = (here - self._observed) * _TRIM_PARTS_PER_MILLION / 1_000_000
                    self._boot += max(-most, min(off, most))
            self._observed = here

    def _ahead(self) -> float:
        """Return by how much the server's clock, as far as it is known, is ahead of this boot."""
        if self._wall is not None:
            return self._wall
        return float(self._machine.wall() - self._machine.boot(None))

    def _first(self, base: Base) -> float:
        """Return the reading since boot of a process that has seen nothing of it yet.

        By the base it is as late as the server's clock says, less what that is ahead. As after a
        boot, that is believed for a day; beyond, instants go on from the last one known until time
        sources agree or somebody confirms.
        """
        here = self._machine.boot(None)
        wall = self._ahead()
        if here + wall - base.gap - max(base.at, base.served) > DAY:
            return float(base.boot - here)
        return wall - base.gap - base.at + base.boot


def ticks_for(database: Database) -> Ticks:
    """Return the clocks that count for a database: those of its server, or of this machine."""
    return MachineTicks() if isinstance(database, Path) else DatabaseTicks()
