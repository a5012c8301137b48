"""Stamps: the line that says what a text is and when it was published."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from releases.errors import ImpossibleTime
from releases.intake import dates, kinds, persons
from releases.model import Kind
from releases.times import local_text, resolve

_LONGEST = 160
# Words: what stands before the day of a text: published, made, changed.
_LABEL = re.compile(
    r"\b(?:[a-zåäö]{3,9}n )?"
    r"(?P<what>publicera[dt]\w{0,2}|publicerings(?:datum|tid)|published|posted|skapad|datum"
    r"|date|(?:senast |last )?(?:uppdatera[dt]\w{0,2}|ändra[dt]\w{0,2}|granskad"
    r"|updated|modified))\b ?(?:den|on)? ?:?",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"uppdater|ändra|granskad|updated|modified", re.IGNORECASE)
_BYLINE = re.compile(
    r"(?:publicera|uppdatera|skrive|ändra)[dtn]\w{0,2} (?:av|by):? .{2,50}[^.!?]"
    r"|published by .{2,50}",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(rf"\b(?:{dates.WEEKDAY}|{dates.SHORT_WEEKDAY}),?", re.IGNORECASE)
_KIND = re.compile(rf"(?:{kinds.LABEL})\b", re.IGNORECASE)
_FILLER = re.compile(r"\b(?:den|kl|klockan|at|on|the|t)\b|[\W_]+", re.IGNORECASE)
# Words: what stands before a day and a time of day, a closed class.
_FILLER_AROUND = re.compile(
    r"\A(?:[\W_]+|(?:den|kl|klockan|at|on|i)\b)+|(?:[\W_]+|\b(?:den|kl|klockan|at|on|i))+\Z",
    re.IGNORECASE,
)
# Words: sections of a site, and numbers of texts.
_SECTION = re.compile(
    r"(?:(?:nyhets?|press)?-?(?:arkiv|rum(?:met)?)|press|kategori)\b"
    r"|\b(?:nr|nummer|no)\.? \d+(?:[/-]\d+)?\b",
    re.IGNORECASE,
)
# Where it was written, before the day: "Solvik 2024-09-03".
_DATELINE = re.compile(r"[^\W\d_]{3,}(?:-[^\W\d_]+)?(?: [^\W\d_]{3,})?")
_AUTHOR = re.compile(rf"\b(?i:av|by|text|från|from|skribent)\b ?:? ?{persons.NAME}")


class Stamp(NamedTuple):
    """A stamp as read: `format_published` as in the record, `glued` the words stuck to it."""

    published: str | None
    kind: Kind | None
    glued: str
    is_change: bool
    is_ambiguous: bool = False

    @property
    def is_strong(self) -> bool:
        return self.kind is not None and self.published is not None


def parse_stamp(line: str) -> Stamp | None:
    """Return what a line stamps, None where it says more than kind, time and sender.

    A title glued to the front of a stamp, or behind it, is `glued`.
    """
    if len(line) > _LONGEST:
        return None
    day = dates.find_day(line)
    if day is None or day.year is None:
        is_undated = kinds.is_label(line) or (day is None and _BYLINE.fullmatch(line))
        return Stamp(None, kinds.kind_of_label(line), "", is_change=False) if is_undated else None
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
        (
            label_kind
            for part in parts
            if (label_kind := kinds.kind_of_label(part.replace("\0", " ")))
        ),
        None,
    )
    rest = [_rest(part) for part in parts]
    has_date = next(at for at, part in enumerate(parts) if "\0" in part)
    glued = rest.pop(has_date)
    if glued and (kind is None or clock is None or label is not None):
        return None
    if not kind and any(rest):
        return None
    at, is_ambiguous = format_published(day, clock)
    changed = bool(label and _CHANGED.search(label["what"]))
    return Stamp(at, kind, glued, changed, is_ambiguous)


def _rest(part: str) -> str:
    words = part.replace("\0", " ")
    # A sender's name may stand beside the time; a title stuck to it says more.
    for known in (_AUTHOR, _WEEKDAY, _LABEL, _KIND, _SECTION):
        words = known.sub(" ", words)
    words = _FILLER_AROUND.sub("", words)
    is_place = bool(_DATELINE.fullmatch(words)) and words.istitle()
    return "" if not _FILLER.sub("", words) or persons.is_sender(words) or is_place else words


def format_published(
    day: dates.WrittenDate, clock: dates.TimeOfDay | None
) -> tuple[str | None, bool]:
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
