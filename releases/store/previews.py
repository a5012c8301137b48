"""Links that show one revision to people outside the desk: a secret, an end, and a way back."""

import secrets
from datetime import datetime

import msgspec

from releases.errors import NotFound
from releases.model import new_id
from releases.store.tokens import digest
from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis

# 256 bits; only its hash is kept.
_TOKEN_BYTES = 32
_COLUMNS = "id, release, revision, made_ms, made_by, until_ms, revoked_ms"


class PreviewLink(msgspec.Struct, frozen=True):
    """A link to a revision, good until an instant unless it is revoked before."""

    id: str
    release: str
    revision: str
    made_at: datetime
    made_by: str
    until: datetime
    revoked_at: datetime | None

    def is_open(self, t: datetime) -> bool:
        """Tell whether the link shows anything at `t`."""
        return self.revoked_at is None and t < self.until


def add(tx: Tx, release: str, revision: str, until: datetime, who: str) -> str:
    """Make a link to a revision and return its token, which is not kept and never shown again."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    tx.run(
        "INSERT INTO preview (id, release, revision, sha256, made_ms, made_by, until_ms) "
        "VALUES (:id, :release, :revision, :sha256, :now, :who, :until)",
        id=new_id(),
        release=release,
        revision=revision,
        sha256=digest(token),
        now=to_millis(tx.now),
        who=who,
        until=to_millis(until),
    )
    return token


def find_link(tx: Tx, token: str, t: datetime) -> PreviewLink:
    """Return the link of a token; raises `NotFound` for a wrong, expired or revoked one alike."""
    row = tx.one(f"SELECT {_COLUMNS} FROM preview WHERE sha256 = :sha256", sha256=digest(token))
    if row is None or not (link := _link(row)).is_open(t):
        raise NotFound("link_over")
    return link


def of_release(tx: Tx, release: str) -> tuple[PreviewLink, ...]:
    """Return every link ever made of a release, newest first."""
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM preview WHERE release = :release ORDER BY made_ms DESC, id",
        release=release,
    )
    return tuple(map(_link, rows))


def revoke(tx: Tx, release: str, link_id: str) -> None:
    """Close a link for good; raises `NotFound` where the release has none such that is open."""
    closed = tx.run(
        "UPDATE preview SET revoked_ms = :now "
        "WHERE id = :id AND release = :release AND revoked_ms IS NULL",
        id=link_id,
        release=release,
        now=to_millis(tx.now),
    )
    if not closed:
        raise NotFound(what="link")


def _link(row: Row) -> PreviewLink:
    revoked = row["revoked_ms"]
    return PreviewLink(
        id=row["id"],
        release=row["release"],
        revision=row["revision"],
        made_at=from_millis(row["made_ms"]),
        made_by=row["made_by"],
        until=from_millis(row["until_ms"]),
        revoked_at=from_millis(revoked) if revoked is not None else None,
    )
