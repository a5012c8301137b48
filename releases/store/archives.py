"""The archive of a newsroom: every release ever public in exactly one volume, by its month.

A month's volume is an index range scan, finding the neighbouring month with something one probe.
Withdrawn releases keep their places, so that a volume once full does not change its members
unless something is published backdated.
"""

from datetime import datetime

from releases.errors import NotFound
from releases.public import Archive, Listing, Selection, Volume
from releases.store import installation, listings, newsrooms
from releases.store.tx import Tx
from releases.times import from_millis, local_day, month, to_millis

# How many releases a volume holds at most: what is rendered and kept in memory at a time.
SIZE = 200

_HERE = "FROM period WHERE newsroom = :newsroom AND since_ms <= :t AND until_ms > :t"


def newest(tx: Tx, newsroom: str, t: datetime) -> Volume | None:
    """Return the newest volume of a newsroom at `t`, None while nothing was ever public."""
    return _before(tx, newsroom, t, None)


def volume(tx: Tx, newsroom: str, wanted: Volume, t: datetime) -> Archive:
    """Return a volume as it is at `t`; raises `NotFound` for one that holds nothing then."""
    room = newsrooms.get(tx, newsroom)
    begin, end = month(wanted.year, wanted.month)
    rows = tx.all(
        f"SELECT release {_HERE} AND published_ms >= :begin AND published_ms < :end "
        "ORDER BY published_ms, release LIMIT :count OFFSET :skipped",
        newsroom=newsroom,
        t=to_millis(t),
        begin=to_millis(begin),
        end=to_millis(end),
        count=SIZE + 1,
        skipped=(wanted.part - 1) * SIZE,
    )
    if not rows:
        raise NotFound(what="archive")
    more = len(rows) > SIZE
    return Archive(
        volume=wanted,
        listing=Listing(
            selection=Selection(newsroom=newsroom),
            newsroom=room,
            items=listings.public_releases(tx, (row["release"] for row in rows[:SIZE]), t),
            changed_at=listings.last_change(tx, newsroom, t),
            installation=installation.name(tx),
            opened_at=newsrooms.opened_at(tx, newsroom),
        ),
        earlier=_part(wanted, -1) if wanted.part > 1 else _before(tx, newsroom, t, begin),
        later=_part(wanted, 1) if more else _after(tx, newsroom, t, end),
    )


def _part(of: Volume, step: int) -> Volume:
    return Volume(of.year, of.month, of.part + step)


def _before(tx: Tx, newsroom: str, t: datetime, end: datetime | None) -> Volume | None:
    row = tx.one(
        f"SELECT published_ms {_HERE} AND published_ms < :end ORDER BY published_ms DESC LIMIT 1",
        newsroom=newsroom,
        t=to_millis(t),
        end=to_millis(end or t) + (0 if end else 1),
    )
    if row is None:
        return None
    earlier = _month(row["published_ms"])
    begin, end = month(earlier.year, earlier.month)
    counted = tx.one(
        f"SELECT count(*) AS n {_HERE} AND published_ms >= :begin AND published_ms < :end",
        newsroom=newsroom,
        t=to_millis(t),
        begin=to_millis(begin),
        end=to_millis(end),
    )
    return Volume(earlier.year, earlier.month, -(-counted["n"] // SIZE)) if counted else None


def _after(tx: Tx, newsroom: str, t: datetime, begin: datetime) -> Volume | None:
    row = tx.one(
        f"SELECT published_ms {_HERE} AND published_ms >= :begin AND published_ms <= :t "
        "ORDER BY published_ms LIMIT 1",
        newsroom=newsroom,
        t=to_millis(t),
        begin=to_millis(begin),
    )
    return _month(row["published_ms"]) if row else None


def _month(millis: int) -> Volume:
    day = local_day(from_millis(millis))
    return Volume(day.year, day.month)
