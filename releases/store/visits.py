"""How often public resources were asked for: sums per day, and nothing of who asked."""

from collections.abc import Iterable
from datetime import date

import msgspec

from releases.store.tx import Tx


class Visits(msgspec.Struct, frozen=True):
    """Requests on one Stockholm day for one kind of resource; `release` is empty for lists."""

    newsroom: str
    day: date
    kind: str
    release: str
    count: int


def add(tx: Tx, visits: Iterable[Visits]) -> tuple[Visits, ...]:
    """Add to the sums, and return what cannot be: requests for newsrooms that there are not."""
    known = {row["slug"] for row in tx.all("SELECT slug FROM newsroom")}
    wanted = tuple(visits)
    counted = [count for count in wanted if count.newsroom in known]
    tx.many(
        "INSERT INTO visit (newsroom, day, kind, release, count) "
        "VALUES (:newsroom, :day, :kind, :release, :count) "
        "ON CONFLICT (newsroom, day, kind, release) "
        "DO UPDATE SET count = visit.count + excluded.count",
        [
            {
                "newsroom": count.newsroom,
                "day": count.day.isoformat(),
                "kind": count.kind,
                "release": count.release,
                "count": count.count,
            }
            for count in counted
        ],
    )
    return tuple(count for count in wanted if count.newsroom not in known)


class DayCount(msgspec.Struct, frozen=True):
    """Requests on one day for one kind of resource; `release` is empty for lists."""

    day: date
    kind: str
    release: str
    count: int


def of_newsroom(
    tx: Tx, newsroom: str, since: date, until: date = date.max
) -> dict[tuple[date, str], int]:
    """Return a newsroom's requests by day and kind, both days included, releases taken together."""
    rows = tx.all(
        "SELECT day, kind, sum(count) AS n FROM visit "
        "WHERE newsroom = :newsroom AND day >= :since AND day <= :until GROUP BY day, kind",
        newsroom=newsroom,
        since=since.isoformat(),
        until=until.isoformat(),
    )
    return {(date.fromisoformat(row["day"]), row["kind"]): row["n"] for row in rows}


def by_release(tx: Tx, newsroom: str, since: date, until: date, most: int) -> tuple[DayCount, ...]:
    """Return a newsroom's requests as they are counted, both days included, newest day first."""
    rows = tx.all(
        "SELECT day, kind, release, count FROM visit "
        "WHERE newsroom = :newsroom AND day >= :since AND day <= :until "
        "ORDER BY day DESC, kind, count DESC, release LIMIT :most",
        newsroom=newsroom,
        since=since.isoformat(),
        until=until.isoformat(),
        most=most,
    )
    return tuple(
        DayCount(date.fromisoformat(row["day"]), row["kind"], row["release"], row["count"])
        for row in rows
    )


def of_release(tx: Tx, release: str, since: date) -> dict[date, int]:
    """Return how often the page of a release was asked for, by day."""
    rows = tx.all(
        "SELECT day, sum(count) AS n FROM visit "
        "WHERE release = :release AND release <> '' AND day >= :since GROUP BY day",
        release=release,
        since=since.isoformat(),
    )
    return {date.fromisoformat(row["day"]): row["n"] for row in rows}


def most_read(
    tx: Tx, newsroom: str, since: date, until: date, count: int
) -> tuple[tuple[str, int], ...]:
    """Return the releases whose pages were asked for most in those days, with how often."""
    rows = tx.all(
        "SELECT release, sum(count) AS n FROM visit WHERE newsroom = :newsroom "
        "AND day >= :since AND day <= :until AND release <> '' "
        "GROUP BY release ORDER BY n DESC, release LIMIT :count",
        newsroom=newsroom,
        since=since.isoformat(),
        until=until.isoformat(),
        count=count,
    )
    return tuple((row["release"], row["n"]) for row in rows)
