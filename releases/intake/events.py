"""The occasion of an invitation: when and where, from the lines that say so."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import NamedTuple

from releases.errors import ImpossibleTime
from releases.intake import dates, event_times
from releases.intake.record import Occasion
from releases.times import local_text, resolve

# Words: labels of times and places, in Swedish and English.
TIMES = r"tid(?:punkt)?|start(?:tid)?|datum|dag|när|klockan|kl|time|when|date"
_ENDS = r"slut(?:tid)?|ends?"
# Words: labels of places, in Swedish and English.
PLACES = r"\w{0,8}plats|var|lokal|adress|place|where|venue|location"
_JOINT = r" ?(?:/|&|\+|,|\boch\b|\band\b) ?"
_NAMES = rf"(?:{TIMES}|{_ENDS}|{PLACES})(?:{_JOINT}(?:{TIMES}|{PLACES})){{0,2}}"
_FIELD = re.compile(
    rf"[*•_# ]*(?P<field>{_NAMES})[*_ ]*[:?][*_ ]*(?P<value>.*)", re.IGNORECASE | re.DOTALL
)
_BARE_FIELD = re.compile(rf"[*•_# ]*(?P<field>{_NAMES})[*_ ]*", re.IGNORECASE)
# Words: the labels that stand so.
# "Tid 5 mars kl. 10", "Plats Torget 1": fields without their colon, unless a sentence goes on.
_UNMARKED = re.compile(
    r"(?P<field>Tid|Datum|När|Plats|Var) "
    rf"(?P<value>(?:[A-ZÅÄÖ\d]|kl|den |{dates.WEEKDAY}).*)"
)
_HAS_PLACE = re.compile(rf"\b(?:{PLACES})\b", re.IGNORECASE)
_HAS_TIME = re.compile(rf"\b(?:{TIMES}|{_ENDS})\b", re.IGNORECASE)
_IS_END = re.compile(_ENDS, re.IGNORECASE)
_ADDRESSES = frozenset(("adress",))
_DAYS = frozenset(("datum", "dag", "date"))
# What stands behind these is a time of day, be it of the hour alone.
_CLOCKS = frozenset(("klockan", "kl"))
_LONGEST = 400
_LONGEST_BELOW = 120
_OPENING = 40
_YEAR = re.compile(r"\b20\d\d\b")
_SENTENCE = re.compile(r"(?<=\w{3}[.!?]) +(?=[A-ZÅÄÖ])")
_IN = "i|på|vid|hos|in|at"
# A conjunction goes on with the sentence behind a place.
# Words: conjunctions, with which a sentence goes on behind a place.
_HELD_AT = re.compile(
    rf"[ ,]*(?:{_IN}) (?P<place>(?:[a-zåäö]+ ){{0,2}}[A-ZÅÄÖ][^.;()!?]{{1,80}}?)"
    r"(?=[.;(!?]|,? (?:för|där|och|som|när|kl|to|where|and)\b|\Z)"
)
_AT_BEFORE = re.compile(
    rf"\b(?:till|to|{_IN}) (?P<place>[A-ZÅÄÖ][^.;()!?,]{{1,60}}?),?(?: den)? \Z"
)
_PREPOSITION = re.compile(rf"\A[\s,.;–-]*(?:(?:{_IN}) )?")
_ASIDE = re.compile(r" ?\(se [^()]*\)", re.IGNORECASE)
# What a time of day needs; most lines have none of it.
_MAY_TELL = re.compile(r"\bkl|\bat \d|\d[.:][0-5]\d|\d ?[-–—] ?\d|\d ?[ap]\.?m", re.IGNORECASE)
_NEXT_SENTENCE = re.compile(r"(?<=\w{4})\. (?=[A-ZÅÄÖ])")
_WHERE_IT_IS = re.compile(rf"[\s,.;–-]*(?:(?:{_IN}) )?(?P<place>[A-ZÅÄÖ\d].*)", re.DOTALL)


def is_field(line: str) -> bool:
    """Tell whether a line tells a time or place of an occasion behind a label: "Plats: Solvik"."""
    return bool(_FIELD.match(line[:_LONGEST]))


def is_label(line: str) -> bool:
    """Tell whether a line is only such a label, so that what it tells stands below."""
    bare = line.rstrip(" :*_")
    return len(line) <= _OPENING and bool(_BARE_FIELD.fullmatch(bare))


def days(lines: list[str], *, is_invitation: bool) -> frozenset[int]:
    """Return which "Datum:" lines tell the day of an occasion, not that of the text itself.

    They stand beside a line of its time or place, or alone in an invitation, and no other line
    of a time tells a day.
    """
    fields = {
        at: match for at, line in enumerate(lines) if (match := _FIELD.match(line[:_LONGEST]))
    }
    dated = {at for at, match in fields.items() if match["field"].lower() in _DAYS}
    timed = [at for at in fields if at not in dated and _HAS_TIME.search(fields[at]["field"])]
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
    return any(_HAS_PLACE.search(fields[n]["field"]) for n in range(first, last + 1))


class FoundEvent(NamedTuple):
    """The occasion, or None; `is_undated` where a time is told that names no date or year."""

    occasion: Occasion | None
    is_undated: bool


def find(
    lines: list[str], published_at: str | None, title: str = "", *, is_invitation: bool = False
) -> FoundEvent:
    """Return the occasion told by "Tid:" and "Plats:" lines; the lines stay in the body.

    A day without year is the first such day from six weeks before publication on, or, where that is
    not told, of the year in the title. An invitation without such lines says it in a sentence.
    """
    told = _fields(lines)
    if told is None and is_invitation:
        told = _find_sentence(lines)
    if told is None:
        return FoundEvent(None, is_undated=False)
    found = event_times.find_time(told.when)
    if found.day is None and not event_times.names_day(told.when):
        sentence = _find_sentence(lines, found.starts) if found.starts else None
        if sentence:
            told = told._replace(when=sentence.when, place=told.place or sentence.place)
            found = event_times.find_time(told.when)
    stated = date.fromisoformat(published_at[:10]) if published_at else None
    first = found.day or dates.find_day(title)
    on = _date(first, stated, title) if first else found.on(told.when, stated)
    if on is None:
        return FoundEvent(None, is_undated=True)
    starts_at = _instant(on, found.starts) if found.starts else on.isoformat()
    return FoundEvent(Occasion(starts_at, _end(on, found, told), told.place), is_undated=False)


def when(lines: list[str]) -> str:
    """Return what the lines "Tid:", "Datum:" and their like say of an occasion's time, together."""
    told = _fields(lines)
    return told.when if told else ""


class _Told(NamedTuple):
    """The words of an occasion's time, those of its end where they stand apart, and its place."""

    when: str
    until: str = ""
    place: str = ""


def _fields(lines: list[str]) -> _Told | None:
    """Return what lines say of the time, together, and of the place of an occasion."""
    when, until, places, address = "", "", "", ""
    for field, value in _values(lines):
        name = field.lower()
        has_place, has_time = _HAS_PLACE.search(name), _HAS_TIME.search(name)
        if has_place and has_time:
            told, place = _part(value)
            when, places = f"{when} {told}".strip(), places or place
        elif name in _ADDRESSES:
            address = address or value.rstrip(".")
        elif has_place:
            places = places or value.rstrip(".")
        elif _IS_END.fullmatch(name):
            until = until or value
        else:
            clock_sign = "kl. " if name in _CLOCKS else ""
            when = f"{when} {clock_sign}{value}".strip()
    if not when:
        return None
    if not places and not address and (place := _place_after(when)):
        return _Told(when, until, place)
    places = _NEXT_SENTENCE.split(_ASIDE.sub("", places))[0]
    is_new = address and address not in places
    return _Told(when, until, ", ".join(filter(None, (places, address if is_new else ""))))


def _values(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield fields with their values, which may stand on the line below, in the order of lines."""
    has_time = False
    for at, line in enumerate(lines):
        if len(line) > _LONGEST:
            continue
        below = [each for each in lines[at + 1 : at + 4] if 0 < len(each.strip()) <= _LONGEST_BELOW]
        match = _FIELD.match(line)
        if match and (value := match["value"].strip(" *_")):
            yield match["field"], value
        elif heading := _BARE_FIELD.fullmatch(line.rstrip(": ")):
            yield from _value_below(heading["field"], below)
        elif len(line) <= _LONGEST_BELOW and (unmarked := _UNMARKED.fullmatch(line)):
            is_place = bool(_HAS_PLACE.fullmatch(unmarked["field"]))
            if has_time if is_place else _tells_time(unmarked["value"][:_OPENING]):
                has_time = True
                yield unmarked["field"], unmarked["value"]


def _value_below(field: str, below: list[str]) -> Iterator[tuple[str, str]]:
    """Yield what a field of a line of its own says; a time must be one, a place no sentence."""
    if not below or any(form.fullmatch(below[0].rstrip(": ")) for form in (_FIELD, _BARE_FIELD)):
        return
    first, *more = below
    if not _HAS_TIME.search(field):
        if first[-1] not in ".!?":
            yield field, first
    elif _tells_time(first):
        is_place = more and _HAS_PLACE.search(field) and not more[0].endswith(".")
        yield field, f"{first}, {more[0]}" if is_place and not _FIELD.match(more[0]) else first


def _tells_time(words: str) -> bool:
    found = event_times.find_time(words)
    return bool(found.day or found.starts)


def _part(value: str) -> tuple[str, str]:
    """Part the words of a time from those of a place, whichever stands first."""
    found = event_times.find_time(value)
    begin, end = found.span
    before = value[:begin].strip(" ,.;–-")
    if before and not value[end:].strip(" ,.;–-"):
        return value[begin:], before
    after = value[end:]
    return value[:end], "" if after.lstrip(" ,").startswith("(") else _without_preposition(after)


def _place_after(when: str) -> str:
    """Return what follows date and time on a line of time, if it is where something is."""
    found = event_times.find_time(when)
    match = _WHERE_IT_IS.fullmatch(when[found.span[1] :]) if found.day else None
    return match["place"].rstrip(". ") if match else ""


def _without_preposition(words: str) -> str:
    return _PREPOSITION.sub("", words).rstrip(". ")


def _find_sentence(lines: list[str], starts: time | None = None) -> _Told | None:
    """Return the first sentence that tells both day and time of day, with where, if it says so.

    With `starts` it must be that time of day.
    """
    for line in lines:
        if not _MAY_TELL.search(line, 0, 5 * _LONGEST):
            continue
        for sentence in _SENTENCE.split(line[: 5 * _LONGEST]):
            found = event_times.find_time(sentence)
            begin, end = found.span
            is_near = end - begin <= _LONGEST_BELOW
            is_it = found.starts and starts in {None, found.starts}
            if is_it and is_near and (found.day or event_times.names_day(sentence)):
                place = _HELD_AT.match(sentence, end) or _AT_BEFORE.search(sentence[:begin])
                return _Told(sentence[begin:end], "", place["place"].strip(" ,") if place else "")
    return None


def _date(day: dates.WrittenDate, stated: date | None, title: str) -> date | None:
    if day.year is not None:
        return day.on(day.year)
    if stated is None:
        year = _YEAR.search(title)
        return day.on(int(year[0])) if year else None
    earliest = stated - dates.WEEKS_BACK
    candidates = (day.on(year) for year in range(earliest.year, earliest.year + 9))
    return next((on for on in candidates if on and on >= earliest), None)


def _end(on: date, found: event_times.EventTime, told: _Told) -> str | None:
    """Return when an occasion ends: a time of its day, or of a later one."""
    last, ends = on, found.ends
    if found.last_day:
        last = _date(found.last_day, on, "") or on
    if told.until:
        until = event_times.find_time(told.until)
        last = (_date(until.day, on, "") if until.day else None) or last
        ends = until.starts or ends
    if ends is None:
        return last.isoformat() if last > on else None
    is_later = last > on or (found.starts is not None and ends > found.starts)
    return _instant(last, ends) if is_later else None


def _instant(on: date, clock: time) -> str:
    """Write the instant with offset, or the date alone where no clock shows that time."""
    try:
        return local_text(resolve(datetime.combine(on, clock)))
    except ImpossibleTime:
        return on.isoformat()
