"""A weekday beside a date that is of another one: one of them is wrong."""

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import NamedTuple

from releases.intake import dates

NAMES = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
# "Fri" is a word of Swedish.
_NAME = rf"(?P<weekday>{dates.WEEKDAY}|(?!fri\b(?!,)){dates.SHORT_WEEKDAY})"
_BEFORE = re.compile(rf"\b{_NAME},?[ \u00a0]+(?:den |the )?(?=\w)", re.IGNORECASE)
_BEHIND = re.compile(rf",? ?\({_NAME}\)", re.IGNORECASE)
# Words: conjunctions, a closed class.
_JOINED = r"(?:[–/+&-]|\b(?:och|samt|till|eller|resp(?:\.|ektive)|and|to|or)\b)"
_ONE = rf"\b(?:{dates.WEEKDAY}|\w+da(?:gar|ys)|{dates.SHORT_WEEKDAY})"
# It is the last of several days.
_SEVERAL = re.compile(rf"(?:\w[–-] ?|{_ONE}(?:, ?|,? ?{_JOINED} ?))(?:den |the )?\Z", re.IGNORECASE)
_LAST = re.compile(rf"\w\.? ?{_JOINED} ?(?:den |the )?\Z", re.IGNORECASE)
# Another day or the month follows what was read as a date.
_GOES_ON = re.compile(rf" ?[–/+&-] ?\d| {dates.MONTH}", re.IGNORECASE)
# What may follow a year; before other words it may be a number of something.
_PAST_YEAR = re.compile(
    r"\s*(?:\Z|(?!-\w)[^\w\s]|(?:kl|klockan|at|from|från)\b|(?:[01]?\d|2[0-4])[.:][0-5]\d)",
    re.IGNORECASE,
)
# The sentence ends with the month, unless that is cut short.
_NEXT_SENTENCE = re.compile(
    r"(?:\b(?:ma[jy]|mars|jun[ie]|jul[iy])|\w{5})\.,? \d{4}\Z", re.IGNORECASE
)
# Swedes write the day first; who names the weekday in English may write the month first.
_ENGLISH = re.compile("mo|tu|we|th|fri|sa|su", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,2}[/.]\d")
# How many years a date lies from the text's own, at most; others may be times: "2030".
_YEARS = 2
_REACH = 40


def find_slips(
    text: str, near: Iterable[tuple[str, date]], known: Collection[date] = ()
) -> Iterator[str]:
    """Yield each weekday that is not its date's: "”tisdag 7 maj”: 2018-05-07 är en måndag".

    Dates in the text count with their year, if that is within two years of the days `known` of the
    text; those of `near` without one too, as the one nearest to a day (`WrittenDate.near`). What
    may be meant otherwise is let pass: several days, numbers of people, the American order.
    """
    slips = [
        *_slips(text, None, known),
        *(slip for words, day in near for slip in _slips(words, day, (day,))),
    ]
    yield from dict.fromkeys(slips)


def _slips(text: str, day: date | None, known: Collection[date]) -> Iterator[str]:
    for match in _BEFORE.finditer(text):
        after = text[match.end() : match.end() + _REACH].split("\n", maxsplit=1)[0]
        written = dates.find_day(after)
        before = text[max(0, match.start() - _REACH) : match.start()]
        if written is None or written.span[0] or _SEVERAL.search(before):
            continue
        end = written.span[1]
        is_certain = written.year is None or _PAST_YEAR.match(after, end)
        if is_certain and not _GOES_ON.match(after, end):
            is_english = bool(_ENGLISH.match(match["weekday"]))
            meant = _Meant(written, after[:end], day, known, is_english)
            yield from _compare(match[0] + after[:end], match, meant)
    for match in _BEHIND.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()].rsplit("\n", maxsplit=1)[-1]
        written = dates.find_day(before)
        if written is None or written.span[1] != len(before):
            continue
        start = written.span[0]
        if not _LAST.search(before[:start]):
            is_english = bool(_ENGLISH.match(match["weekday"]))
            meant = _Meant(written, before[start:], day, known, is_english)
            yield from _compare(before[start:] + match[0], match, meant)


class _Meant(NamedTuple):
    """A date beside a weekday, its words, and what is known of the days of its text."""

    written: dates.WrittenDate
    words: str
    near: date | None
    known: Collection[date]
    is_english: bool

    def days(self) -> Iterator[date]:
        """Yield the days it may be, the likeliest first; none where its year is in doubt."""
        yield from self._day(self.written)
        if self.is_english and _FIGURES.match(self.words):
            swapped = self.written._replace(month=self.written.day, day=self.written.month)
            yield from self._day(swapped)

    def _day(self, written: dates.WrittenDate) -> Iterator[date]:
        year = written.year
        if year is None:
            on = written.near(self.near) if self.near else None
        elif _NEXT_SENTENCE.search(self.words) or not self._is_likely(year):
            return
        else:
            on = written.on(year)
        if on is not None:
            yield on

    def _is_likely(self, year: int) -> bool:
        return not self.known or any(abs(year - day.year) <= _YEARS for day in self.known)


def _compare(words: str, match: re.Match[str], meant: _Meant) -> Iterator[str]:
    weekday = dates.weekday(match["weekday"])
    days = list(meant.days())
    if days and all(day.weekday() != weekday for day in days):
        on = days[0]
        yield f"”{' '.join(words.split())}”: {on.isoformat()} är en {NAMES[on.weekday()]}"
