"""A weekday beside a date that is of another one: one of them is wrong."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from releases.intake import dates

_NAMES = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
_FORMS = (
    *(r"måndag(?:en)?|mån\.?|monday|mon\.?", r"tisdag(?:en)?|tis\.?|tuesday|tues?\.?"),
    *(r"onsdag(?:en)?|ons\.?|wednesday|wed\.?", r"torsdag(?:en)?|tors?\.?|thursday|thu(?:rs)?\.?"),
    # "Fri" is a word of Swedish.
    *(r"fredag(?:en)?|fre\.?|friday|fri(?=,)", r"lördag(?:en)?|lör\.?|saturday|sat\.?"),
    r"söndag(?:en)?|sön\.?|sunday|sun\.?",
)
_NAME = "|".join(f"(?P<d{number}>{form})" for number, form in enumerate(_FORMS))
_BEFORE = re.compile(rf"\b(?:{_NAME})(?!\w),?[ \u00a0]+(?:den |the )?(?=\w)", re.IGNORECASE)
_BEHIND = re.compile(rf",? ?\((?:{_NAME})\)", re.IGNORECASE)
# It is the last of several days.
_SEVERAL = re.compile(
    r"(?:\w[–-] ?|\b(?:(?:mån|tis|ons|tors|fre|lör|sön)(?:dag(?:en|ar)?)?|\w+days?),? ?"
    r"(?:[–-]|och|till|eller|and|to|or) ?)\Z",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r" ?[–-] ?\d")
_REACH = 40


def find_slips(text: str, near: Iterable[tuple[str, date]]) -> Iterator[str]:
    """Yield each weekday that is not its date's: "”tisdag 7 maj”: 2018-05-07 är en måndag".

    Dates in the text count with their year; those of `near` without one too, as the one nearest
    to a day (`WrittenDate.near`).
    """
    slips = [*_slips(text, None), *(slip for words, day in near for slip in _slips(words, day))]
    yield from dict.fromkeys(slips)


def _slips(text: str, day: date | None) -> Iterator[str]:
    for match in _BEFORE.finditer(text):
        after = text[match.end() : match.end() + _REACH].split("\n", maxsplit=1)[0]
        written = dates.find_day(after)
        before = text[max(0, match.start() - _REACH) : match.start()]
        if written is None or written.span[0] or _SEVERAL.search(before):
            continue
        words = match[0] + after[: written.span[1]]
        if not _GOES_ON.match(after, written.span[1]):
            yield from _compare(words, match, written, day)
    for match in _BEHIND.finditer(text):
        before = text[max(0, match.start() - _REACH) : match.start()].rsplit("\n", maxsplit=1)[-1]
        written = dates.find_day(before)
        if written is not None and written.span[1] == len(before):
            words = before[written.span[0] :] + match[0]
            yield from _compare(words, match, written, day)


def _compare(
    words: str, match: re.Match[str], written: dates.WrittenDate, day: date | None
) -> Iterator[str]:
    if written.year is not None:
        on = written.on(written.year)
    else:
        on = written.near(day) if day else None
    weekday = next(number for number in range(len(_NAMES)) if match[f"d{number}"])
    if on is not None and on.weekday() != weekday:
        yield f"”{' '.join(words.split())}”: {on.isoformat()} är en {_NAMES[on.weekday()]}"
