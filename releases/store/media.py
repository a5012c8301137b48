"""Stored pictures and attachments: their facts here, their bytes in the media folder."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import islice

from releases.model import Media, Rendition
from releases.store.tx import Row, Tx, any_of
from releases.times import from_millis, to_millis

_FACTS = ("id", "newsroom", "type", "size", "width", "height", "sha256")
_WORDS = (
    *("title", "alt", "caption", "credit"),
    *("creator", "copyright_notice", "usage_terms"),
)
# What a picture is found by in the library.
_FOUND_BY = ("title", "alt", "caption", "credit", "creator")
_COLUMNS = ", ".join((*_FACTS, *_WORDS, "focus_x", "focus_y"))
# A newsroom's logo is the name of a file, which begins with its id.
_LOGO = (
    "EXISTS (SELECT 1 FROM newsroom WHERE slug = media.newsroom "
    "AND newsroom.logo LIKE media.id || '.%')"
)
# A point's fractions are stored as whole hundredths.
_HUNDRED = 100
_RENDITION = ("type", "size", "width", "height", "sha256")


def add(tx: Tx, media: Media) -> None:
    """Store the facts of a new file and of its renditions."""
    x, y = (
        (round(coordinate * _HUNDRED) for coordinate in media.focus)
        if media.focus
        else (None, None)
    )
    tx.run(
        f"INSERT INTO media ({_COLUMNS}, made_ms, words) VALUES "
        f"({', '.join(f':{name}' for name in (*_FACTS, *_WORDS))}, :x, :y, :now, :words)",
        now=to_millis(tx.now),
        words=" ".join(filter(None, (getattr(media, name) for name in _FOUND_BY))).casefold(),
        x=x,
        y=y,
        **{name: getattr(media, name) for name in (*_FACTS, *_WORDS)},
    )
    tx.many(
        f"INSERT INTO rendition (media, {', '.join(_RENDITION)}) VALUES "
        "(:media, :type, :size, :width, :height, :sha256)",
        [
            {"media": media.id, **{name: getattr(rendition, name) for name in _RENDITION}}
            for rendition in media.renditions
        ],
    )
    if media.original:
        tx.run(
            f"INSERT INTO original (media, {', '.join(_RENDITION)}) VALUES "
            "(:media, :type, :size, :width, :height, :sha256)",
            media=media.id,
            **{name: getattr(media.original, name) for name in _RENDITION},
        )


def by_id(tx: Tx, ids: Iterable[str]) -> dict[str, Media]:
    """Return stored files by their ids; unknown ids are left out."""
    inside, bound = any_of("id", ids)
    if not bound:
        return {}
    rows = tx.all(f"SELECT {_COLUMNS} FROM media WHERE id IN ({inside})", **bound)
    return {media.id: media for media in _all(tx, rows)}


def of_newsroom(
    tx: Tx,
    newsroom: str,
    count: int,
    before: tuple[datetime, str] | None = None,
    offset: int = 0,
) -> tuple[tuple[datetime, Media], ...]:
    """Return the `count` latest stored files of a newsroom, each with when it was stored.

    `before` is the instant and the id of a file after which the list goes on, then leaving out the
    first `offset`.
    """
    older = "" if before is None else "AND (made_ms, id) < (:ms, :id) "
    rows = tx.all(
        f"SELECT {_COLUMNS}, made_ms FROM media WHERE newsroom = :newsroom {older}"
        "ORDER BY made_ms DESC, id DESC LIMIT :count OFFSET :offset",
        newsroom=newsroom,
        count=count,
        offset=offset,
        ms=to_millis(before[0]) if before else None,
        id=before[1] if before else None,
    )
    stored = (from_millis(row["made_ms"]) for row in rows)
    return tuple(zip(stored, _all(tx, rows), strict=True))


def everything(tx: Tx) -> tuple[Media, ...]:
    """Return every stored file there is, by id. For the doctor: it is as long as the archive."""
    return _all(tx, tx.all(f"SELECT {_COLUMNS} FROM media ORDER BY id"), only=False)


def list_unused(tx: Tx, before: datetime, most: int) -> tuple[Media, ...]:
    """Return up to `most` files stored before an instant that no draft and no revision names.

    No version of a draft either, for it may be restored.
    """
    # What a log ever planned has a facet, found by index; only the rest is looked for in texts.
    rows = tx.all(
        f"SELECT {_COLUMNS} FROM media WHERE made_ms < :before AND NOT EXISTS "
        f"(SELECT 1 FROM facet WHERE key = 'media:' || media.id) AND NOT {_LOGO} ORDER BY id",
        before=to_millis(before),
    )
    return _all(tx, islice((row for row in rows if not _is_named(tx, row)), most))


def _is_named(tx: Tx, row: Row) -> bool:
    named = tx.one(
        "SELECT 1 FROM release LEFT JOIN revision ON revision.release = release.id "
        "WHERE newsroom = :newsroom AND (draft LIKE :named OR document LIKE :named) LIMIT 1",
        newsroom=row["newsroom"],
        named=f'%"media":"{row["id"]}"%',
    )
    return named is not None or _is_in_version(tx, row["id"])


def _is_in_version(tx: Tx, media_id: str) -> bool:
    found = tx.one(
        "SELECT 1 FROM draft_version WHERE files <> '' AND files LIKE :named LIMIT 1",
        named=f"% {media_id} %",
    )
    return found is not None


def public(tx: Tx, media_id: str, t: datetime) -> Media | None:
    """Return a stored file if a release public at `t` or its newsroom shows it, else None."""
    row = tx.one(
        f"SELECT {_COLUMNS} FROM media WHERE id = :id AND (EXISTS (SELECT 1 FROM facet "
        "WHERE facet.newsroom = media.newsroom AND key = :key "
        f"AND since_ms <= :t AND until_ms > :t) OR {_LOGO})",
        id=media_id,
        key=f"media:{media_id}",
        t=to_millis(t),
    )
    return _all(tx, [row])[0] if row else None


def was_public(tx: Tx, media_id: str, t: datetime) -> bool:
    """Tell whether a release has shown a stored file by `t`, which none may do any longer."""
    row = tx.one(
        "SELECT 1 FROM media WHERE id = :id AND EXISTS (SELECT 1 FROM facet "
        "WHERE facet.newsroom = media.newsroom AND key = :key AND since_ms <= :t)",
        id=media_id,
        key=f"media:{media_id}",
        t=to_millis(t),
    )
    return row is not None


def _all(tx: Tx, rows: Iterable[Row], *, only: bool = True) -> tuple[Media, ...]:
    """Return the files of rows with all columns; not `only` theirs: all renditions there are."""
    rows = tuple(rows)
    if not rows:
        return ()
    inside, bound = any_of("media", (row["id"] for row in rows)) if only else ("", {})
    where = f"WHERE media IN ({inside}) " if only else ""
    renditions: defaultdict[str, list[Rendition]] = defaultdict(list)
    for row in tx.all(
        f"SELECT media, {', '.join(_RENDITION)} FROM rendition {where}"
        "ORDER BY media, type, width DESC",
        **bound,
    ):
        renditions[row["media"]].append(_rendition(row))
    originals = {
        row["media"]: _rendition(row)
        for row in tx.all(f"SELECT media, {', '.join(_RENDITION)} FROM original {where}", **bound)
    }
    return tuple(_media(row, renditions[row["id"]], originals.get(row["id"])) for row in rows)


def _rendition(row: Row) -> Rendition:
    return Rendition(**{name: row[name] for name in _RENDITION})


def _media(row: Row, renditions: Iterable[Rendition], original: Rendition | None) -> Media:
    x, y = row["focus_x"], row["focus_y"]
    return Media(
        **{name: row[name] for name in (*_FACTS, *_WORDS)},
        focus=None if x is None or y is None else (x / _HUNDRED, y / _HUNDRED),
        renditions=tuple(renditions),
        original=original,
    )
