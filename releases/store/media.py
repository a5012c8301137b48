"""Stored pictures: their facts here, their bytes in the media folder."""

from collections.abc import Iterable
from datetime import datetime

from releases.model import Media
from releases.store.tx import Row, Tx, any_of
from releases.times import to_millis

_COLUMNS = "id, newsroom, type, size, width, height, sha256"


def add(tx: Tx, media: Media) -> None:
    """Store the facts of a new picture."""
    tx.run(
        f"INSERT INTO media ({_COLUMNS}, made_ms) VALUES "
        "(:id, :newsroom, :type, :size, :width, :height, :sha256, :now)",
        now=to_millis(tx.now),
        **{name: getattr(media, name) for name in media.__struct_fields__},
    )


def by_id(tx: Tx, ids: Iterable[str]) -> dict[str, Media]:
    """Return pictures by their ids; unknown ids are left out."""
    inside, bound = any_of("id", ids)
    if not bound:
        return {}
    rows = tx.all(f"SELECT {_COLUMNS} FROM media WHERE id IN ({inside})", **bound)
    return {row["id"]: _media(row) for row in rows}


def public(tx: Tx, media_id: str, t: datetime) -> Media | None:
    """Return a picture if a release that is public at `t` shows it, else None."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM media WHERE id = :id AND EXISTS (SELECT 1 FROM facet "
        "WHERE facet.newsroom = media.newsroom AND key = :key "
        "AND since_ms <= :t AND until_ms > :t)",
        id=media_id,
        key=f"media:{media_id}",
        t=to_millis(t),
    )
    return _media(row) if row else None


def _media(row: Row) -> Media:
    return Media(**{name: row[name] for name in Media.__struct_fields__})
