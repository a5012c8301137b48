"""The clock of a database: which instant it is, by a base kept in it and the machine's readings.

A wall clock can be set to anything, the time since boot cannot. A base says which instant it was
at some reading since boot. From there the wall clock is followed as long as the two keep pace
(the drift and slewing of time services pass, and leap seconds). Where they part, instants go on
with the time since boot, and publication with them, until an operator or an agreeing time source
confirms the wall clock.

All instants and readings are milliseconds; instants count from 1970. This module is pure.
"""

from enum import StrEnum

import msgspec

# By how much the two clocks may part at once: leap seconds and small steps.
LEAP = 2_000
# By how much they may part as time goes by: 500 ppm is the most that kernels slew, and drift.
_PARTS_PER_MILLION = 600
DAY = 86_400_000
# How old a base becomes: after a crash of the machine, the last known instant is as old.
RENEWAL = 30_000


class Basis(StrEnum):
    """Why a base is believed, weakest first.

    It was the first the database saw; a service has kept to it; it was near the last known instant
    after a boot; time sources agreed with it; an operator confirmed it.
    """

    FIRST = "first"
    SERVED = "served"
    BOOT = "boot"
    SOURCES = "sources"
    OPERATOR = "operator"


class Asker(StrEnum):
    """Who asks: a process that has just started (a command, or one that tells the public), or not.

    A process that has run since it last asked would have seen the wall clock move.
    """

    RUNNING = "running"
    COMMAND = "command"
    SERVICE = "service"


class Reading(msgspec.Struct, frozen=True):
    """What the machine's clocks showed at one moment.

    Readings since boot compare within one `boot_id`. `agreed` says that the machine's time
    sources hold the wall clock to be right; without any it is False.
    """

    wall: int
    boot: int
    boot_id: str
    agreed: bool = False


class Base(msgspec.Struct, frozen=True):
    """What a database keeps of its clock: it was the instant `at` when `boot` had passed.

    `gap` is by how much the wall clock was ahead when last looked at (negative: behind), 0 where
    in step; `parted` is the instant since when it is not, or was not the last time. `moved` says
    by how much instants were moved, at `moved_at`, without anybody's confirmation. `served` is the
    latest instant at which the public was answered or told. `epoch` counts the moves.
    """

    boot_id: str
    boot: int
    at: int
    basis: Basis
    confirmed_by: str = ""
    gap: int = 0
    parted: int | None = None
    moved: int = 0
    moved_at: int | None = None
    served: int = 0
    epoch: int = 0

    @property
    def is_vouched(self) -> bool:
        return self.basis in (Basis.SOURCES, Basis.OPERATOR)


class ClockTime(msgspec.Struct, frozen=True):
    """The instant, and by how much the wall clock is ahead of it; 0 where they are in step."""

    now: int
    gap: int


def time_of(base: Base | None, reading: Reading) -> ClockTime:
    """Return the instant of a reading; without a base the wall clock is all there is."""
    if base is None:
        return ClockTime(reading.wall, 0)
    if not _compares(base, reading):
        base = _after_boot(base, reading)
    expected = base.at + reading.boot - base.boot
    gap = reading.wall - expected
    if abs(gap) <= LEAP + _drift(reading.boot - base.boot):
        return ClockTime(reading.wall, 0)
    return ClockTime(expected, gap)


def renew(
    base: Base | None, reading: Reading, role: Asker = Asker.RUNNING, latest: int = 0
) -> Base:
    """Return what to keep from now on: the same base where nothing needs to be written.

    `latest` is the newest instant in a database that has no base yet. Where the base returned has
    another `epoch` and lies behind, instants have gone back.
    """
    if base is None:
        return _first(reading, role, latest)
    if not _compares(base, reading):
        return _after_boot(base, reading)
    told = time_of(base, reading)
    return _out_of_step(base, reading, told, role) if told.gap else _in_step(base, reading, role)


def confirm(base: Base | None, reading: Reading, who: str) -> Base:
    """Return the base of a wall clock that an operator says is right."""
    told = time_of(base, reading)
    epoch = 0 if base is None else base.epoch + (told.gap != 0)
    served = 0 if base is None else min(base.served, reading.wall)
    return Base(
        reading.boot_id,
        reading.boot,
        reading.wall,
        Basis.OPERATOR,
        confirmed_by=who,
        parted=None if base is None else base.parted,
        served=served,
        epoch=epoch,
    )


def serve(base: Base, reading: Reading, reached: int = 0) -> Base:
    """Return a base with the instant up to which the public has been answered.

    `reached` is the latest that the process has told: a small step back is stood out.
    """
    return msgspec.structs.replace(base, served=max(time_of(base, reading).now, reached))


def _first(reading: Reading, role: Asker, latest: int) -> Base:
    ahead = latest > reading.wall + LEAP
    return Base(
        reading.boot_id,
        reading.boot,
        reading.wall,
        Basis.SERVED if role is Asker.SERVICE else Basis.FIRST,
        moved=reading.wall - latest if ahead else 0,
        moved_at=reading.wall if ahead else None,
    )


def _compares(base: Base, reading: Reading) -> bool:
    # Processes that read one server's clock from afar do so a moment apart.
    return base.boot_id == reading.boot_id and reading.boot >= base.boot - LEAP


def _drift(passed: int) -> int:
    # Nobody looked for days: more than a day's drift is for somebody to confirm.
    return min(passed, DAY) * _PARTS_PER_MILLION // 1_000_000


def _in_step(base: Base, reading: Reading, role: Asker) -> Base:
    basis = base.basis
    if reading.agreed and not base.is_vouched:
        basis = Basis.SOURCES
    elif role is Asker.SERVICE and basis is Basis.FIRST:
        basis = Basis.SERVED
    passed = reading.boot - base.boot
    if basis is base.basis and base.gap == 0 and passed < RENEWAL:
        return base
    # The base follows the wall clock no faster than drift allows: many small steps are a leap.
    expected = base.at + passed
    drift = _drift(passed)
    at = expected + max(-drift, min(reading.wall - expected, drift))
    renewed = _replace(base, reading, at, gap=0, basis=basis)
    if basis is Basis.SOURCES:
        renewed = msgspec.structs.replace(renewed, moved=0, moved_at=None)
    return renewed


def _out_of_step(base: Base, reading: Reading, told: ClockTime, role: Asker) -> Base:
    if reading.agreed:
        return _move_base(base, reading, told, Basis.SOURCES)
    if told.gap < 0 and _may_go_back(base, role):
        return _move_base(base, reading, told, base.basis)
    changed = abs(told.gap - base.gap) > LEAP
    if base.gap == 0 or changed or reading.boot - base.boot >= RENEWAL:
        parted = told.now if base.gap == 0 else base.parted
        return _replace(base, reading, told.now, gap=told.gap, parted=parted)
    return base


def _may_go_back(base: Base, role: Asker) -> bool:
    """Tell whether a clock that shows less than was believed is believed instead.

    Nobody has vouched for the base, and nobody saw the clock being set: the earlier instant is
    the one at which nothing is early.
    """
    if role is Asker.SERVICE:
        return not base.is_vouched
    return role is Asker.COMMAND and base.basis is Basis.FIRST


def _after_boot(base: Base, reading: Reading) -> Base:
    """Return a base for readings that do not compare with those before: time cannot have gone back.

    A wall clock at most a day later is taken, but not where time sources are known to agree a
    little later. Otherwise instants go on from the last one known, which is never early.
    """
    known = max(base.at, base.served)
    late = reading.wall - known
    if reading.agreed:
        return _move_base(base, reading, ClockTime(known, late), Basis.SOURCES)
    # A clock that was ahead when last looked at is no less so for a boot.
    if 0 <= late <= DAY and base.basis is not Basis.SOURCES and base.gap <= 0:
        return _replace(base, reading, reading.wall, gap=0, basis=Basis.BOOT)
    if abs(late) <= LEAP:
        return _replace(base, reading, known, gap=0)
    parted = known if base.gap == 0 else base.parted
    return _replace(base, reading, known, gap=late, parted=parted)


def _move_base(base: Base, reading: Reading, told: ClockTime, basis: Basis) -> Base:
    agreed = basis is Basis.SOURCES
    moved = _replace(base, reading, reading.wall, gap=0, basis=basis)
    return msgspec.structs.replace(
        moved,
        confirmed_by="",
        moved=0 if agreed else told.gap,
        moved_at=None if agreed else reading.wall,
        served=min(base.served, reading.wall),
        epoch=base.epoch + 1,
    )


def _replace(
    base: Base,
    reading: Reading,
    at: int,
    *,
    gap: int,
    parted: int | None = None,
    basis: Basis | None = None,
) -> Base:
    return msgspec.structs.replace(
        base,
        boot_id=reading.boot_id,
        boot=reading.boot,
        at=at,
        gap=gap,
        parted=base.parted if parted is None else parted,
        basis=basis or base.basis,
    )
