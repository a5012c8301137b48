"""What happened in public, in the order it took effect: for partners that keep a copy."""

from datetime import datetime

import msgspec

from releases.reading import PublicRelease
from releases.store import listings, log, newsrooms, pulse
from releases.store.tx import Tx
from releases.timeline import Entry
from releases.times import from_millis, to_millis


class ChangeCursor(msgspec.Struct, frozen=True):
    """A place in the order of changes: the last one already told."""

    effective: datetime
    release: str


class ChangePage(msgspec.Struct, frozen=True):
    """Changes oldest first, each with its release as public now; `last` continues after them."""

    changes: tuple[tuple[Entry, PublicRelease], ...]
    last: ChangeCursor | None
    more: bool


def since(tx: Tx, newsroom: str, after: ChangeCursor | None, count: int) -> ChangePage:
    """Return the changes that took effect after a cursor, up to this transaction's instant.

    Runs as a write: it waits for writers under way and makes later ones later, so that following
    the cursor meets every change exactly once. Raises `NotFound` for an unknown newsroom.
    """
    newsrooms.get(tx, newsroom)
    t = to_millis(tx.now)
    rows = tx.all(
        "SELECT release, since_ms, entry FROM period WHERE newsroom = :newsroom "
        "AND since_ms <= :t AND (since_ms > :after OR (since_ms = :after AND release > :release)) "
        "ORDER BY since_ms, release LIMIT :count",
        newsroom=newsroom,
        t=t,
        after=to_millis(after.effective) if after else -(1 << 62),
        release=after.release if after else "",
        count=count + 1,
    )
    told = rows[:count]
    if told and told[-1]["since_ms"] == t:
        # Only then can another change of this very instant follow. Closing it without need
        # would let whoever asks often push the log's time ahead of the clock.
        pulse.close_instant(tx)
    names = [row["release"] for row in told]
    public = {item.id: item for item in listings.public_releases(tx, names, tx.now)}
    entries = {e.id: e for group in log.entries_of(tx, names).values() for e in group}
    last = ChangeCursor(from_millis(told[-1]["since_ms"]), told[-1]["release"]) if told else after
    return ChangePage(
        changes=tuple((entries[row["entry"]], public[row["release"]]) for row in told),
        last=last,
        more=len(rows) > count,
    )
