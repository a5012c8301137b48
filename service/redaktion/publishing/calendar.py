"""The calendar of a newsroom: what has come out and what is to come, a month at a time."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta

from starlette.responses import Response

from releases import times
from releases.rules.roles import Role
from releases.store import schedule, submissions
from releases.store.schedule import Planned, Span
from releases.store.submissions import Wished
from releases.store.tx import Tx
from releases.times import local_day
from service.redaktion import date_words, pending_work
from service.redaktion.pending_work import Counts
from service.redaktion.publishing import month
from service.redaktion.request import Visit

# So many stand in a day of the month; the rest is told of and shown with the day.
SHOWN = 5
_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])", re.ASCII)
_DAY = timedelta(days=1)


async def calendar(visit: Visit) -> Response:
    """Show a month, and all of one of its days where one is asked for."""
    now = visit.services.clock.now()
    today = local_day(now)
    year, number = _parse_month(visit.query.get("month", ""), today)
    weeks = month.weeks(year, number, visit.person.language)
    first, last = weeks[0].days[0].date, weeks[-1].days[-1].date
    start, end = times.midnight(first), times.midnight(last + _DAY)
    planned = await visit.read(schedule.between, visit.newsroom, start, end, now)
    by_day: defaultdict[date, list[Planned]] = defaultdict(list)
    for plan in planned.plans:
        by_day[local_day(plan.shown)].append(plan)
    wished, counts = await visit.read(_waiting, visit.newsroom, start, end)
    wished_by_day: defaultdict[date, list[Wished]] = defaultdict(list)
    for wish in wished:
        wished_by_day[local_day(wish.at)].append(wish)
    asked = _day(visit.query.get("day", ""))
    day = asked if asked and first <= asked <= last else None
    # A month that is cut may lack the day.
    of_day = await _of(visit, day, now) if day and planned.cut else None
    before, after = (f"{of:04}-{at:02}" for of, at in month.near(year, number))
    return visit.page(
        "calendar.html",
        weeks=weeks,
        first=date(year, number, 1),
        today=today,
        by_day=by_day,
        wished=wished_by_day,
        counts=counts,
        number=date_words.number,
        may_move=visit.role is not None and visit.role.covers(Role.EDITOR),
        cut=planned.cut,
        day=day,
        of_day=of_day or Span(tuple(by_day.get(day, ())) if day else (), cut=False),
        before=before,
        after=after,
        shown=SHOWN,
        most=date_words.number(schedule.MOST, visit.person.language),
    )


def address(visit: Visit, text: str, *days: date) -> str:
    """Return the address of a month (`2018-04`), at the first of the days that it shows.

    Empty where the text names no month.
    """
    if not _MONTH.fullmatch(text):
        return ""
    weeks = month.weeks(*_parse_month(text, days[0]))
    first, last = weeks[0].days[0].date, weeks[-1].days[-1].date
    anchor = next((f"#d-{day}" for day in days if first <= day <= last), "")
    return f"{visit.url('kalender')}?month={text}{anchor}"


def _waiting(
    tx: Tx, newsroom: str, start: datetime, end: datetime
) -> tuple[tuple[Wished, ...], Counts]:
    wished = submissions.list_wished(tx, newsroom, start, end, schedule.MOST)
    return wished, pending_work.count(tx, newsroom)


async def _of(visit: Visit, day: date, now: datetime) -> Span:
    start, end = times.midnight(day), times.midnight(day + _DAY)
    return await visit.read(schedule.between, visit.newsroom, start, end, now)


def _parse_month(text: str, today: date) -> tuple[int, int]:
    if not _MONTH.fullmatch(text):
        return today.year, today.month
    return int(text[:4]), int(text[5:])


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
