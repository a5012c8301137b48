"""What happened in public, in the order it took effect: for partners that keep a copy.

An entry written now may hold from an instant that readers have passed already, by the time its
transaction takes: a cursor that knew instants alone would miss it. So a cursor also names the
entry that was written last, and what was written after that one is told although it is late.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from releases.public import PublicRelease
from releases.store import listings, log, newsrooms
from releases.store.tx import Row, Tx
from releases.timeline import Entry
from releases.times import EARLIEST, from_millis, to_millis

# How far behind a cursor an entry may take effect and still be told as late. Far longer than any
# transaction lasts; what a restored release brings back from further away is history, not news.
LATEST = timedelta(days=1)


class ChangeCursor(msgspec.Struct, frozen=True):
    """A place in the order of changes: the last one told, and the newest entry written by then.

    `written` is None where it is not known: then nothing that is late is told.
    """

    effective: datetime
    release: str
    written: str | None = None


BEGINNING = ChangeCursor(EARLIEST, "")


class ChangePage(msgspec.Struct, frozen=True):
    """Changes oldest first, each with its release as public now; `next` continues after them."""

    changes: tuple[tuple[Entry, PublicRelease], ...]
    next: ChangeCursor
    more: bool


def since(tx: Tx, newsroom: str, after: ChangeCursor, count: int) -> ChangePage:
    """Return the changes that took effect after a cursor, up to this transaction's instant.

    Runs on any snapshot, whatever is being written meanwhile. Following the cursor meets every
    change exactly once. Raises `NotFound` for an unknown newsroom.
    """
    newsrooms.get(tx, newsroom)
    if after.effective > tx.now:
        # Given by a clock that ran ahead and was set right since.
        after = msgspec.structs.replace(after, effective=tx.now, release="")
    late = _late(tx, newsroom, after, count + 1)
    if len(late) > count:
        told = late[:count]
        following = msgspec.structs.replace(after, written=told[-1]["entry"])
        return ChangePage(_changes(tx, told), following, more=True)
    rows = _following(tx, newsroom, after, count + 1 - len(late))
    more = len(late) + len(rows) > count
    told = [*late, *rows][:count]
    last = rows[count - len(late) - 1 if more else -1] if rows and len(late) < count else None
    following = ChangeCursor(
        from_millis(last["since_ms"]) if last else after.effective,
        last["release"] if last else after.release,
        _newest(tx),
    )
    return ChangePage(_changes(tx, told), following, more)


def _following(tx: Tx, newsroom: str, after: ChangeCursor, count: int) -> Sequence[Row]:
    """Return what took effect after the cursor's instant, in the order it did."""
    return tx.all(
        "SELECT release, since_ms, entry FROM period WHERE newsroom = :newsroom "
        "AND since_ms <= :t AND (since_ms, release) > (:after, :release) "
        "ORDER BY since_ms, release LIMIT :count",
        newsroom=newsroom,
        t=to_millis(tx.now),
        after=to_millis(after.effective),
        release=after.release,
        count=count,
    )


def _late(tx: Tx, newsroom: str, after: ChangeCursor, count: int) -> Sequence[Row]:
    """Return what took effect up to the cursor's instant, but was written after it was given."""
    written = _sequence(tx, after.written)
    if written is None:
        return ()
    until = min(after.effective, tx.now)
    return tx.all(
        "SELECT period.release, period.since_ms, period.entry FROM entry JOIN period "
        "ON period.release = entry.release AND period.since_ms = entry.effective_ms "
        "AND period.entry = entry.id WHERE entry.effective_ms > :first "
        "AND entry.effective_ms <= :until AND entry.sequence > :written "
        "AND period.newsroom = :newsroom "
        "AND (period.since_ms < :after OR period.release <= :release) "
        "ORDER BY entry.sequence LIMIT :count",
        first=to_millis(until) - LATEST // timedelta(milliseconds=1),
        until=to_millis(until),
        written=written,
        newsroom=newsroom,
        after=to_millis(after.effective),
        release=after.release,
        count=count,
    )


def _sequence(tx: Tx, entry: str | None) -> int | None:
    """Return when an entry was written; None for one that nobody outside can know of."""
    if not entry:
        return None if entry is None else 0
    row = tx.one(
        "SELECT sequence FROM entry WHERE id = :id AND effective_ms <= :t",
        id=entry,
        t=to_millis(tx.now),
    )
    return int(row["sequence"]) if row else None


def _newest(tx: Tx) -> str:
    """Return the entry written last of all that hold: what is planned does not show in cursors."""
    row = tx.one(
        "SELECT id FROM entry WHERE sequence > 0 AND effective_ms <= :t AND cancelled_ms IS NULL "
        "ORDER BY sequence DESC LIMIT 1",
        t=to_millis(tx.now),
    )
    return str(row["id"]) if row else ""


def _changes(tx: Tx, told: Sequence[Row]) -> tuple[tuple[Entry, PublicRelease], ...]:
    names = [row["release"] for row in told]
    public = {item.id: item for item in listings.public_releases(tx, names, tx.now)}
    entries = {e.id: e for group in log.entries_of(tx, names).values() for e in group}
    return tuple((entries[row["entry"]], public[row["release"]]) for row in told)
