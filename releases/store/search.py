"""Full-text search in what is public at an instant: `search` holds a row per public state.

Order never depends on how often or where else words stand: the statistics of a full-text index
count hidden rows too, and would tell of them. Releases with every word in the title come first,
then the others, each newest first. `place` is the order of publication, so that a page is read
off the index from its end, and the year narrows as a range.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from releases.model import Document
from releases.public import Selection
from releases.store.full_text import Where
from releases.store.tx import Row, Tx
from releases.text.search_spellings import respell
from releases.text.search_terms import Question
from releases.text.word_readings import indexed
from releases.times import from_millis, to_millis, year

# How many hits are counted before it is enough to say that there are more.
COUNTED = 500
# Releases of one millisecond have this many places between them.
_ROOM = 1 << 20


class SearchOrder(StrEnum):
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
TIERS = {SearchOrder.DATE: (_EVERYTHING,), SearchOrder.RELEVANCE: (_IN_TITLE, _IN_TEXT)}
_WHERE = {
    _EVERYTHING: Where.ANYWHERE,
    _IN_TITLE: Where.TITLE,
    _IN_TEXT: Where.NOT_ALL_IN_TITLE,
}


class _Match(msgspec.Struct, frozen=True):
    """What is looked for, as the engine of a transaction says it: `sql` from FROM on."""

    sql: str
    order: str
    values: dict[str, object]


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
        title=indexed(document.title),
        text=indexed(f"{document.lead}\n{document.body}"),
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
    order: SearchOrder = SearchOrder.RELEVANCE,
    after: Place | None = None,
) -> Hits:
    """Return a page of the releases public at `t` that hold every phrase, narrowed by a selection.

    A place of another order begins at the start.
    """
    if not asked.phrases:
        return Hits((), 0, None)
    tiers = TIERS[order]
    begin = tiers.index(after.tier) if after and after.tier in tiers else 0
    places: list[Place] = []
    for tier in tiers[begin:]:
        here = after if after and after.tier == tier else None
        match = _match(tx, asked, selection, tier)
        places += _page(tx, match, selection, t, count + 1 - len(places), tier, here)
        if len(places) > count:
            break
    page, more = places[:count], len(places) > count
    return Hits(
        releases=tuple(place.release for place in page),
        # What stands on one page alone has been counted by then.
        total=_total(tx, asked, selection, t) if more or after else len(page),
        older=page[-1] if more else None,
    )


def find(
    tx: Tx,
    asked: Question,
    selection: Selection,
    t: datetime,
    count: int,
    order: SearchOrder = SearchOrder.RELEVANCE,
    after: Place | None = None,
) -> tuple[Question, Hits]:
    """Return `hits`, in other spellings where a question finds nothing as it is typed, and which.

    Other spellings never stand among exact hits, on whatever page.
    """
    exact = hits(tx, asked, selection, t, count, order, after)
    respelled = respell(asked)
    if exact.total or respelled == asked:
        return asked, exact
    found = hits(tx, respelled, selection, t, count, order, after)
    return (respelled, found) if found.total else (asked, exact)


def _page(
    tx: Tx,
    match: _Match,
    selection: Selection,
    t: datetime,
    count: int,
    tier: int,
    after: Place | None,
) -> list[Place]:
    first, end = _range(selection)
    places: list[tuple[int, str]] = []
    if after:
        begun = to_millis(after.published)
        places = [hit for hit in _same_millisecond(tx, match, begun, t) if hit[1] > after.release]
        end = min(end, begun * _ROOM)
    if len(places) < count:
        rows = _rows(tx, match, first, end, t, count - len(places))
        millis = [row["place"] // _ROOM for row in rows]
        # Of the last millisecond there may be more, and its places are in no order readers see.
        places += [
            (ms, row["release"]) for ms, row in zip(millis, rows, strict=True) if ms > millis[-1]
        ]
        places = sorted(places, key=lambda hit: (-hit[0], hit[1]))
        places += _same_millisecond(tx, match, millis[-1], t) if millis else []
    return [Place(tier, from_millis(ms), release) for ms, release in places[:count]]


def _same_millisecond(tx: Tx, match: _Match, millis: int, t: datetime) -> list[tuple[int, str]]:
    """Return the hits of one millisecond, in the order of their ids."""
    rows = _rows(tx, match, millis * _ROOM, (millis + 1) * _ROOM, t, _ROOM)
    return [(millis, release) for release in sorted(row["release"] for row in rows)]


def _rows(tx: Tx, match: _Match, first: int, end: int, t: datetime, count: int) -> Sequence[Row]:
    return tx.all(
        f"SELECT search.place, search.release {match.sql} ORDER BY {match.order} DESC LIMIT :count",
        **match.values,
        first=first,
        end=end,
        t=to_millis(t),
        count=count,
    )


def _total(tx: Tx, asked: Question, selection: Selection, t: datetime) -> int:
    first, end = _range(selection)
    match = _match(tx, asked, selection, _EVERYTHING)
    row = tx.one(
        f"SELECT count(*) AS n FROM (SELECT 1 {match.sql} LIMIT :most) AS counted",
        **match.values,
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


def _match(tx: Tx, asked: Question, selection: Selection, tier: int) -> _Match:
    named = (
        _home(selection.newsroom) if selection.newsroom else "",
        f"kind:{selection.kind.value}" if selection.kind else "",
        f"topic:{selection.topic}" if selection.topic else "",
        f"place:{selection.place}" if selection.place else "",
        f"lang:{selection.lang}" if selection.lang else "",
    )
    keys = [_code(key) for key in named if key]
    place = tx.full_text.public_place
    return _Match(
        f"{tx.full_text.public(asked, keys, _WHERE[tier])} AND {place} >= :first "
        f"AND {place} < :end AND search.since_ms <= :t AND search.until_ms > :t",
        tx.full_text.respelled_place if asked.is_respelled else place,
        tx.full_text.public_values(asked, keys, _WHERE[tier]),
    )


def _home(newsroom: str) -> str:
    return f"newsroom:{newsroom}"


def _code(key: str) -> str:
    """Return a facet key as one word of the full-text index, whatever signs it holds."""
    return f"x{key.encode().hex()}"
