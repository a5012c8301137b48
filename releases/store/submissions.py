"""What goes with a submission and what comes back: one row a release, the latest; never public."""

from datetime import datetime

import msgspec

from releases.model import DraftRef, Release
from releases.store import drafts
from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis


class Submission(msgspec.Struct, frozen=True):
    """A draft's last way to the editors: `wish` and `word` there, `comment` on the way back."""

    release: str
    version: int
    made_at: datetime
    made_by: str
    wish: datetime | None
    word: str
    returned_at: datetime | None
    returned_by: str
    comment: str


class Returned(msgspec.Struct, frozen=True):
    """A draft that an editor sent back, with why."""

    release: Release
    submission: Submission


class Wished(msgspec.Struct, frozen=True):
    """A draft that waits for approval, and when its author would like it to come out."""

    release: Release
    at: datetime


# Sent back, not submitted anew, and nothing approved since.
_COLUMNS = (
    "submission.release, submission.version, made_ms, made_by, wish_ms, word, returned_ms, "
    "returned_by, comment"
)
_BACK = (
    "returned_ms IS NOT NULL AND release.submitted_version IS NULL AND NOT EXISTS "
    "(SELECT 1 FROM entry WHERE entry.release = release.id AND entry.made_ms >= returned_ms)"
)
_JOINED = "FROM submission JOIN release ON release.id = submission.release"


def put(tx: Tx, release: Release, version: int, who: str, wish: datetime | None, word: str) -> None:
    """Note what goes with a submission made now, in place of the one before."""
    tx.run(
        "INSERT INTO submission (release, newsroom, version, made_ms, made_by, wish_ms, word, "
        "comment) VALUES (:release, :newsroom, :version, :now, :who, :wish, :word, '') "
        "ON CONFLICT (release) DO UPDATE SET version = excluded.version, "
        "made_ms = excluded.made_ms, made_by = excluded.made_by, wish_ms = excluded.wish_ms, "
        "word = excluded.word, returned_ms = NULL, returned_by = NULL, comment = ''",
        release=release.id,
        newsroom=release.newsroom,
        version=version,
        now=to_millis(tx.now),
        who=who,
        wish=to_millis(wish) if wish else None,
        word=word,
    )


def send_back(tx: Tx, release_id: str, who: str, comment: str) -> None:
    """Note that the draft was sent back now, and why."""
    tx.run(
        "UPDATE submission SET returned_ms = :now, returned_by = :who, comment = :comment "
        "WHERE release = :release",
        release=release_id,
        now=to_millis(tx.now),
        who=who,
        comment=comment,
    )


def move_on(tx: Tx, release_id: str, version: int) -> None:
    """Note that what was submitted has become another version, and waits as that."""
    tx.run(
        "UPDATE submission SET version = :version WHERE release = :release",
        release=release_id,
        version=version,
    )


def find_waiting(tx: Tx, release: Release) -> Submission | None:
    """Return what went with the submission that waits for approval, None where none does."""
    row = tx.one(
        f"SELECT {_COLUMNS} {_JOINED} WHERE release.id = :id "
        "AND submission.version = release.submitted_version AND returned_ms IS NULL",
        id=release.id,
    )
    return _submission(row) if row else None


def count_waiting(tx: Tx, newsroom: str) -> int:
    """Count the drafts of a newsroom that wait for approval."""
    row = tx.one(
        "SELECT count(*) AS n FROM release WHERE newsroom = :newsroom "
        "AND submitted_version IS NOT NULL",
        newsroom=newsroom,
    )
    return int(row["n"]) if row else 0


def list_wished(
    tx: Tx, newsroom: str, start: datetime, end: datetime, count: int
) -> tuple[Wished, ...]:
    """Return up to `count` drafts that wait, and are wished out from `start` until before `end`."""
    rows = tx.all(
        f"SELECT {_COLUMNS} {_JOINED} WHERE release.newsroom = :newsroom "
        "AND release.submitted_version IS NOT NULL "
        "AND submission.version = release.submitted_version AND returned_ms IS NULL "
        "AND wish_ms >= :start AND wish_ms < :end ORDER BY wish_ms, submission.release "
        "LIMIT :count",
        newsroom=newsroom,
        start=to_millis(start),
        end=to_millis(end),
        count=count,
    )
    return tuple(
        Wished(drafts.get(tx, DraftRef(newsroom, row["release"])), from_millis(row["wish_ms"]))
        for row in rows
    )


def find_returned(tx: Tx, release_id: str) -> Submission | None:
    """Return the submission that was sent back last, None where that is settled."""
    row = tx.one(f"SELECT {_COLUMNS} {_JOINED} WHERE release.id = :id AND {_BACK}", id=release_id)
    return _submission(row) if row else None


def list_returned(tx: Tx, newsroom: str, count: int) -> tuple[Returned, ...]:
    """Return up to `count` drafts of a newsroom that were sent back, the latest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} {_JOINED} WHERE submission.newsroom = :newsroom AND {_BACK} "
        "ORDER BY returned_ms DESC, release LIMIT :count",
        newsroom=newsroom,
        count=count,
    )
    submissions = map(_submission, rows)
    return tuple(
        Returned(drafts.get(tx, DraftRef(newsroom, submission.release)), submission)
        for submission in submissions
    )


def _submission(row: Row) -> Submission:
    wish, back = row["wish_ms"], row["returned_ms"]
    return Submission(
        release=row["release"],
        version=row["version"],
        made_at=from_millis(row["made_ms"]),
        made_by=row["made_by"],
        wish=from_millis(wish) if wish is not None else None,
        word=row["word"],
        returned_at=from_millis(back) if back is not None else None,
        returned_by=row["returned_by"] or "",
        comment=row["comment"],
    )
