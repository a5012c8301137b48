"""How often a newsroom's pages, feeds and embeds are asked for: sums per day, without cookies."""

from datetime import date, timedelta

import msgspec
from starlette.responses import Response

from releases.store import schedule, visits
from releases.store.tx import Tx
from releases.times import local_day
from service.redaktion.publishing import chart
from service.redaktion.publishing.chart import Bar
from service.redaktion.request import Visit

DAYS = 30
MOST_READ = 10
KINDS = {
    "page": "Sidor",
    "room": "Pressrummet",
    "rss": "RSS",
    "atom": "Atom",
    "json": "JSON Feed",
    "ninjs": "ninjs",
    "embed": "Inbäddningar",
    "calendar": "Kalendern",
}


class ReadCount(msgspec.Struct, frozen=True):
    """A release and how often its page was asked for."""

    release: str
    title: str
    count: int


async def statistics(visit: Visit) -> Response:
    """Show the last thirty days."""
    today = local_day(visit.services.clock.now())
    since = today - timedelta(days=DAYS - 1)
    counted, read = await visit.read(_load_counts, visit.newsroom, since)
    shown = {
        kind: chart.bars(_of(counted, kind), today, DAYS, visit.language)
        for kind in KINDS
        if any(of == kind for _, of in counted)
    }
    return visit.page("statistics.html", shown=shown, kinds=KINDS, read=read, total=_total)


def _load_counts(
    tx: Tx, newsroom: str, since: date
) -> tuple[dict[tuple[date, str], int], tuple[ReadCount, ...]]:
    most = visits.most_read(tx, newsroom, since, MOST_READ)
    titles = schedule.titles(tx, newsroom, (release for release, _ in most))
    read = tuple(
        ReadCount(visited, titles[visited], count) for visited, count in most if visited in titles
    )
    return visits.of_newsroom(tx, newsroom, since), read


def _of(counted: dict[tuple[date, str], int], kind: str) -> dict[date, int]:
    return {day: count for (day, of), count in counted.items() if of == kind}


def _total(bars: tuple[Bar, ...]) -> int:
    return sum(bar.visits for bar in bars)
