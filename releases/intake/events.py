"""The occasion of an invitation: when and where, from the lines that say so."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from releases.errors import ImpossibleTime
from releases.intake import dates
from releases.intake.record import Occasion
from releases.times import local_text, resolve

_FIELD = re.compile(
    r"[*•_ ]*(?P<field>(?:tid|dag|datum) och plats|time and place|datum|tid|när|dag|klockan|kl"
    r"|plats|var|lokal|adress"
    r"|date|time|when|place|where|venue)[*_ ]*:[*_ ]*(?P<value>.+)",
    re.IGNORECASE,
)
_PLACES = frozenset(("plats", "var", "lokal", "adress", "place", "where", "venue"))
_DAYS = frozenset(("datum", "dag", "date"))
# What stands behind these is a time of day, be it of the hour alone.
_CLOCKS = frozenset(("klockan", "kl"))
_LONGEST = 400


def days(lines: list[str], *, is_invitation: bool) -> frozenset[int]:
    """Return which "Datum:" lines tell the day of an occasion, not that of the text itself.

    They stand beside a line of its time or place, or alone in an invitation, and no other line
    of a time tells a day.
    """
    fields = {
        at: match for at, line in enumerate(lines) if (match := _FIELD.match(line[:_LONGEST]))
    }
    dated = {at for at, match in fields.items() if match["field"].lower() in _DAYS}
    timed = [at for at in fields if at not in dated and fields[at]["field"].lower() not in _PLACES]
    if any(dates.find_day(fields[at]["value"]) for at in timed):
        return frozenset()
    return frozenset(at for at in dated if is_invitation or _has_place(at, fields))


def _has_place(at: int, fields: Mapping[int, re.Match[str]]) -> bool:
    """Tell whether a place stands in the same run of fields."""
    first = last = at
    while first - 1 in fields:
        first -= 1
    while last + 1 in fields:
        last += 1
    return any(fields[n]["field"].lower() in _PLACES for n in range(first, last + 1))


class FoundEvent(NamedTuple):
    """The occasion, or None; `is_undated` where a time is told that names no date or year."""

    occasion: Occasion | None
    is_undated: bool


def find(lines: list[str], published_at: str | None) -> FoundEvent:
    """Return the occasion told by "Tid:" and "Plats:" lines; the lines stay in the body.

    A date without year is the first such day from six weeks before publication on.
    """
    when, place = _fields(lines)
    if not when:
        return FoundEvent(None, is_undated=False)
    day, clock = dates.find_day(when), dates.find_clock(when)
    on = _date(day, published_at) if day else None
    if on is None:
        return FoundEvent(None, is_undated=True)
    if not place and day:
        place = _place_after(when, day, clock)
    if clock is None:
        return FoundEvent(Occasion(on.isoformat(), None, place), is_undated=False)
    ends_at = _instant(on, clock.ends) if clock.ends and clock.ends > clock.starts else None
    return FoundEvent(Occasion(_instant(on, clock.starts), ends_at, place), is_undated=False)


def when(lines: list[str]) -> str:
    """Return what the lines "Tid:", "Datum:" and their like say of an occasion's time, together."""
    return _fields(lines)[0]


def _fields(lines: list[str]) -> tuple[str, str]:
    """Return what lines say of the time, together, and of the place of an occasion."""
    when, place = "", ""
    for line in lines:
        match = _FIELD.match(line) if len(line) <= _LONGEST else None
        if match is None:
            continue
        field, value = match["field"].lower(), match["value"].strip(" *_")
        if field in _PLACES:
            place = place or value.rstrip(".")
        else:
            clock_sign = "kl. " if field in _CLOCKS else ""
            when = f"{when} {clock_sign}{value}".strip()
    return when, place


def _date(day: dates.WrittenDate, published_at: str | None) -> date | None:
    if day.year is not None:
        return day.on(day.year)
    if published_at is None:
        return None
    earliest = date.fromisoformat(published_at[:10]) - dates.WEEKS_BACK
    candidates = (day.on(year) for year in range(earliest.year, earliest.year + 9))
    return next((on for on in candidates if on and on >= earliest), None)


def _instant(on: date, clock: time) -> str:
    """Write the instant with offset, or the date alone where no clock shows that time."""
    try:
        return local_text(resolve(datetime.combine(on, clock)))
    except ImpossibleTime:
        return on.isoformat()


def _place_after(when: str, day: dates.WrittenDate, clock: dates.TimeOfDay | None) -> str:
    """Return what follows date and time on a line that tells time and place together."""
    end = max(day.span[1], clock.span[1] if clock else 0)
    return re.sub(r"^[\s,.;–-]*(?:[ip]å? )?", "", when[end:]).rstrip(". ")
