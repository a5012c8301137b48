"""What a newsroom can be narrowed to: topics and years with something public at an instant."""

from datetime import datetime

from releases.store.tx import Tx
from releases.times import from_millis, local_day, to_millis, year

_HERE = (
    "FROM facet WHERE newsroom = :newsroom AND facet.key = {key} "
    "AND facet.since_ms <= :t AND facet.until_ms > :t"
)


def topics(tx: Tx, newsroom: str, t: datetime) -> tuple[str, ...]:
    """Return the topic codes of what is public, in their own order; a probe for each there is."""
    rows = tx.all(
        "WITH RECURSIVE met (topic) AS ("
        "SELECT min(key) FROM facet WHERE newsroom = :newsroom "
        "AND key >= 'topic:' AND key < 'topic;' UNION ALL "
        "SELECT (SELECT min(key) FROM facet WHERE newsroom = :newsroom "
        "AND key > met.topic AND key < 'topic;') FROM met WHERE met.topic IS NOT NULL) "
        "SELECT topic FROM met WHERE topic IS NOT NULL "
        f"AND EXISTS (SELECT 1 {_HERE.format(key='met.topic')})",
        newsroom=newsroom,
        t=to_millis(t),
    )
    return tuple(row["topic"].removeprefix("topic:") for row in rows)


def years(tx: Tx, newsroom: str, t: datetime) -> tuple[int, ...]:
    """Return the calendar years in which something public was published, newest first."""
    years_known: list[int] = []
    before = to_millis(t) + 1
    while True:
        row = tx.one(
            f"SELECT published_ms {_HERE.format(key=':all')} AND published_ms < :before "
            "ORDER BY published_ms DESC LIMIT 1",
            newsroom=newsroom,
            all="",
            t=to_millis(t),
            before=before,
        )
        if row is None:
            return tuple(years_known)
        years_known.append(local_day(from_millis(row["published_ms"])).year)
        before = to_millis(year(years_known[-1])[0])
