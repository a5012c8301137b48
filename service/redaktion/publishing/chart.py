"""Counts per day as bars: numbers for a table, heights for a drawing without script or style."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from babel.dates import format_date

from service.redaktion import date_words

HEIGHT = 100
# How the highest number of a scale begins.
_STEPS = (2, 3, 4, 5, 6, 8, 10)
# From here on bars touch, as what is between them would be too thin to see.
MANY_DAYS = 92
WIDTH = 10


class Bar(NamedTuple):
    """A day with its count; `height` in hundredths of the scale, `label` the day in words."""

    day: date
    visits: int
    height: int
    label: str


class Chart(NamedTuple):
    """A bar a day, on a scale from 0 to `top`, an even number; `bar` is how wide one is drawn."""

    bars: tuple[Bar, ...]
    top: int
    bar: int

    @property
    def middle(self) -> Bar:
        return self.bars[len(self.bars) // 2]

    @property
    def total(self) -> int:
        return sum(bar.visits for bar in self.bars)

    @property
    def most(self) -> int:
        return max(bar.visits for bar in self.bars)


def draw(counts: Mapping[date, int], last: date, days: int, language: str = "sv") -> Chart:
    """Return a bar for each of the `days` up to `last`, those without a count too."""
    locale = date_words.LOCALES[language]
    top = round_up(max((*counts.values(), 1)))
    written = "d MMM" if days <= MANY_DAYS else "d MMM yyyy"
    every = (last - timedelta(days=back) for back in reversed(range(days)))
    bars = tuple(
        Bar(day, n := counts.get(day, 0), n * HEIGHT // top, format_date(day, written, locale))
        for day in every
    )
    return Chart(bars, top, WIDTH if days > MANY_DAYS else WIDTH - 2)


def round_up(count: int) -> int:
    """Return the end of a scale that a count fits on: a round number whose half is whole."""
    power = 1
    while power * _STEPS[-1] < count:
        power *= 10
    ends = (step * power for step in _STEPS)
    return next(end for end in ends if end >= count and end % 2 == 0)
