"""When an occasion is, from the words of a line: day or days, time of day, and where they end."""

import re
from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import NamedTuple

from releases.intake import dates

_WEEKDAY = re.compile(rf"\b{dates.WEEKDAY}", re.IGNORECASE)
# Words: days told from that of the text, a closed class.
_RELATIVE = re.compile(
    r"\b(?:(?P<d0>i ?dag|i ?kväll|today|tonight)|(?P<d1>i ?morgon|tomorrow)"
    r"|(?P<d2>i ?övermorgon))\b",
    re.IGNORECASE,
)
_TO = r"(?:[-–—]|till(?: och med)?|t\.?o\.?m\.?|to|until)"
# "6–8 september": the first day has no month of its own.
_FIRST_DAY = re.compile(
    rf"(?<![\d.:])(?P<day>\d{{1,2}})(?:\.|:e|:a)? ?(?:{_TO}|och|and|&) ?(?:den )?\Z"
)
_AT = r"(?:kl\.?|klockan|at)"
_ABOUT = r"(?:ca\.?|cirka|omkring|about)"
# From the end of one day to the beginning of the next, with the time of the first between them.
_TO_NEXT_DAY = re.compile(
    rf"[\s,]*(?:{_AT}? ?\d[\d.:]*)?[\s,]*{_TO}[\s,]*(?:{dates.WEEKDAY})?[\s,]*(?:den )?",
    re.IGNORECASE,
)


def _clock(prefix: str) -> str:
    return (
        rf"(?P<{prefix}hour>[01]?\d|2[0-4])(?:[.:](?P<{prefix}minute>[0-5]\d))?"
        rf"(?: ?(?P<{prefix}half>[ap]\.?m\b\.?))?"
    )


# Words: prepositions of times, and what a figure is of that is no time.
_CLOCK = re.compile(
    rf"(?<![\d.:/])(?:\b(?P<between>mellan|between) ?)?(?:\b(?P<sign>från|from|{_AT}) ?)*"
    rf"{_ABOUT}? ?"
    rf"{_clock('')}"
    rf"(?: ?(?:(?P<dash>[-–—])|till\b|to\b|until\b|(?P<and>och|and)\b) ?(?:{_AT} ?)?(?:{_ABOUT} ?)?"
    rf"{_clock('end_')})?(?![.:]?\d|/\d| ?(?:%|kr\b|pers|min))",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"\b(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!:)"
)
_NOON = 12


class EventTime(NamedTuple):
    """Days and times of day as told; `begins` and `ends` are where they stand in the words.

    `last_day` is None for one day. Times are None where none is told.
    """

    day: dates.WrittenDate | None
    last_day: dates.WrittenDate | None
    starts: time | None
    ends: time | None
    span: tuple[int, int]

    def on(self, words: str, stated: date | None) -> date | None:
        """Return the first day, without a date the one that "fredag" or "i morgon" is.

        `stated` is the day of the text, None where nothing tells it.
        """
        if self.day or stated is None:
            return None
        if relative := _RELATIVE.search(words):
            return stated + timedelta(days=_number(relative))
        if weekday := _WEEKDAY.search(words):
            return stated + timedelta(days=(dates.weekday(weekday[0]) - stated.weekday()) % 7)
        return None


def names_day(words: str) -> bool:
    """Tell whether words name a day that hangs on that of the text: "fredag", "i morgon"."""
    return bool(_RELATIVE.search(words) or _WEEKDAY.search(words))


def find_time(words: str) -> EventTime:
    """Return when an occasion is by the words that tell it, in whatever order."""
    day, last_day = dates.find_day(words) or _month_first(words), None
    blanked, spans = words, []
    if day:
        spans.append(day.span)
        if (first := _FIRST_DAY.search(words[: day.span[0]])) and 0 < int(first["day"]) < day.day:
            day, last_day = day._replace(day=int(first["day"])), day
            spans.append(first.span())
        elif (onward := _TO_NEXT_DAY.match(words, day.span[1])) and (
            following := dates.find_day(words[onward.end() :])
        ):
            last_day = following if following.span[0] == 0 else None
            begin = onward.end()
            spans += [(begin, begin + following.span[1])] if last_day else []
        for start, end in spans:
            blanked = blanked[:start] + " " * (end - start) + blanked[end:]
    clocks = list(_clocks(blanked))
    starts = ends = None
    if clocks:
        starts, ends = clocks[0].starts, clocks[0].ends
        spans.append(clocks[0].span)
        if last_day and ends is None and len(clocks) > 1:
            ends = clocks[1].starts
            spans.append(clocks[1].span)
    named = [match.span() for sought in (_WEEKDAY, _RELATIVE) if (match := sought.search(words))]
    begins = min((start for start, _ in (*spans, *named)), default=0)
    ends_at = max((end for _, end in spans or named), default=0)
    return EventTime(day, last_day, starts, ends, (begins, ends_at))


def _month_first(words: str) -> dates.WrittenDate | None:
    """Return the day of "September 6", which in a stamp would need a year."""
    for match in _MONTH_FIRST.finditer(words):
        if day := dates.find_day(f"{match['day']} {match['month']}"):
            return day._replace(span=match.span())
    return None


class _Clock(NamedTuple):
    starts: time
    ends: time | None
    span: tuple[int, int]


def _clocks(words: str) -> Iterator[_Clock]:
    """Yield the times of day in words from which the dates are gone."""
    for match in _CLOCK.finditer(words):
        joined = match["end_hour"] is not None and not (match["and"] and not match["between"])
        is_told = (
            match["sign"]
            or match["between"]
            or match["minute"]
            or match["half"]
            or (match["dash"] and joined)
        )
        starts = _time(match, "", match["half"] or (match["end_half"] if joined else None))
        if not is_told or starts is None:
            continue
        ends = _time(match, "end_", match["end_half"]) if joined else None
        if ends and starts > ends and not match["half"] and match["end_half"]:
            starts = _time(match, "", None) or starts
        end = match.start("and") if match["and"] and not joined else match.end()
        yield _Clock(starts, ends, (match.start(), end))


def _time(match: re.Match[str], prefix: str, half: str | None) -> time | None:
    hour, minute = int(match[f"{prefix}hour"]), int(match[f"{prefix}minute"] or 0)
    if half and half[0] in "pP" and hour < _NOON:
        hour += _NOON
    elif half and half[0] in "aA" and hour == _NOON:
        hour = 0
    return time(hour, minute) if hour < 24 else None  # noqa: PLR2004 - hours of a day


def _number(found: re.Match[str]) -> int:
    """Return the number in the name of the group that matched: 4 of "d4"."""
    return int((found.lastgroup or "d0")[1:])
