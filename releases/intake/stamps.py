"""Stamps: the line that says what a text is and when it was published."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from releases.errors import ImpossibleTime
from releases.intake import dates, kinds
from releases.model import Kind
from releases.times import local_text, resolve

_LONGEST = 160
_LABEL = re.compile(
    r"\b(?:artikeln |nyheten |sidan |texten )?"
    r"(?P<what>publicera(?:d|des|t)|published|skapad|datum|date|(?:senast )?(?:uppdaterad|ändrad"
    r"|updated))\b ?(?:den|on|av)? ?:?",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"uppdaterad|ändrad|updated", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?\b,?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?:{kinds.LABEL})\b", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:den|kl|klockan|at|on|the)\b|[\W_]+", re.IGNORECASE)


class Stamp(NamedTuple):
    """A stamp as read: `published` as in the record, `glued` the words stuck to it."""

    published: str | None
    kind: Kind | None
    glued: str
    is_change: bool
    is_ambiguous: bool = False

    @property
    def is_strong(self) -> bool:
        return self.kind is not None and self.published is not None


def read(line: str) -> Stamp | None:
    """Return what a line stamps, None where it says more than kind, time and sender.

    A title glued to the front of a stamp, or behind it, is `glued`.
    """
    if len(line) > _LONGEST:
        return None
    if kinds.is_label(line):
        return Stamp(None, kinds.labelled(line), "", is_change=False)
    day = dates.find_day(line)
    if day is None or day.year is None:
        return None
    label, *later = [*_LABEL.finditer(line), None]
    if later and later[0]:
        line = line[: later[0].start()]
    before, after = line[: day.span[0]], line[day.span[1] :]
    if clock := dates.find_clock(after):
        after = after[: clock.span[0]] + " " + after[clock.span[1] :]
    elif clock := dates.find_clock(before):
        before = before[: clock.span[0]] + " " + before[clock.span[1] :]
    parts = re.split(r"[|•·]", f"{before}\0{after}")
    kind = next(
        (found for part in parts if (found := kinds.labelled(part.replace("\0", " ")))), None
    )
    rest = [_rest(part) for part in parts]
    has_date = next(at for at, part in enumerate(parts) if "\0" in part)
    glued = rest.pop(has_date)
    if glued and (kind is None or clock is None or label is not None):
        return None
    if not kind and any(rest):
        return None
    at, is_ambiguous = published(day, clock)
    changed = bool(label and _CHANGED.search(label["what"]))
    return Stamp(at, kind, glued, changed, is_ambiguous)


def _rest(part: str) -> str:
    words = _KIND.sub(" ", _LABEL.sub(" ", _WEEKDAY.sub(" ", part.replace("\0", " "))))
    return "" if not _FILLER.sub("", words) else words.strip(" ,:–-")


def published(day: dates.Day, clock: dates.Clock | None) -> tuple[str | None, bool]:
    """Write the time as the record does; the date alone where no clock shows that time."""
    on: date | None = day.on(day.year or 0) if day.year else None
    if on is None:
        return None, False
    if clock is None or (clock.starts == time() and clock.zone is None):
        return on.isoformat(), False
    at: datetime = clock.at(on)
    try:
        return local_text(at if at.tzinfo else resolve(at)), False
    except ImpossibleTime:
        return on.isoformat(), True
