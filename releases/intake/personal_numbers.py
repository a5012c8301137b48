"""Personal identity numbers and co-ordination numbers, however they are written.

SKV 704: six or eight digits of birth, "-" (from the year of the hundredth birthday "+"), three
digits and a check digit over the last ten. A co-ordination number has 60 added to its day.
"""

import re
from collections.abc import Iterator
from datetime import date

_JOINT = r" ?[-+\u2010-\u2015\u2212] ?| "
_NUMBER = re.compile(
    r"(?<![\d+.,/:-])(?P<century>18|19|20)?(?P<year>\d\d) ?(?P<month>\d\d) ?(?P<day>\d\d)"
    rf"(?P<joint>{_JOINT})?(?P<last>\d{{4}})(?![\d/:-]|[.,]\d)"
)
_COORDINATION = 60
_LEAP = 2000


def find(text: str) -> Iterator[str]:
    """Yield the numbers in a text as they are written: true dates whose check digit is right."""
    for match in _NUMBER.finditer(text.replace("\N{NO-BREAK SPACE}", " ")):
        if _is_born(match) and _is_checked(match) and not _is_telephone(match):
            yield match[0]


def is_coordination(number: str) -> bool:
    """Tell whether a number that was found is a co-ordination number."""
    match = _NUMBER.fullmatch(number)
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


def _is_telephone(match: re.Match[str]) -> bool:
    """Tell whether ten digits that begin with the trunk zero are parted as no birth date is."""
    parted = (match["joint"] or "").strip()
    return match["century"] is None and match["year"][0] == "0" and not parted
