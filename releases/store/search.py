"""Full-text search in what is public at an instant: `search` holds a row per public state.

Order never depends on how often or where else words stand: the statistics of a full-text index
count hidden rows too, and would tell of them. Releases with every word in the title come first,
then the others, each newest first. `place` is the order of publication, so that a page is read
off the index from its end, and the year narrows as a range.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

import msgspec

from releases.model import Document
from releases.reading import Selection
from releases.searching import Phrase, Question
from releases.store.tx import Row, Tx
from releases.times import from_millis, to_millis, year

# How many hits are counted before it is enough to say that there are more.
COUNTED = 500
# Releases of one millisecond have this many places between them.
_ROOM = 1 << 20


class Order(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"


class Place(msgspec.Struct, frozen=True):
    """A place in a list of hits: the last one seen, and in which tier of the order."""

    tier: int
    published: datetime
    release: str


class Hits(msgspec.Struct, frozen=True):
    """The ids of a page of hits in order; `total` is counted up to COUNTED + 1."""

    releases: tuple[str, ...]
    total: int
    older: Place | None


_EVERYTHING, _IN_TITLE, _IN_TEXT = range(3)
TIERS = {Order.DATE: (_EVERYTHING,), Order.RELEVANCE: (_IN_TITLE, _IN_TEXT)}
_HERE = (
    "FROM search_fts CROSS JOIN search ON search.place = search_fts.rowid "
    "WHERE search_fts MATCH :match AND search_fts.rowid >= :first AND search_fts.rowid < :end "
    "AND search.since_ms <= :t AND search.until_ms > :t"
)


def write(
    tx: Tx,
    document: Document,
    keys: Iterable[str],
    release: str,
    newsroom: str,
    published_ms: int,
    since_ms: int,
    until_ms: int,
) -> None:
    """Make a public state of a release findable by the words of its revision and by facet keys."""
    first, end = published_ms * _ROOM, (published_ms + 1) * _ROOM
    tx.run(
        "INSERT INTO search (place, release, since_ms, until_ms, title, text, keys) VALUES "
        "((SELECT coalesce(max(place) + 1, :first) FROM search WHERE place >= :first "
        "AND place < :end), :release, :since_ms, :until_ms, :title, :text, :keys)",
        first=first,
        end=end,
        release=release,
        since_ms=since_ms,
        until_ms=until_ms,
        title=document.title,
        text=f"{document.lead}\n{document.body}",
        keys=" ".join(_code(key) for key in (_home(newsroom), *keys) if key),
    )


def forget(tx: Tx, release: str) -> None:
    """Make a release unfindable."""
    tx.run("DELETE FROM search WHERE release = :release", release=release)


def hits(
    tx: Tx,
    asked: Question,
    selection: Selection,
    t: datetime,
    count: int,
    order: Order = Order.RELEVANCE,
    after: Place | None = None,
) -> Hits:
    """Return a page of the releases public at `t` that hold every phrase, narrowed by a selection.

    A place of another order begins at the start.
    """
    if not asked.phrases:
        return Hits((), 0, None)
    tiers = TIERS[order]
    begin = tiers.index(after.tier) if after and after.tier in tiers else 0
    found: list[Place] = []
    for tier in tiers[begin:]:
        here = after if after and after.tier == tier else None
        match = _match(asked, selection, tier)
        found += _page(tx, match, selection, t, count + 1 - len(found), tier, here)
        if len(found) > count:
            break
    page = found[:count]
    return Hits(
        releases=tuple(place.release for place in page),
        total=_total(tx, _match(asked, selection, _EVERYTHING), selection, t),
        older=page[-1] if len(found) > count else None,
    )


def _page(
    tx: Tx,
    match: str,
    selection: Selection,
    t: datetime,
    count: int,
    tier: int,
    after: Place | None,
) -> list[Place]:
    first, end = _range(selection)
    if after:
        end = min(end, (to_millis(after.published) + 1) * _ROOM)
    rows = list(_rows(tx, match, first, end, t, count + (1 if after else 0)))
    # Places within a millisecond were given in the order of writing; readers see that of the ids.
    for tie in {row["place"] // _ROOM for row in (rows[:1] + rows[-1:] if rows else [])}:
        rows = [row for row in rows if row["place"] // _ROOM != tie]
        rows += _rows(tx, match, tie * _ROOM, (tie + 1) * _ROOM, t, _ROOM)
    found = sorted({(-(row["place"] // _ROOM), row["release"]) for row in rows})
    seen = (-to_millis(after.published), after.release) if after else None
    return [
        Place(tier, from_millis(-millis), release)
        for millis, release in found
        if seen is None or (millis, release) > seen
    ][:count]


def _rows(tx: Tx, match: str, first: int, end: int, t: datetime, count: int) -> Iterable[Row]:
    return tx.all(
        f"SELECT search.place, search.release {_HERE} ORDER BY search_fts.rowid DESC LIMIT :count",
        match=match,
        first=first,
        end=end,
        t=to_millis(t),
        count=count,
    )


def _total(tx: Tx, match: str, selection: Selection, t: datetime) -> int:
    first, end = _range(selection)
    row = tx.one(
        f"SELECT count(*) AS n FROM (SELECT 1 {_HERE} LIMIT :most) AS some",
        match=match,
        first=first,
        end=end,
        t=to_millis(t),
        most=COUNTED + 1,
    )
    return int(row["n"]) if row else 0


def _range(selection: Selection) -> tuple[int, int]:
    if selection.year is None:
        return -(1 << 63), (1 << 63) - 1
    begin, end = year(selection.year)
    return to_millis(begin) * _ROOM, to_millis(end) * _ROOM


def _match(asked: Question, selection: Selection, tier: int) -> str:
    said = " AND ".join(_quoted(phrase) for phrase in asked.phrases)
    keys = (
        _home(selection.newsroom) if selection.newsroom else "",
        f"kind:{selection.kind.value}" if selection.kind else "",
        f"topic:{selection.topic}" if selection.topic else "",
        f"place:{selection.place}" if selection.place else "",
        f"lang:{selection.lang}" if selection.lang else "",
    )
    narrowed = "".join(f"keys : {_code(key)} AND " for key in keys if key)
    if tier == _IN_TITLE:
        return f"{narrowed}title : ({said})"
    everywhere = f"{narrowed}{{title text}} : ({said})"
    return f"({everywhere}) NOT title : ({said})" if tier == _IN_TEXT else everywhere


def _quoted(phrase: Phrase) -> str:
    # Words are letters and digits alone: nothing in them can close the quotation mark.
    return f'"{" ".join(phrase.words)}"{"*" if phrase.stem else ""}'


def _home(newsroom: str) -> str:
    return f"newsroom:{newsroom}"


def _code(key: str) -> str:
    """Return a facet key as one word of the full-text index, whatever signs it holds."""
    return f"x{key.encode().hex()}"
