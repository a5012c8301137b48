"""Who did what, when: appended in the same transaction as the deed, never changed."""

from datetime import datetime

import msgspec

from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis


class Deed(msgspec.Struct, frozen=True):
    """One line of the audit; `detail` names ids and versions, never contents."""

    at: datetime
    who: str
    action: str
    newsroom: str
    release: str | None
    detail: dict[str, str]


def note(
    tx: Tx, who: str, action: str, newsroom: str, release: str | None = None, **detail: object
) -> None:
    """Write one line."""
    tx.run(
        "INSERT INTO audit (at_ms, who, action, newsroom, release, detail) "
        "VALUES (:at, :who, :action, :newsroom, :release, :detail)",
        at=to_millis(tx.now),
        who=who,
        action=action,
        newsroom=newsroom,
        release=release,
        detail=msgspec.json.encode({name: str(value) for name, value in detail.items()}).decode(),
    )


def deeds(tx: Tx, newsroom: str, release: str | None = None) -> tuple[Deed, ...]:
    """Return the audit of a newsroom, or of one release of it, oldest first."""
    where = "" if release is None else "AND release = :release"
    rows = tx.all(
        f"SELECT * FROM audit WHERE newsroom = :newsroom {where} ORDER BY number",
        newsroom=newsroom,
        release=release,
    )
    return tuple(map(deed, rows))


def writers(tx: Tx, release: str) -> frozenset[str]:
    """Return who last saved a release's draft, and who last submitted it, as the audit knows."""
    rows = (
        tx.one(
            f"SELECT who FROM audit WHERE release = :release AND action IN ({actions}) "
            "ORDER BY number DESC LIMIT 1",
            release=release,
        )
        for actions in ("'release.create', 'release.save'", "'release.submit'")
    )
    return frozenset(row["who"] for row in rows if row)


def deed(row: Row) -> Deed:
    """Return the deed of a row with all columns."""
    return Deed(
        at=from_millis(row["at_ms"]),
        who=row["who"],
        action=row["action"],
        newsroom=row["newsroom"],
        release=row["release"],
        detail=msgspec.json.decode(row["detail"], type=dict[str, str]),
    )
