"""How often a newsroom's pages, feeds and embeds are asked for: sums per day, without cookies."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

import msgspec
from starlette.responses import Response

from releases.store import schedule, visits
from releases.store.tx import Tx
from releases.store.visits import DayCount
from releases.times import local_day
from service.redaktion import spreadsheets
from service.redaktion.publishing import chart, period
from service.redaktion.publishing.period import Period
from service.redaktion.request import Visit

MOST_READ = 10
# More rows than this no spreadsheet of a newsroom needs at once; a shorter period has the rest.
EXPORTED = 50_000
COLUMNS = ("Dag", "Typ", "Rubrik", "Meddelandets id", "Hämtningar")
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
    """Show a period, the last thirty days unless another is asked for."""
    wanted = _period(visit)
    counted, read = await visit.read(_load_counts, visit.newsroom, wanted)
    shown = {
        kind: chart.draw(_of(counted, kind), wanted.until, wanted.days, visit.language)
        for kind in KINDS
        if any(of == kind for _, of in counted)
    }
    asked = (
        {"days": str(wanted.chosen)}
        if wanted.chosen or wanted.problem
        else {"since": wanted.since_typed, "until": wanted.until_typed}
    )
    return visit.page(
        "statistics.html",
        422 if wanted.problem else 200,
        period=wanted,
        choices=period.CHOICES,
        query=urlencode(asked),
        shown=shown,
        kinds=KINDS,
        read=read,
    )


async def export(visit: Visit) -> Response:
    """Return the counts of a period as a table for spreadsheets."""
    wanted = _period(visit)
    counts, titles = await visit.read(_load_rows, visit.newsroom, wanted)
    rows = (
        (
            each.day.isoformat(),
            visit.say(KINDS.get(each.kind, each.kind)),
            titles.get(each.release, ""),
            each.release,
            str(each.count),
        )
        for each in counts
    )
    body = spreadsheets.format_table([visit.say(column) for column in COLUMNS], rows)
    name = f"{visit.newsroom}-statistik-{wanted.since}-{wanted.until}.csv"
    return spreadsheets.table_response(body, name)


def _period(visit: Visit) -> Period:
    return period.read_period(visit.query, local_day(visit.services.clock.now()))


def _load_counts(
    tx: Tx, newsroom: str, wanted: Period
) -> tuple[dict[tuple[date, str], int], tuple[ReadCount, ...]]:
    most = visits.most_read(tx, newsroom, wanted.since, wanted.until, MOST_READ)
    titles = schedule.titles(tx, newsroom, (release for release, _ in most))
    read = tuple(
        ReadCount(visited, titles[visited], count) for visited, count in most if visited in titles
    )
    return visits.of_newsroom(tx, newsroom, wanted.since, wanted.until), read


def _load_rows(
    tx: Tx, newsroom: str, wanted: Period
) -> tuple[tuple[DayCount, ...], Mapping[str, str]]:
    counts = visits.by_release(tx, newsroom, wanted.since, wanted.until, EXPORTED)
    named = {each.release for each in counts if each.release}
    return counts, schedule.titles(tx, newsroom, named)


def _of(counted: dict[tuple[date, str], int], kind: str) -> dict[date, int]:
    return {day: count for (day, of), count in counted.items() if of == kind}
