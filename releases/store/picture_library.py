"""A newsroom's pictures as a library: found by words, newest first, and where each is used."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.model import DraftRef, Media, Release
from releases.store import drafts
from releases.store import media as media_store
from releases.store.tx import Row, Tx, any_of
from releases.times import from_millis, to_millis

# How many pictures one search looks through at the most; it goes on from there when asked to.
LOOKED_THROUGH = 2_000
USES = 50
_WORDS = 12

PictureCursor = tuple[datetime, str]


class PicturePage(msgspec.Struct, frozen=True):
    """Some pictures, newest first; `older` continues after the last one looked at, None at the end.

    A page with fewer than were asked for may be continued all the same.
    """

    pictures: tuple[Media, ...]
    older: PictureCursor | None


class PictureUse(msgspec.Struct, frozen=True):
    """A release that uses a picture: in its draft, in what is public now, or both."""

    release: Release
    is_draft: bool
    is_public: bool


def search(
    tx: Tx, newsroom: str, asked: str, count: int, before: PictureCursor | None = None
) -> PicturePage:
    """Return up to `count` pictures whose words hold all that is asked for, in any case.

    Pictures that another stands in place of are left out. What it costs does not depend on how
    many there are.
    """
    words = asked.casefold().split()[:_WORDS]
    older = "" if before is None else "AND (made_ms, id) < (:ms, :last) "
    bound = {
        "newsroom": newsroom,
        "ms": to_millis(before[0]) if before else None,
        "last": before[1] if before else None,
    }
    recent = (
        "SELECT id, made_ms, words FROM media WHERE newsroom = :newsroom "
        f"AND type LIKE 'image/%' {older}ORDER BY made_ms DESC, id DESC LIMIT :looked"
    )
    told = "".join(f" AND words LIKE :word{i} ESCAPE '!'" for i in range(len(words)))
    rows = tx.all(
        f"SELECT id, made_ms FROM ({recent}) AS recent WHERE NOT EXISTS "
        f"(SELECT 1 FROM replaced_media WHERE replaced_media.media = recent.id){told} "
        "ORDER BY made_ms DESC, id DESC LIMIT :count",
        looked=LOOKED_THROUGH,
        count=count + 1,
        **bound,
        **{f"word{i}": f"%{_escape(word)}%" for i, word in enumerate(words)},
    )
    page = rows[:count]
    found = media_store.by_id(tx, (row["id"] for row in page))
    pictures = tuple(found[row["id"]] for row in page)
    if len(rows) > count:
        return PicturePage(pictures, _place(page[-1]))
    # Not a full page: there may be more behind what was looked through.
    end = tx.one(f"{recent} OFFSET :last_looked", looked=1, last_looked=LOOKED_THROUGH - 1, **bound)
    return PicturePage(pictures, _place(end) if end else None)


def used(tx: Tx, media: Iterable[str]) -> frozenset[str]:
    """Return which of some pictures any draft, or any approved state of a release, uses."""
    inside, bound = any_of("id", media)
    if not bound:
        return frozenset()
    rows = tx.all(
        f"SELECT id FROM media WHERE id IN ({inside}) AND (EXISTS (SELECT 1 FROM draft_media "
        "WHERE draft_media.media = media.id) OR EXISTS (SELECT 1 FROM facet "
        "WHERE facet.newsroom = media.newsroom AND key = 'media:' || media.id))",
        **bound,
    )
    return frozenset(row["id"] for row in rows)


def uses(tx: Tx, newsroom: str, media: str, t: datetime) -> tuple[PictureUse, ...]:
    """Return the releases that use a picture at `t`, drafts first: up to `USES` of each."""
    drafted = _ids(
        tx.all(
            "SELECT release FROM draft_media WHERE media = :media ORDER BY release LIMIT :most",
            media=media,
            most=USES,
        )
    )
    shown = _ids(
        tx.all(
            "SELECT DISTINCT release FROM facet WHERE newsroom = :newsroom AND key = :key "
            "AND since_ms <= :t AND until_ms > :t ORDER BY release LIMIT :most",
            newsroom=newsroom,
            key=f"media:{media}",
            t=to_millis(t),
            most=USES,
        )
    )
    return tuple(
        PictureUse(drafts.get(tx, DraftRef(newsroom, name)), name in drafted, name in shown)
        for name in dict.fromkeys((*drafted, *shown))
    )


def in_drafts(tx: Tx, newsroom: str, media: str) -> tuple[Release, ...]:
    """Return every release of the newsroom whose draft uses a picture."""
    rows = tx.all(
        "SELECT release FROM draft_media WHERE media = :media ORDER BY release", media=media
    )
    return tuple(drafts.get(tx, DraftRef(newsroom, row["release"])) for row in rows)


def set_successor(tx: Tx, old: str, new: str) -> None:
    """Note that one picture stands in place of another, and of all that the other stood for."""
    tx.run("UPDATE replaced_media SET successor = :new WHERE successor = :old", old=old, new=new)
    tx.run(
        "INSERT INTO replaced_media (media, successor, made_ms) VALUES (:old, :new, :now)",
        old=old,
        new=new,
        now=to_millis(tx.now),
    )


def successor(tx: Tx, media: str) -> str | None:
    """Return the picture that stands in place of another, None where none does."""
    row = tx.one("SELECT successor FROM replaced_media WHERE media = :media", media=media)
    return str(row["successor"]) if row else None


def _place(row: Row) -> PictureCursor:
    return from_millis(row["made_ms"]), row["id"]


def _ids(rows: Iterable[Row]) -> tuple[str, ...]:
    return tuple(str(row["release"]) for row in rows)


def _escape(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
