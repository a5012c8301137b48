"""The calendar of a newsroom: what has come out and what is to come, a month at a time."""

import re
from collections import defaultdict
from datetime import date, datetime, timedelta

from starlette.responses import Response

from releases import times
from releases.store import schedule
from releases.store.schedule import Planned, Span
from releases.times import local_day
from service.redaktion import date_words
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
        cut=planned.cut,
        day=day,
        of_day=of_day or Span(tuple(by_day.get(day, ())) if day else (), cut=False),
        before=before,
        after=after,
        shown=SHOWN,
        most=date_words.number(schedule.MOST, visit.person.language),
    )


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
