"""The audit as admins read it: narrowed, newest first, a page at a time."""

from datetime import datetime

import msgspec

from releases.store.audit import Deed, deed
from releases.store.tx import Tx
from releases.times import to_millis


class AuditFilter(msgspec.Struct, frozen=True):
    """Which deeds: of a person, of a kind, on a release, from an instant until before another."""

    who: str = ""
    action: str = ""
    release: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditCursor(msgspec.Struct, frozen=True):
    """The last deed already listed, newest first."""

    at: datetime
    number: int


def page(
    tx: Tx, newsroom: str, wanted: AuditFilter, count: int, before: AuditCursor | None = None
) -> tuple[tuple[Deed, AuditCursor], ...]:
    """Return up to `count` deeds in a newsroom, newest first, each with its place in the list."""
    where = ["newsroom = :newsroom"]
    where += [f"{name} = :{name}" for name in ("who", "action", "release") if getattr(wanted, name)]
    if wanted.since:
        where.append("at_ms >= :since")
    if wanted.until:
        where.append("at_ms < :until")
    if before:
        where.append("(at_ms, number) < (:at, :number)")
    rows = tx.all(
        f"SELECT * FROM audit WHERE {' AND '.join(where)} ORDER BY at_ms DESC, number DESC "
        "LIMIT :count",
        newsroom=newsroom,
        who=wanted.who,
        action=wanted.action,
        release=wanted.release,
        since=to_millis(wanted.since) if wanted.since else None,
        until=to_millis(wanted.until) if wanted.until else None,
        at=to_millis(before.at) if before else None,
        number=before.number if before else None,
        count=count,
    )
    return tuple((found := deed(row), AuditCursor(found.at, row["number"])) for row in rows)
