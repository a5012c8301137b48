"""The dates that feeds write: RFC 822 in RSS, ISO 8601 elsewhere, and what comes near.

Day, time of day and zone are told apart and each is read by itself: months in Swedish and
English as in texts, zones as offsets, abbreviations or places. Whatever is left over makes the
whole unread, so that no instant is ever taken for another one.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from releases.errors import FieldError
from releases.intake import dates
from releases.times import STOCKHOLM, Moment, in_range, midnight, parse, resolve, truncate_instant

# Those that mean one thing wherever they are written: RFC 822 section 5.1 and Europe. IST, CST
# of China, AST and the like mean several, so that they are none.
_HOURS = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("CET", "MET", "WEST", "BST"), 1),
    **dict.fromkeys(("CEST", "MEST", "EET"), 2),
    **dict.fromkeys(("EEST", "MSK"), 3),
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_CLOCK = re.compile(
    r"(?:(?<=\d)[Tt]|[\s,]|\bkl(?:ockan|\.)?|\bat)\s*(?P<hour>\d{1,2})[:.](?P<minute>\d\d)"
    r"(?:[:.](?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?(?!\d)"
    r"(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?"
)
_OFFSET = re.compile(r"(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?")
_PLACE = re.compile(r"[A-Z]\w+(?:/[\w+-]+){1,2}")
# What some write behind an offset says the same again: "(CEST)", "[Europe/Stockholm]".
_REPEATED = re.compile(r"(?<=\d)\s*(?:\([\w /+-]{2,60}\)|\[[\w/+-]{2,60}\])$")
_YEAR_LAST = re.compile(r"(?P<zone>.*?)\s*(?P<year>(?:19|20)\d\d)$")
_WEEKDAY = re.compile(
    r"^(?:(?:(?:mån|tis|ons|tors?|fre|lör|sön)(?:dag(?:en)?)?"
    r"|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\b\.?,?\s*)?(?:den\s+)?",
    re.IGNORECASE,
)
_DASHED = re.compile(r"^(\d{1,2})-([A-Za-z]{3,9})-(\d{2,4})$")
_SHORT_YEAR = re.compile(r"^(\d{1,2}\s\w{3,9}\.?\s)(\d\d)$")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
# RFC 5322 section 4.3: two digits from 50 on are of the century before.
_PIVOT = 50
_NOON = 12
_LONGEST = 120


def parse_date(text: str) -> Moment | None:
    """Return the moment that a feed's date states, None for none; without zone, Swedish time.

    What names no instant, such as an hour that no clock showed, is none, and so is a zone that
    nobody knows or a date that can be read in two ways.
    """
    stated = " ".join(text.split())
    if not stated or len(stated) > _LONGEST:
        return None
    try:
        return parse(stated)
    except (FieldError, OverflowError):
        clock = _CLOCK.search(stated)
    try:
        moment = _at(stated, clock) if clock else Moment(midnight(_day(stated)), day_only=True)
        return moment._replace(at=in_range(truncate_instant(moment.at), "date"))
    except (FieldError, ValueError, OverflowError):
        return None


def _at(stated: str, clock: re.Match[str]) -> Moment:
    day, after = stated[: clock.start()], stated[clock.end() :].strip()
    if year := _YEAR_LAST.fullmatch(after):
        # As Unix writes it: Mon Jul 6 08:00:00 CEST 2020.
        day, after = f"{day} {year['year']}", year["zone"]
    local = datetime.combine(_day(day), _time(clock))
    zone = _zone(after)
    return Moment(local.replace(tzinfo=zone) if zone else resolve(local), day_only=False)


def _time(clock: re.Match[str]) -> time:
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= _NOON:
            raise ValueError(clock[0])
        hour = hour % _NOON + (_NOON if clock["half"] in "Pp" else 0)
    micros = int((clock["fraction"] or "0")[:6].ljust(6, "0"))
    return time(hour, int(clock["minute"]), int(clock["second"] or 0), micros)


def _zone(written: str) -> tzinfo | None:
    """Return a zone, None where none is stated; raises `ValueError` for one that is unknown."""
    # Without an offset, what stands in brackets is the zone itself.
    name = _REPEATED.sub("", written).strip("()[] ")
    if not name:
        return None
    if name == "-0000":
        return UTC
    if offset := _OFFSET.fullmatch(name.replace(" ", "")):
        ahead = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"] or 0))
        return timezone(-ahead if offset["sign"] == "-" else ahead)
    if name.upper() in _HOURS:
        return timezone(timedelta(hours=_HOURS[name.upper()]))
    if _PLACE.fullmatch(name) is None:
        raise ValueError(name)
    try:
        return STOCKHOLM if name == STOCKHOLM.key else ZoneInfo(name)
    except (KeyError, OSError) as error:
        raise ValueError(name) from error


def _day(written: str) -> date:
    """Return the day that is all a text says, with its weekday or without; else `ValueError`."""
    shown = _WEEKDAY.sub("", written.strip(" ,")).strip(" ,")
    shown = _DASHED.sub(r"\1 \2 \3", shown)
    if short := _SHORT_YEAR.fullmatch(shown):
        year = int(short[2])
        shown = f"{short[1]}{year + (2000 if year < _PIVOT else 1900)}"
    if compact := _COMPACT.fullmatch(shown):
        shown = "-".join(compact.groups())
    day = dates.find_day(shown)
    if day is None or day.year is None or day.span != (0, len(shown)) or _is_ambiguous(shown):
        raise ValueError(written)
    on = day.on(day.year)
    if on is None:
        raise ValueError(written)
    return on


def _is_ambiguous(day: str) -> bool:
    """Tell whether a date is of figures and slashes with its year last: month or day first."""
    return re.fullmatch(r"\d{1,2}/\d{1,2}.*", day) is not None
