"""Public reads: what readers see at an instant, each an index range scan of a page's length."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from releases.errors import NotFound
from releases.public import Cursor, Listing, PublicRelease, Selection
from releases.store import directory, installation, log, media, newsrooms, translations
from releases.store.public_states import Shown, shown_at
from releases.store.tx import Tx
from releases.timeline import NOTICE
from releases.times import from_millis, local_day, to_millis, year

# How many rows of a filter value are counted before it is called common.
_PROBE = 2_000
# The most withdrawals and major corrections of the last thirty days that a feed repeats.
_NOTICES = 50


def listing(
    tx: Tx,
    selection: Selection,
    t: datetime,
    count: int,
    before: Cursor | None = None,
    *,
    notices: bool = False,
) -> Listing:
    """Return the `count` newest releases of a selection public at `t`, older than `before`.

    With `notices`, also those withdrawn or corrected in substance during the thirty days before
    `t`, in their place by date. Raises `NotFound` for an unknown newsroom, and where there is none.
    """
    room = newsrooms.get(tx, selection.newsroom) if selection.newsroom else None
    ids = _newest(tx, selection, t, count + 1, before)
    page = ids[:count]
    extra = _withdrawn(tx, selection.newsroom, t) if notices else ()
    found = public_releases(tx, (*page, *extra), t)
    wanted = set(page)
    items = tuple(item for item in found if item.id in wanted or _is_selected(item, selection))
    last = next((item for item in reversed(found) if item.id in wanted), None)
    return Listing(
        selection=selection,
        newsroom=room,
        items=items,
        older=Cursor(last.state.published, last.id) if last and len(ids) > count else None,
        changed_at=last_change(tx, selection.newsroom, t),
        installation=installation.name(tx),
        opened_at=newsrooms.opened_at(tx, selection.newsroom),
    )


def release(tx: Tx, newsroom: str, release_id: str, t: datetime) -> PublicRelease:
    """Return one release as it is public at `t`, a withdrawn one too; raises `NotFound`."""
    items = public_releases(tx, (release_id,), t)
    if not items or items[0].newsroom.slug != newsroom:
        raise NotFound(what="release")
    return items[0]


def public_releases(tx: Tx, ids: Iterable[str], t: datetime) -> tuple[PublicRelease, ...]:
    """Return those of the releases that are or were public at `t`, newest first."""
    return complete(tx, shown_at(tx, ids, t), t)


def complete(tx: Tx, shown: Sequence[Shown], t: datetime) -> tuple[PublicRelease, ...]:
    """Return releases as shown at `t` with all that readers see beside the document, in order.

    The one place where a `PublicRelease` is put together, of what stands in the log or might.
    """
    rooms = newsrooms.by_slug(tx, (item.newsroom for item in shown))
    files = media.by_id(tx, (name for item in shown for name in item.document.files))
    gone = directory.expired_by_newsroom(tx, {item.newsroom for item in shown}, t)
    translated = translations.of(tx, shown, t)
    return tuple(
        PublicRelease(
            state=item.state,
            revision=item.revision,
            newsroom=rooms[item.newsroom],
            media=tuple(
                files[name]
                for name in item.document.files
                if name in files and files[name].newsroom == item.newsroom
            ),
            translations=translated.get(item.state.release, ()),
            lapsed=gone.get(item.newsroom, frozenset()),
        )
        for item in shown
    )


def next_instant(tx: Tx, t: datetime) -> datetime | None:
    """Return the first instant after `t` at which anything public changes, None if never."""
    row = tx.one(
        "SELECT min(ms) AS ms FROM (SELECT min(since_ms) AS ms FROM period WHERE since_ms > :t "
        "UNION ALL SELECT min(since_ms) + :notice FROM period "
        "WHERE notable = 1 AND since_ms > :t - :notice "
        "UNION ALL SELECT min(until_ms) FROM contact WHERE until_ms > :t) AS instants",
        t=to_millis(t),
        notice=_notice_millis(),
    )
    return from_millis(row["ms"]) if row and row["ms"] is not None else None


def last_change(tx: Tx, newsroom: str | None, t: datetime) -> datetime | None:
    """Return the last instant up to `t` at which a newsroom's (None: any) public output changed.

    Publications, corrections and withdrawals that have taken effect count, notices that ran
    out, contacts that came to their end, and changes of the newsroom's own facts; what is still
    to come does not.
    """
    where = "" if newsroom is None else "newsroom = :newsroom AND"
    row = tx.one(
        f"SELECT max(since_ms) AS begun, (SELECT max(since_ms) + :notice FROM period WHERE {where} "
        "notable = 1 AND since_ms <= :t - :notice) AS ended "
        f"FROM period WHERE {where} since_ms <= :t",
        newsroom=newsroom,
        t=to_millis(t),
        notice=_notice_millis(),
    )
    if row is None or row["begun"] is None:
        return None
    own = newsrooms.last_change_ms(tx, newsroom, t)
    gone = directory.last_end(tx, newsroom, t)
    return from_millis(max(row["begun"], row["ended"] or 0, own, gone))


def _newest(
    tx: Tx, selection: Selection, t: datetime, count: int, before: Cursor | None
) -> tuple[str, ...]:
    keys = _keys(tx, selection)
    where = ["first.key = :key0", "first.published_ms <= :latest"]
    where += ["first.since_ms <= :t", "first.until_ms > :t"]
    if selection.newsroom:
        where.append("first.newsroom = :newsroom")
    if before:
        where.append("(first.published_ms < :before OR first.release > :release)")
    if selection.year:
        where.append("first.published_ms >= :begin AND first.published_ms < :end")
    where += [
        "EXISTS (SELECT 1 FROM facet AS other WHERE other.newsroom = first.newsroom "
        f"AND other.key = :key{i} AND other.published_ms = first.published_ms "
        "AND other.release = first.release AND other.since_ms = first.since_ms)"
        for i in range(1, len(keys))
    ]
    rows = tx.all(
        f"SELECT first.release FROM facet AS first WHERE {' AND '.join(where)} "
        "ORDER BY first.published_ms DESC, first.release LIMIT :count",
        newsroom=selection.newsroom,
        latest=to_millis(min(before.published, t) if before else t),
        before=to_millis(before.published) if before else None,
        **_bounds(selection),
        release=before.release if before else None,
        t=to_millis(t),
        count=count,
        **{f"key{i}": key for i, key in enumerate(keys)},
    )
    return tuple(row["release"] for row in rows)


def _bounds(selection: Selection) -> dict[str, int]:
    if selection.year is None:
        return {}
    begin, end = year(selection.year)
    return {"begin": to_millis(begin), "end": to_millis(end)}


def _keys(tx: Tx, selection: Selection) -> tuple[str, ...]:
    """Return the selection's facet keys, rarest first: the first one drives the scan."""
    keys = [
        f"{name}:{value}"
        for name, value in (
            ("topic", selection.topic),
            ("place", selection.place),
            ("kind", selection.kind),
            ("lang", selection.lang),
        )
        if value
    ]
    if len(keys) > 1:
        keys.sort(key=lambda key: _common(tx, selection.newsroom, key))
    return tuple(keys) or ("",)


def _common(tx: Tx, newsroom: str | None, key: str) -> int:
    where = "key = :key" if newsroom is None else "newsroom = :newsroom AND key = :key"
    row = tx.one(
        f"SELECT count(*) AS n FROM (SELECT 1 FROM facet WHERE {where} LIMIT :most) AS counted",
        newsroom=newsroom,
        key=key,
        most=_PROBE,
    )
    return int(row["n"]) if row else 0


def _withdrawn(tx: Tx, newsroom: str | None, t: datetime) -> tuple[str, ...]:
    where = "" if newsroom is None else "newsroom = :newsroom AND"
    rows = tx.all(
        f"SELECT release FROM period WHERE {where} notable = 1 AND since_ms <= :t "
        "AND since_ms > :t - :notice AND until_ms > :t ORDER BY since_ms DESC LIMIT :most",
        newsroom=newsroom,
        t=to_millis(t),
        notice=_notice_millis(),
        most=_NOTICES,
    )
    return tuple(row["release"] for row in rows)


def _is_selected(item: PublicRelease, selection: Selection) -> bool:
    keys = set(log.facet_keys(item.document))
    wanted = {
        f"{name}:{value}"
        for name in ("kind", "lang", "topic", "place")
        if (value := getattr(selection, name))
    }
    in_time = selection.year in (None, local_day(item.state.published).year)
    return in_time and wanted <= keys


def _notice_millis() -> int:
    return int(NOTICE.total_seconds() * 1000)
