"""What readers wrote about a release: kept for a while, then deleted."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from releases.errors import NotFound
from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis

DAY = timedelta(days=1)
_COLUMNS = "id, newsroom, release, text, email, state, made_ms, until_ms"


class FeedbackState(StrEnum):
    """How far the desk has come with a comment."""

    NEW = "new"
    READ = "read"
    ANSWERED = "answered"
    ARCHIVED = "archived"


class Feedback(msgspec.Struct, frozen=True):
    """A reader's comment; `email` is empty where no answer is wanted. Nothing else is kept."""

    id: str
    newsroom: str
    release: str
    text: str
    email: str
    state: FeedbackState
    made_at: datetime
    until: datetime


class FeedbackCursor(msgspec.Struct, frozen=True):
    """The last comment already listed, newest first."""

    made: datetime
    id: str


def add(
    tx: Tx, feedback_id: str, newsroom: str, release: str, text: str, email: str, keep_days: int
) -> bool:
    """Store a comment under an id given out before; False where it is there already."""
    added = tx.run(
        "INSERT INTO feedback (id, newsroom, release, text, email, state, made_ms, until_ms) "
        "VALUES (:id, :newsroom, :release, :text, :email, 'new', :now, :until) "
        "ON CONFLICT (id) DO NOTHING",
        id=feedback_id,
        newsroom=newsroom,
        release=release,
        text=text,
        email=email,
        now=to_millis(tx.now),
        until=to_millis(tx.now + keep_days * DAY),
    )
    return added > 0


def page(
    tx: Tx, newsroom: str, state: FeedbackState, count: int, before: FeedbackCursor | None = None
) -> tuple[Feedback, ...]:
    """Return up to `count` comments of a newsroom in a state, newest first."""
    older = "AND (made_ms, id) < (:made, :id)" if before else ""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM feedback WHERE newsroom = :newsroom AND state = :state {older} "
        "AND until_ms > :now ORDER BY made_ms DESC, id DESC LIMIT :count",
        newsroom=newsroom,
        state=state.value,
        made=to_millis(before.made) if before else None,
        id=before.id if before else None,
        now=to_millis(tx.now),
        count=count,
    )
    return tuple(map(_feedback, rows))


def count_new(tx: Tx, newsroom: str) -> int:
    """Count the comments of a newsroom that nobody has read."""
    row = tx.one(
        "SELECT count(*) AS n FROM feedback WHERE newsroom = :newsroom AND state = 'new' "
        "AND until_ms > :now",
        newsroom=newsroom,
        now=to_millis(tx.now),
    )
    return int(row["n"]) if row else 0


def get(tx: Tx, newsroom: str, feedback_id: str) -> Feedback:
    """Return a comment; raises `NotFound`."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM feedback WHERE id = :id AND newsroom = :newsroom "
        "AND until_ms > :now",
        id=feedback_id,
        newsroom=newsroom,
        now=to_millis(tx.now),
    )
    if row is None:
        raise NotFound(what="comment")
    return _feedback(row)


def mark(tx: Tx, newsroom: str, feedback_id: str, state: FeedbackState) -> None:
    """Note how far the desk has come with a comment; raises `NotFound`."""
    changed = tx.run(
        "UPDATE feedback SET state = :state WHERE id = :id AND newsroom = :newsroom",
        state=state.value,
        id=feedback_id,
        newsroom=newsroom,
    )
    if not changed:
        raise NotFound(what="comment")


def remove(tx: Tx, newsroom: str, feedback_id: str) -> None:
    """Delete a comment before its time; raises `NotFound`."""
    gone = tx.run(
        "DELETE FROM feedback WHERE id = :id AND newsroom = :newsroom",
        id=feedback_id,
        newsroom=newsroom,
    )
    if not gone:
        raise NotFound(what="comment")


def keep(tx: Tx, newsroom: str, days: int) -> None:
    """Keep a newsroom's comments for so many days after they were written."""
    tx.run(
        "UPDATE feedback SET until_ms = made_ms + :span WHERE newsroom = :newsroom",
        span=int(days * DAY.total_seconds() * 1000),
        newsroom=newsroom,
    )


def has_expired(tx: Tx) -> bool:
    """Tell whether there are comments whose time is over."""
    now = to_millis(tx.now)
    return tx.one("SELECT 1 FROM feedback WHERE until_ms <= :now LIMIT 1", now=now) is not None


def forget(tx: Tx) -> int:
    """Delete the comments whose time is over; return how many."""
    return tx.run("DELETE FROM feedback WHERE until_ms <= :now", now=to_millis(tx.now))


def _feedback(row: Row) -> Feedback:
    return Feedback(
        id=row["id"],
        newsroom=row["newsroom"],
        release=row["release"],
        text=row["text"],
        email=row["email"],
        state=FeedbackState(row["state"]),
        made_at=from_millis(row["made_ms"]),
        until=from_millis(row["until_ms"]),
    )
