"""What site maps list: a newsroom's releases by year, in parts, and what is news everywhere."""

from datetime import datetime

from releases.errors import NotFound
from releases.public import PublicRelease
from releases.store import facets, listings, newsrooms
from releases.store.tx import Tx
from releases.times import to_millis, year

# How many releases a part holds; search engines take up to 50,000, a renderer rather fewer.
SIZE = 500
# The most that search engines take as news.
MOST_NEWS = 1_000

_HERE = (
    "FROM facet WHERE key = :all AND published_ms >= :begin AND published_ms < :end "
    "AND since_ms <= :t AND until_ms > :t"
)


def parts(tx: Tx, newsroom: str, t: datetime) -> tuple[tuple[int, int], ...]:
    """Return year and number of every part of a newsroom's map; counts along an index."""
    return tuple(
        (of, part + 1)
        for of in facets.years(tx, newsroom, t)
        for part in range(-(-_count(tx, newsroom, of, t) // SIZE))
    )


def part(tx: Tx, newsroom: str, of: int, number: int, t: datetime) -> tuple[PublicRelease, ...]:
    """Return a part's releases; raises `NotFound` for one that holds nothing public at `t`."""
    newsrooms.get(tx, newsroom)
    begin, end = year(of)
    rows = tx.all(
        f"SELECT release {_HERE} AND newsroom = :newsroom "
        "ORDER BY published_ms, release LIMIT :count OFFSET :skipped",
        all="",
        newsroom=newsroom,
        begin=to_millis(begin),
        end=to_millis(end),
        t=to_millis(t),
        count=SIZE,
        skipped=(number - 1) * SIZE,
    )
    if not rows:
        raise NotFound(what="site map")
    return listings.public_releases(tx, (row["release"] for row in rows), t)


def list_published_since(tx: Tx, since: datetime, t: datetime) -> tuple[PublicRelease, ...]:
    """Return what all newsrooms published after an instant and is public at `t`, newest first."""
    rows = tx.all(
        f"SELECT release {_HERE} ORDER BY published_ms DESC, release LIMIT :count",
        all="",
        begin=to_millis(since) + 1,
        end=to_millis(t) + 1,
        t=to_millis(t),
        count=MOST_NEWS,
    )
    return listings.public_releases(tx, (row["release"] for row in rows), t)


def _count(tx: Tx, newsroom: str, of: int, t: datetime) -> int:
    begin, end = year(of)
    row = tx.one(
        f"SELECT count(*) AS n {_HERE} AND newsroom = :newsroom",
        all="",
        newsroom=newsroom,
        begin=to_millis(begin),
        end=to_millis(end),
        t=to_millis(t),
    )
    return int(row["n"]) if row else 0
