"""What the log holds for a newsroom, by time: due next, lately published, a month, a neighbourhood.

Each is an index range scan of the length of what it returns.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.model import Kind, Release
from releases.store import drafts, log
from releases.store.outbox import Announcement, announcements
from releases.store.tx import Row, Tx, any_of
from releases.timeline import Action, Entry
from releases.times import to_millis

# The most entries a calendar shows at once; more are an import.
MOST = 1_000


class _Picture(msgspec.Struct, frozen=True):
    media: str | None = None


class _Head(msgspec.Struct, frozen=True):
    title: str
    kind: Kind
    images: tuple[_Picture, ...] = ()


class Planned(msgspec.Struct, frozen=True):
    """An entry of the log in force or to come, with title and kind of its revision.

    `shown` is where it stands in a calendar: the date shown of a publication, else the instant
    from which it holds. `picture` is the id of its first picture, "" where it has none.
    """

    entry: Entry
    title: str
    kind: Kind
    picture: str = ""

    @property
    def release(self) -> str:
        return self.entry.release

    @property
    def shown(self) -> datetime:
        is_publication = self.entry.action is Action.PUBLISH
        return self.entry.at if is_publication else self.entry.effective


class Span(msgspec.Struct, frozen=True):
    """What a calendar shows of a stretch of time, in order; `cut` where there is more than that."""

    plans: tuple[Planned, ...]
    cut: bool


_HEAD = msgspec.json.Decoder(_Head)
# The few in such a state, by their index; to begin with the newsroom would read its whole log.
_AMONG = "announcement.id IN (SELECT id FROM announcement WHERE state = '{state}')"
_FROM = (
    f"SELECT {', '.join(f'entry.{name.strip()}' for name in log.COLUMNS.split(','))}, "
    "revision.document FROM period JOIN entry ON entry.id = period.entry "
    "JOIN revision ON revision.id = entry.revision WHERE period.newsroom = :newsroom"
)


def upcoming(tx: Tx, newsroom: str, t: datetime, count: int) -> tuple[Planned, ...]:
    """Return up to `count` entries of a newsroom that take effect after `t`, the next first."""
    return _planned_of_rows(
        tx.all(
            f"{_FROM} AND period.since_ms > :t ORDER BY period.since_ms, period.release "
            "LIMIT :count",
            newsroom=newsroom,
            t=to_millis(t),
            count=count,
        )
    )


def list_published(tx: Tx, newsroom: str, t: datetime, count: int) -> tuple[Planned, ...]:
    """Return up to `count` states public at `t`, the latest published first."""
    return _planned_of_rows(
        tx.all(
            f"{_FROM} AND period.published_ms <= :t AND period.since_ms <= :t "
            "AND period.until_ms > :t ORDER BY period.published_ms DESC, period.release "
            "LIMIT :count",
            newsroom=newsroom,
            t=to_millis(t),
            count=count,
        )
    )


def between(tx: Tx, newsroom: str, start: datetime, end: datetime, t: datetime) -> Span:
    """Return what a calendar shows from `start` until before `end`: the first thousand of it.

    Publications by the date shown; corrections and withdrawals that readers are told of, and
    everything after `t`, by the instant from which they hold.
    """
    bounds = {"newsroom": newsroom, "start": to_millis(start), "end": to_millis(end)}
    first = tx.all(
        f"{_FROM} AND period.published_ms >= :start AND period.published_ms < :end "
        "AND entry.action = 'publish' ORDER BY period.published_ms LIMIT :most",
        **bounds,
        most=MOST + 1,
    )
    told = tx.all(
        f"{_FROM} AND period.notable = 1 AND period.since_ms >= :start AND period.since_ms < :end "
        "ORDER BY period.since_ms LIMIT :most",
        **bounds,
        most=MOST + 1,
    )
    later = tx.all(
        f"{_FROM} AND period.since_ms > :t AND period.since_ms >= :start "
        "AND period.since_ms < :end ORDER BY period.since_ms LIMIT :most",
        **bounds,
        t=to_millis(t),
        most=MOST + 1,
    )
    by_entry = {plan.entry.id: plan for plan in _planned_of_rows((*first, *told, *later))}
    inside = (plan for plan in by_entry.values() if start <= plan.shown < end)
    plans = sorted(inside, key=lambda plan: (plan.shown, plan.entry.id))
    return Span(tuple(plans[:MOST]), cut=len(plans) > MOST)


def near(tx: Tx, newsroom: str, start: datetime, end: datetime, but: str) -> tuple[Planned, ...]:
    """Return what takes effect from `start` to `end`, both included, of all releases `but` one."""
    rows = tx.all(
        f"{_FROM} AND period.since_ms >= :start AND period.since_ms <= :end "
        "AND period.release <> :but AND entry.at_ms >= :start "
        "ORDER BY period.since_ms LIMIT :most",
        newsroom=newsroom,
        start=to_millis(start),
        end=to_millis(end),
        but=but,
        most=20,
    )
    return _planned_of_rows(rows)


def list_submitted(tx: Tx, newsroom: str, count: int) -> tuple[Release, ...]:
    """Return up to `count` releases that wait for approval, corrections too, oldest first."""
    rows = tx.all(
        f"SELECT {drafts.COLUMNS} FROM release WHERE newsroom = :newsroom "
        "AND submitted_version IS NOT NULL ORDER BY changed_ms, id LIMIT :count",
        newsroom=newsroom,
        count=count,
    )
    return tuple(map(drafts.release_of, rows))


def announcements_of(tx: Tx, release: str) -> tuple[Announcement, ...]:
    """Return every announcement because of a release, in order of the entries they tell of."""
    return announcements(
        tx, "entry.release = :release ORDER BY effective_ms, sink", release=release
    )


def late(tx: Tx, newsroom: str, due: datetime, count: int) -> tuple[Announcement, ...]:
    """Return announcements that were due before an instant and have not been made yet."""
    return announcements(
        tx,
        f"{_AMONG.format(state='owed')} AND effective_ms < :due "
        "AND release.newsroom = :newsroom "
        "ORDER BY next_ms LIMIT :count",
        newsroom=newsroom,
        due=to_millis(due),
        count=count,
    )


def dead(tx: Tx, newsroom: str, count: int) -> tuple[Announcement, ...]:
    """Return announcements of a newsroom that are no longer tried, latest first."""
    return announcements(
        tx,
        f"{_AMONG.format(state='dead')} AND release.newsroom = :newsroom "
        "ORDER BY next_ms DESC LIMIT :count",
        newsroom=newsroom,
        count=count,
    )


def titles(tx: Tx, newsroom: str, releases: Iterable[str]) -> dict[str, str]:
    """Return the titles of the drafts of those of the releases that are the newsroom's."""
    inside, bound = any_of("id", releases)
    rows = tx.all(
        f"SELECT id, draft FROM release WHERE newsroom = :newsroom AND id IN ({inside})",
        newsroom=newsroom,
        **bound,
    )
    return {row["id"]: _HEAD.decode(row["draft"]).title for row in rows}


def _planned_of_rows(rows: Iterable[Row]) -> tuple[Planned, ...]:
    heads = ((log.entry_of(row), _HEAD.decode(row["document"])) for row in rows)
    return tuple(
        Planned(
            entry,
            head.title,
            head.kind,
            next((image.media for image in head.images if image.media), ""),
        )
        for entry, head in heads
    )
