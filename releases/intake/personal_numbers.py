"""Personal identity numbers and co-ordination numbers, however they are written.

SKV 704: six or eight digits of birth, "-" (from the year of the hundredth birthday "+"), three
digits and a check digit over the last ten. A co-ordination number has 60 added to its day.
"""

import html
import re
from collections.abc import Iterator
from datetime import date

from releases.text import invisible

_HYPHEN = r"[-\u2010-\u2015\u2212\ufe58\ufe63\uff0d]"
_SPACE = r"[^\S\n]?"
# What may stand between the two halves: white space, one line end, marks of emphasis.
_LOOSE = r"(?:[^\S\n]|[*_~\\]){0,4}"
_GAP = rf"{_LOOSE}(?:\n{_LOOSE})?"
# One at each digit, so that what is none hides none that begins within it.
_NUMBER = re.compile(
    r"(?<![\d+])(?=(?P<whole>"
    rf"(?P<century>18|19|20)?(?P<year>\d\d){_SPACE}(?P<part>(?:{_HYPHEN}|[./])?){_SPACE}"
    rf"(?P<month>0[1-9]|1[0-2]){_SPACE}(?P=part){_SPACE}(?P<day>[0-36-9]\d)"
    rf"(?P<joint>{_GAP}(?P<sign>(?:{_HYPHEN}|\+){{1,2}}|/)?{_GAP})(?P<last>\d{{4}})(?!\d)"
    r"))"
)
_COORDINATION = 60
_LEAP = 2000
# The digits before or after that make it a part of a longer number: a sum, a case, a telephone.
_LONGER_BEFORE = re.compile(r"(?<!\d)\d{1,5}[.,:/-]\Z")
_LONGER_AFTER = re.compile(r"[.,:/-]\d{1,5}(?!\d)")
_HYPHENED_AFTER = re.compile(rf"{_HYPHEN}\d")
_ABROAD = re.compile(r"\+\d{1,3}[\s(-]{0,2}\Z")
# What is said shortly before a number tells what it is.
_BEFORE = 30
_IDENTITY = re.compile(
    r"person|samordning|identi|\bp(?:ers)?\.?-?nr|\bfödd|\bborn|\bid\b", re.IGNORECASE
)
# Words: what a number is called that is nobody's identity; a wrong warning costs a look.
_TELEPHONE = re.compile(
    r"tele|\btel|mobil|växel|\bring|\bsms|\bfax|phone|\bjour|\bnås?\b", re.IGNORECASE
)
# Those that are written in one piece more often than those born in such a month.
_TRUNKS = ("010", "020", "070")


def find(text: str) -> Iterator[str]:
    """Yield the numbers in a text as they are seen: true dates whose check digit is right."""
    seen = invisible.remove(html.unescape(text) if "&" in text else text)
    for match in _NUMBER.finditer(seen):
        if _is_born(match) and _is_checked(match) and _is_meant(match):
            yield match["whole"]


def is_coordination(number: str) -> bool:
    """Tell whether a number that was found is a co-ordination number."""
    match = _NUMBER.match(number)
    return match is not None and int(match["day"]) > _COORDINATION


def _is_born(match: re.Match[str]) -> bool:
    day = int(match["day"])
    # Without a century the year says nothing of leap days: any may be meant.
    year = int(match["century"] + match["year"]) if match["century"] else _LEAP
    try:
        date(year, int(match["month"]), day - _COORDINATION if day > _COORDINATION else day)
    except ValueError:
        return False
    return True


def _is_checked(match: re.Match[str]) -> bool:
    """Compute the Luhn sum over ten digits: every other one doubled, from the first."""
    digits = match["year"] + match["month"] + match["day"] + match["last"]
    doubled = (int(digit) * (2 - at % 2) for at, digit in enumerate(digits))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _is_meant(match: re.Match[str]) -> bool:
    """Tell whether a number of this form stands for a person where it stands."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    end = match.end("whole")
    after = match.string[end : end + _BEFORE]
    # A blank line parts paragraphs, a country code begins a telephone number.
    if match["joint"].count("\n") > 1 or _ABROAD.search(before):
        return False
    if match["sign"]:
        return not _HYPHENED_AFTER.match(after)
    if _LONGER_BEFORE.search(before) or _LONGER_AFTER.match(after):
        return False
    return _IDENTITY.search(before) is not None or _is_plain(match, before)


def _is_plain(match: re.Match[str], before: str) -> bool:
    """Tell whether it needs no word: no date with a clock time, and no trunk zero of telephones."""
    if match["part"]:
        return False
    if match["century"] or match["year"][0] != "0":
        return True
    return not _TELEPHONE.search(before) and not match["whole"].startswith(_TRUNKS)
