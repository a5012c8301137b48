"""A month as a calendar shows it: ISO weeks from Monday, holidays, nights of clock change."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from holidays import DE_FACTO, PUBLIC, country_holidays

from releases.times import STOCKHOLM

_SPOKEN = {"sv": "sv", "en": "en_US"}
_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY = 5


class CalendarDay(NamedTuple):
    """A calendar day; `holiday` is its name or empty, `shift` the hours the clocks go forward.

    `eve` marks the three eves that the law on annual leave (1977:480, section 7) counts as
    Sundays: of Midsummer, Christmas and the New Year.
    """

    date: date
    within: bool
    holiday: str
    shift: int
    eve: bool = False

    @property
    def free(self) -> bool:
        """Whether most people are off: weekends, holidays and eves."""
        return bool(self.holiday) or self.date.weekday() >= _SATURDAY


class Week(NamedTuple):
    number: int
    days: tuple[CalendarDay, ...]


def weeks(year: int, month: int, language: str = "sv") -> tuple[Week, ...]:
    """Return the weeks that have a day in the month, each whole."""
    first = date(year, month, 1)
    monday = first - first.weekday() * _DAY
    rows: list[Week] = []
    while not rows or (monday.year, monday.month) == (year, month):
        days = tuple(day(monday + number * _DAY, language, month=month) for number in range(_WEEK))
        rows.append(Week(monday.isocalendar().week, days))
        monday += _WEEK * _DAY
    return tuple(rows)


def day(of: date, language: str = "sv", *, month: int | None = None) -> CalendarDay:
    """Return a day, `within` a month if it is of that one."""
    within = month is None or of.month == month
    name = _holidays(PUBLIC, of.year, language).get(of, "")
    eve = _holidays(DE_FACTO, of.year, language).get(of, "")
    return CalendarDay(of, within, name or eve, shift(of), eve=bool(eve))


def shift(of: date) -> int:
    """Return by how many hours the clocks go forward on a Stockholm day: 1, -1 or 0."""
    before, after = (
        datetime(each.year, each.month, each.day, tzinfo=STOCKHOLM).utcoffset() or timedelta()
        for each in (of, of + _DAY)
    )
    return (after - before) // timedelta(hours=1)


def near(year: int, month: int) -> Iterator[tuple[int, int]]:
    """Yield the month before and the month after, as year and month."""
    yield (year, month - 1) if month > 1 else (year - 1, 12)
    yield (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 - December


@lru_cache(maxsize=128)
def _holidays(category: str, year: int, language: str) -> dict[date, str]:
    holidays = country_holidays("SE", years=year, categories=category, language=_SPOKEN[language])
    return dict(holidays)
