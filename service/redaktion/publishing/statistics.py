"""How often a newsroom's pages, feeds and embeds are asked for: sums per day, without cookies."""

from datetime import date, timedelta

import msgspec
from starlette.responses import Response

from releases.store import planning, visits
from releases.store.tx import Tx
from releases.times import local_day
from service.redaktion.publishing import chart
from service.redaktion.publishing.chart import Bar
from service.redaktion.visit import Visit

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


class Read(msgspec.Struct, frozen=True):
    """A release and how often its page was asked for."""

    release: str
    title: str
    count: int


async def statistics(visit: Visit) -> Response:
    """Show the last thirty days."""
    today = local_day(visit.house.clock.now())
    since = today - timedelta(days=DAYS - 1)
    counted, read = await visit.read(_counted, visit.newsroom, since)
    shown = {
        kind: chart.bars(_of(counted, kind), today, DAYS)
        for kind in KINDS
        if any(of == kind for _, of in counted)
    }
    return visit.page("statistics.html", shown=shown, kinds=KINDS, read=read, total=_total)


def _counted(
    tx: Tx, newsroom: str, since: date
) -> tuple[dict[tuple[date, str], int], tuple[Read, ...]]:
    most = visits.most_read(tx, newsroom, since, MOST_READ)
    titles = planning.titles(tx, newsroom, (release for release, _ in most))
    read = tuple(Read(each, titles[each], count) for each, count in most if each in titles)
    return visits.of_newsroom(tx, newsroom, since), read


def _of(counted: dict[tuple[date, str], int], kind: str) -> dict[date, int]:
    return {day: count for (day, of), count in counted.items() if of == kind}


def _total(bars: tuple[Bar, ...]) -> int:
    return sum(each.visits for each in bars)
