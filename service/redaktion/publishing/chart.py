"""Counts per day as bars: numbers for a table, heights for a drawing without script or style."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date

from service.redaktion import date_words

HEIGHT = 100


class Bar(NamedTuple):
    """A day with its count; `height` in hundredths of the highest, `label` the day in words."""

    day: date
    visits: int
    height: int
    label: str


def bars(
    counts: Mapping[date, int], last: date, days: int, language: str = "sv"
) -> tuple[Bar, ...]:
    """Return a bar for each of the `days` up to `last`, those without a count too."""
    locale = date_words.LOCALES[language]
    highest = max((*counts.values(), 1))
    every = (last - timedelta(days=back) for back in reversed(range(days)))
    return tuple(
        Bar(day, n := counts.get(day, 0), n * HEIGHT // highest, format_date(day, "d MMM", locale))
        for day in every
    )
