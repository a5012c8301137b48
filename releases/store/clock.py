"""The clock that a database keeps, and what is put right in it once a clock that ran ahead is.

`clock` holds one row, the base of `releases.clock`. `list_misdated` names the entries that were
written while the wall clock was out of step, with their times as written and how far it was ahead.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

import msgspec

from releases.clock import LEAP, Base, Basis, ClockTime
from releases.rules import clock_setback
from releases.rules.roles import Actor
from releases.store import attempts, audit, log, public_version
from releases.store.tx import Row, Tx
from releases.timeline import Entry
from releases.times import from_millis, to_millis

# How far the newest instant noted may be ahead: as far as two clocks in step may differ.
FLOOR = 2 * LEAP
_COLUMNS = (
    "boot_id, boot_ms, at_ms, basis, confirmed_by, gap_ms, parted_ms, moved_ms, moved_at_ms, "
    "served_ms, epoch"
)


class Misdated(msgspec.Struct, frozen=True):
    """An entry written while the wall clock was `gap_ms` ahead (negative: behind).

    `at` and `made_at` are its times as written; where they differ from those of the log, the log
    was put right.
    """

    entry: str
    release: str
    newsroom: str
    gap_ms: int
    at: datetime
    made_at: datetime
    redated: bool


# What `read_row` needs, from a SELECT's list of columns on.
READ = f"latest_ms, {_COLUMNS} FROM pulse LEFT JOIN clock ON clock.id = 1"


def read(tx: Tx) -> tuple[Base | None, int]:
    """Return the base, None where no clock was kept yet, and the newest instant noted."""
    row = tx.one(f"SELECT {READ}")
    return (None, 0) if row is None else read_row(row)


def read_row(row: Row) -> tuple[Base | None, int]:
    """Return what a row with the columns of `READ` says, as `read` does."""
    return (None if row["boot_id"] is None else _base(row)), int(row["latest_ms"])


def keep(tx: Tx, base: Base) -> None:
    """Keep a base in the place of the one before."""
    tx.run("DELETE FROM clock")
    tx.run(
        f"INSERT INTO clock (id, {_COLUMNS}) VALUES (1, :boot_id, :boot, :at, :basis, "
        ":confirmed_by, :gap, :parted, :moved, :moved_at, :served, :epoch)",
        **msgspec.structs.asdict(base),
    )


def floor(told: ClockTime, latest: int, base: Base | None) -> int:
    """Return the instant of a transaction: not before what was noted, if clocks in step noted it.

    Noted are the `latest` instant of the log and that at which the public was answered.

    What a wrong clock has noted is no floor: it would make public what is not due.
    """
    if base is None:
        return max(told.now, latest)
    noted = (instant for instant in (latest, base.served) if instant <= told.now + FLOOR)
    return max([told.now, *noted])


class Keeper(Protocol):
    """What a machine says of the time, by the base kept in the database (see `releases.clock`).

    For an engine with a clock of its own, that clock can take the machine's place.
    """

    def tell(self, base: Base | None) -> ClockTime:
        """Return the instant."""

    def renew(self, base: Base | None, latest: int) -> Base | None:
        """Return the base to keep, None for a clock that keeps none."""

    def follow(self, base: Base | None, now: int) -> None:
        """Go by a base that is on disk, by which it has been `now`."""

    def observe(self, shown: int) -> None:
        """Hear what the clock of a database server showed (ms) a moment ago."""


def settle(tx: Tx, keeper: Keeper) -> int:
    """Look at the clock at the beginning of a write, keep what has changed; return the instant.

    The transaction has no instant yet.
    """
    before, latest = read(tx)
    after = keeper.renew(before, latest)
    told = keeper.tell(after)
    ahead = latest - told.now
    if before is not None and after is not None and after.epoch != before.epoch:
        moved = told.now - keeper.tell(before).now
        attempts.move(tx, moved)
        ahead = max(ahead, -moved)
    if after is not None and ahead > FLOOR:
        served = 0 if before is None else before.served
        after = set_right(tx, after, told.now, served, ahead)
        told, latest = keeper.tell(after), read(tx)[1]
    if after is not None and after != before:
        keep(tx, after)
    return floor(told, latest, after)


def set_right(tx: Tx, after: Base, now: int, served: int, ahead: int) -> Base:
    """Date again what a clock that ran `ahead` of `now` has written; return the base to keep.

    What was public (up to `served`) stays so, what was not waits for its instant. Sessions and
    links from the time that has not come end; what is owed is due when it was meant to be.
    """
    right = now
    changed = clock_setback.redate(_to_come(tx, now), from_millis(now), from_millis(served))
    rooms = {row["id"]: row["newsroom"] for row in tx.all("SELECT id, newsroom FROM release")}
    for old, _ in changed:
        _mark(tx, old, right, ahead)
    for release in dict.fromkeys(old.release for old, _ in changed):
        dated = [new for _, new in changed if new.release == release]
        log.redate(tx, rooms[release], release, dated)
        public = [new.effective for new in dated if new.effective < from_millis(now + FLOOR)]
        now = max([now, *map(to_millis, public)])
    for statement in _ENDED:
        tx.run(statement, now=right)
    tx.run("UPDATE pulse SET version = version + 1, latest_ms = :now WHERE id = 1", now=now)
    return msgspec.structs.replace(after, at=after.at + now - right, served=min(served, now))


def is_doubtful(tx: Tx, at: datetime) -> bool:
    """Tell whether an instant has passed by the time since boot, and is to come by the wall clock.

    Whoever states it goes by one of the two, and only a person knows which is right.
    """
    base, _ = read(tx)
    if base is None or base.gap >= 0:
        return False
    return to_millis(tx.now) + base.gap < to_millis(at) <= to_millis(tx.now)


def mark(tx: Tx, entry: Entry) -> None:
    """Mark an entry that is written while the wall clock is out of step."""
    base, _ = read(tx)
    if base is not None and base.gap:
        _mark(tx, entry, to_millis(tx.now), base.gap)


def list_misdated(tx: Tx, release: str | None = None) -> tuple[Misdated, ...]:
    """Return the marked entries, of one release or all, newest first."""
    where = "" if release is None else "WHERE entry.release = :release"
    rows = tx.all(
        "SELECT misdated.entry, entry.release, release.newsroom, misdated.gap_ms, misdated.at_ms, "
        "misdated.made_ms, entry.at_ms AS at_now, entry.made_ms AS made_now FROM misdated "
        "JOIN entry ON entry.id = misdated.entry JOIN release ON release.id = entry.release "
        f"{where} ORDER BY misdated.noted_ms DESC, misdated.entry",
        release=release,
    )
    return tuple(
        Misdated(
            row["entry"],
            row["release"],
            row["newsroom"],
            row["gap_ms"],
            from_millis(row["at_ms"]),
            from_millis(row["made_ms"]),
            redated=(row["at_ms"], row["made_ms"]) != (row["at_now"], row["made_now"]),
        )
        for row in rows
    )


def confirm(tx: Tx, base: Base, actor: Actor, newsroom: str = "") -> None:
    """Keep the base of a wall clock that an operator or administrator says is right."""
    before, latest = read(tx)
    ahead = max(to_millis(tx.now), latest) - base.at
    attempts.move(tx, base.at - to_millis(tx.now))
    if ahead > FLOOR:
        served = 0 if before is None else before.served
        base = set_right(tx, base, base.at, served, ahead)
    else:
        public_version.beat(tx)
    keep(tx, base)
    audit.note(tx, actor, "clock.confirm", newsroom, at=from_millis(base.at))


def waiting(tx: Tx, until: datetime) -> int:
    """Return how many entries would take effect if it were `until`."""
    row = tx.one(
        "SELECT count(*) AS n FROM entry WHERE cancelled_ms IS NULL "
        "AND effective_ms > :now AND effective_ms <= :until",
        now=to_millis(tx.now),
        until=to_millis(until),
    )
    return int(row["n"]) if row else 0


def _to_come(tx: Tx, now: int) -> Iterable[Entry]:
    rows = tx.all(
        f"SELECT {log.COLUMNS} FROM entry WHERE cancelled_ms IS NULL AND effective_ms > :now",
        now=now,
    )
    return map(log.entry_of, rows)


def _mark(tx: Tx, entry: Entry, noted: int, gap: int) -> None:
    tx.run(
        "INSERT INTO misdated (entry, noted_ms, gap_ms, at_ms, made_ms) "
        "VALUES (:entry, :noted, :gap, :at, :made) ON CONFLICT (entry) DO NOTHING",
        entry=entry.id,
        noted=noted,
        gap=gap,
        at=to_millis(entry.at),
        made=to_millis(entry.made_at),
    )


def _base(row: Row) -> Base:
    return Base(
        row["boot_id"],
        row["boot_ms"],
        row["at_ms"],
        Basis(row["basis"]),
        confirmed_by=row["confirmed_by"],
        gap=row["gap_ms"],
        parted=row["parted_ms"],
        moved=row["moved_ms"],
        moved_at=row["moved_at_ms"],
        served=row["served_ms"],
        epoch=row["epoch"],
    )


# What counts from an instant that has not come would last too long, or for ever.
_ENDED = (
    "DELETE FROM session WHERE created_ms > :now OR seen_ms > :now",
    "DELETE FROM half_way WHERE made_ms > :now",
    "DELETE FROM invitation WHERE made_ms > :now",
    "UPDATE preview SET revoked_ms = :now WHERE made_ms > :now AND revoked_ms IS NULL",
    "UPDATE feedback SET until_ms = until_ms - made_ms + :now, made_ms = :now WHERE made_ms > :now",
    "UPDATE newsroom SET changed_ms = :now WHERE changed_ms > :now",
    "UPDATE announcement SET leased_ms = 0 WHERE state = 'owed' AND leased_ms > :now",
    "UPDATE announcement SET instant_ms = (SELECT effective_ms FROM entry "
    "WHERE entry.id = announcement.entry) WHERE state = 'owed' AND next_ms > :now",
    "UPDATE announcement SET next_ms = CASE WHEN instant_ms > :now THEN instant_ms ELSE :now END "
    "WHERE state = 'owed' AND next_ms > :now",
)
