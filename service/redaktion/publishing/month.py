"""A month as a calendar shows it: ISO weeks from Monday, holidays, nights of clock change."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from holidays import country_holidays

from releases.times import STOCKHOLM

_SPOKEN = {"sv": "sv", "en": "en_US"}
_DAY = timedelta(days=1)
_WEEK = 7
_SATURDAY = 5


class Day(NamedTuple):
    """A calendar day; `holiday` is its name or empty, `shift` the hours the clocks go forward."""

    date: date
    within: bool
    holiday: str
    shift: int

    @property
    def free(self) -> bool:
        """Whether most people are off: weekends and holidays."""
        return bool(self.holiday) or self.date.weekday() >= _SATURDAY


class Week(NamedTuple):
    number: int
    days: tuple[Day, ...]


def weeks(year: int, month: int, language: str = "sv") -> tuple[Week, ...]:
    """Return the weeks that have a day in the month, each whole."""
    first = date(year, month, 1)
    monday = first - first.weekday() * _DAY
    found: list[Week] = []
    while not found or (monday.year, monday.month) == (year, month):
        days = tuple(day(monday + number * _DAY, language, month=month) for number in range(_WEEK))
        found.append(Week(monday.isocalendar().week, days))
        monday += _WEEK * _DAY
    return tuple(found)


def day(of: date, language: str = "sv", *, month: int | None = None) -> Day:
    """Return a day, `within` a month if it is of that one."""
    within = month is None or of.month == month
    return Day(of, within, holiday(of, language), shift(of))


def holiday(of: date, language: str = "sv") -> str:
    """Return what a Swedish public holiday is called, empty for other days."""
    return _holidays(of.year, language).get(of, "")


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


@lru_cache(maxsize=64)
def _holidays(year: int, language: str) -> dict[date, str]:
    return dict(
        country_holidays("SE", years=year, include_sundays=False, language=_SPOKEN[language])
    )
