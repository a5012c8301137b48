"""Who has a release open to write in it: one row a release and person, which does not last."""

from datetime import timedelta

from releases.errors import NotFound
from releases.model import DraftRef
from releases.store.tx import Tx
from releases.times import to_millis

# Three times as long as a page takes between two signs of its writer.
LASTS = timedelta(seconds=30)


def note(tx: Tx, ref: DraftRef, who: str) -> None:
    """Note that somebody has a release open now, and forget whoever has not; raises `NotFound`."""
    tx.run("DELETE FROM writer WHERE seen_ms < :before", before=to_millis(tx.now - LASTS))
    noted = tx.run(
        "INSERT INTO writer (release, who, seen_ms) "
        "SELECT id, :who, :now FROM release WHERE id = :release AND newsroom = :newsroom "
        "ON CONFLICT (release, who) DO UPDATE SET seen_ms = excluded.seen_ms",
        who=who,
        now=to_millis(tx.now),
        release=ref.release,
        newsroom=ref.newsroom,
    )
    if not noted:
        raise NotFound("no_release", release=ref.release, newsroom=ref.newsroom)


def leave(tx: Tx, ref: DraftRef, who: str) -> None:
    """Note that somebody has closed a release."""
    tx.run(
        "DELETE FROM writer WHERE release = :release AND who = :who", release=ref.release, who=who
    )


def others(tx: Tx, ref: DraftRef, who: str) -> tuple[str, ...]:
    """Return who else has a release open, in order of what they are called in the log."""
    rows = tx.all(
        "SELECT writer.who FROM writer JOIN release ON release.id = writer.release "
        "WHERE writer.release = :release AND release.newsroom = :newsroom "
        "AND writer.who <> :who AND writer.seen_ms >= :since ORDER BY writer.who",
        release=ref.release,
        newsroom=ref.newsroom,
        who=who,
        since=to_millis(tx.now - LASTS),
    )
    return tuple(row["who"] for row in rows)
