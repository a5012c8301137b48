"""Who did what, when: appended in the same transaction as the deed, never changed."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.model import DraftRef
from releases.rules.roles import Actor
from releases.store.tx import Row, Tx, any_of
from releases.times import from_millis, to_millis

_COLUMNS = "number, at_ms, who, action, newsroom, release, detail"


class AuditEntry(msgspec.Struct, frozen=True):
    """One line of the audit; `detail` names ids and versions, never contents."""

    at: datetime
    who: str
    action: str
    newsroom: str
    release: str | None
    detail: dict[str, str]


def note(tx: Tx, actor: Actor, action: str, where: DraftRef | str, **detail: object) -> None:
    """Write one line; `where` is a newsroom, or a release in one."""
    newsroom, release = _place(where)
    tx.run(
        "INSERT INTO audit (at_ms, who, action, newsroom, release, detail) "
        "VALUES (:at, :who, :action, :newsroom, :release, :detail)",
        at=to_millis(tx.now),
        who=actor.who,
        action=action,
        newsroom=newsroom,
        release=release,
        detail=msgspec.json.encode({name: str(value) for name, value in detail.items()}).decode(),
    )


def list_entries(tx: Tx, where: DraftRef | str) -> tuple[AuditEntry, ...]:
    """Return the audit of a newsroom, or of one release in one, oldest first."""
    newsroom, release = _place(where)
    narrowed = "" if release is None else "AND release = :release"
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM audit WHERE newsroom = :newsroom {narrowed} ORDER BY number",
        newsroom=newsroom,
        release=release,
    )
    return tuple(map(_entry_of_row, rows))


def list_deeds(tx: Tx, ref: DraftRef, actions: Iterable[str]) -> tuple[AuditEntry, ...]:
    """Return the lines of some actions on one release, oldest first."""
    inside, bound = any_of("action", actions)
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM audit WHERE newsroom = :newsroom AND release = :release "
        f"AND action IN ({inside}) ORDER BY number",
        newsroom=ref.newsroom,
        release=ref.release,
        **bound,
    )
    return tuple(map(_entry_of_row, rows))


def _place(where: DraftRef | str) -> tuple[str, str | None]:
    return (where.newsroom, where.release) if isinstance(where, DraftRef) else (where, None)


def _entry_of_row(row: Row) -> AuditEntry:
    """Return the deed of a row with all columns."""
    return AuditEntry(
        at=from_millis(row["at_ms"]),
        who=row["who"],
        action=row["action"],
        newsroom=row["newsroom"],
        release=row["release"],
        detail=msgspec.json.decode(row["detail"], type=dict[str, str]),
    )


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
) -> tuple[tuple[AuditEntry, AuditCursor], ...]:
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
        f"SELECT {_COLUMNS} FROM audit WHERE {' AND '.join(where)} "
        "ORDER BY at_ms DESC, number DESC LIMIT :count",
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
    return tuple(
        (entry := _entry_of_row(row), AuditCursor(entry.at, row["number"])) for row in rows
    )
