"""Stamps: the line that says what a text is and when it was published."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from releases.errors import ImpossibleTime
from releases.intake import dates, kinds
from releases.intake.lines import Line
from releases.model import Kind
from releases.times import local_text, resolve

_LONGEST = 160
_TOP = 6
_LONGEST_SECTION = 40
_LABEL = re.compile(
    r"\b(?:artikeln |nyheten |sidan |texten )?(?P<what>publicera(?:d|des|t)|published|skapad|datum|date"
    r"|(?:senast )?(?:uppdaterad|ändrad|updated))\b ?(?:den|on|av)? ?:?",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"uppdaterad|ändrad|updated", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"\b(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?\b,?"
    r"|\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b,?",
    re.IGNORECASE,
)
_KIND = re.compile(rf"(?:{kinds.LABEL})\b", re.IGNORECASE)
_SENDER = re.compile(r"(?:från|from) .{2,80}", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:den|kl|klockan|at|on|the)\b|[\W_]+", re.IGNORECASE)
_TITLE_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d[ :–-]+(?=\S)")


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
    label = _LABEL.search(line)
    clock = dates.find_clock(line[day.span[1] :])
    before, after = line[: day.span[0]], line[day.span[1] :]
    if clock:
        after = after[: clock.span[0]] + " " + after[clock.span[1] :]
    parts = re.split(r"[|•·]", f"{before}\0{after}")
    kind = next((found for part in parts if (found := kinds.labelled(part.replace("\0", " ")))), None)
    rest = [_rest(part) for part in parts]
    has_date = next(at for at, part in enumerate(parts) if "\0" in part)
    glued = rest.pop(has_date)
    if glued and (kind is None or clock is None or label is not None):
        return None
    if not kind and any(rest):
        return None
    published, ambiguous = _published(day, clock)
    changed = bool(label and _CHANGED.search(label["what"]))
    return Stamp(published, kind, glued, changed, ambiguous)


class Stamped(NamedTuple):
    """The time a text states, its kind, its title where the stamp shows which line that is."""

    stamp: Stamp | None
    kind: Kind | None
    title: Line | None
    kept: list[Line]
    dropped: list[str]


def take(lines: list[Line]) -> Stamped:
    """Take the stamps out of a text, and find the title by them.

    The title stands right above the stamp, or right below where nothing stands above. Of several
    stamps the first with a publication time counts; a date on the last line will do.
    """
    kept: list[Line] = []
    dropped: list[str] = []
    found: list[tuple[int, Stamp]] = []
    is_top = True
    for at, line in enumerate(lines):
        is_top = is_top and len(kept) < _TOP
        near_stamp = bool(found) and found[-1][0] == len(kept)
        stamp = read(line.text) if is_top or at >= len(lines) - 2 else None
        if stamp is None and not (near_stamp and not kept and _SENDER.fullmatch(line.text)):
            kept.append(line)
            continue
        dropped.append(line.text)
        if stamp is not None:
            found.append((len(kept), stamp))
            if stamp.glued:
                kept.append(Line(stamp.glued))
    dated = [(at, stamp) for at, stamp in found if stamp.published]
    at, stamp = next(((a, s) for a, s in dated if not s.is_change), next(iter(dated), (0, None)))
    kind = next((each.kind for _, each in found if each.kind), None)
    title, above, kept = _title(kept, at if stamp else 0)
    dropped += above
    return Stamped(stamp, kind, title, kept, dropped)


def split_title_date(title: str) -> tuple[str | None, str]:
    """Part a date from the title it was put before: "2020-05-08 Tidningen utgår"."""
    match = _TITLE_DATE.match(title)
    day = dates.find_day(match[0]) if match else None
    if match is None or day is None:
        return None, title
    return _published(day, None)[0], title[match.end() :]


def _title(kept: list[Line], at: int) -> tuple[Line | None, list[str], list[Line]]:
    """Choose the title: a "# " line, else the line above the stamp, else the first.

    Short lines above it name the sender or the section; they come back apart.
    """
    if not kept:
        return None, [], kept
    marked = next((n for n, line in enumerate(kept[:_TOP]) if line.text.startswith("# ")), None)
    above = at - 1 if 0 < at <= _TOP and all(_is_short(line.text) for line in kept[:at]) else 0
    chosen = above if marked is None else marked
    above_title = kept[:chosen]
    named = [line.text for line in above_title if len(line.text) <= _LONGEST_SECTION]
    rest = [line for line in above_title if len(line.text) > _LONGEST_SECTION]
    return kept[chosen], named, rest + kept[chosen + 1 :]


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST and not text.endswith(".")


def _rest(part: str) -> str:
    words = _KIND.sub(" ", _LABEL.sub(" ", _WEEKDAY.sub(" ", part.replace("\0", " "))))
    return "" if not _FILLER.sub("", words) else words.strip(" ,:–-")


def _published(day: dates.Day, clock: dates.Clock | None) -> tuple[str | None, bool]:
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
