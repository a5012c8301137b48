"""The kinds each newsroom offers, in order: all of them where it has chosen nothing."""

from releases.model import Kind
from releases.rules.kinds import ALL
from releases.store.tx import Tx


def list_kinds(tx: Tx, newsroom: str) -> tuple[Kind, ...]:
    """Return the kinds a newsroom offers, at least one."""
    rows = tx.all(
        "SELECT kind FROM offered_kind WHERE newsroom = :newsroom ORDER BY place",
        newsroom=newsroom,
    )
    return tuple(Kind(row["kind"]) for row in rows) or ALL


def put(tx: Tx, newsroom: str, kinds: tuple[Kind, ...]) -> None:
    """Store what a newsroom offers; nothing public changes by it."""
    tx.run("DELETE FROM offered_kind WHERE newsroom = :newsroom", newsroom=newsroom)
    tx.many(
        "INSERT INTO offered_kind (newsroom, kind, place) VALUES (:newsroom, :kind, :place)",
        [
            {"newsroom": newsroom, "kind": kind.value, "place": place}
            for place, kind in enumerate(kinds)
        ],
    )
