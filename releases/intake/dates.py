"""Dates and times of day as Swedes, and the English pages of Swedes, write them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

# Words: the twelve months, in Swedish and in the English of Swedes, also cut short; in Danish and
# Norwegian, Finnish and Northern Sámi.
_FINNISH = r"kuu(?:n|ta|ssa)?"
_SAMI = r"m[áa]nu"
# Words: the months, a closed class in each language.
_MONTHS = (
    rf"januari|january|januar|jan|tammi{_FINNISH}|ođđajagi{_SAMI}",
    rf"februari|february|februar|feb|helmi{_FINNISH}|guovva{_SAMI}",
    rf"mars|march|marts|mar|maalis{_FINNISH}|njukča{_SAMI}",
    rf"april|apr|huhti{_FINNISH}|cuoŋo{_SAMI}",
    rf"maj|may|mai|touko{_FINNISH}|miesse{_SAMI}",
    rf"juni|june|jun|kesä{_FINNISH}|geasse{_SAMI}",
    rf"juli|july|jul|heinä{_FINNISH}|suoidne{_SAMI}",
    rf"augusti|august|aug|elo{_FINNISH}|borge{_SAMI}",
    rf"september|sept|sep|syys{_FINNISH}|čakča{_SAMI}",
    rf"oktober|october|okt|oct|loka{_FINNISH}|golggot{_SAMI}",
    rf"november|nov|marras{_FINNISH}|skábma{_SAMI}",
    rf"december|desember|dec|des|joulu{_FINNISH}|juovla{_SAMI}",
)
MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})\b\.?"
# Words: the seven weekdays in both languages.
WEEKDAY = (
    r"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
)
# Words: the seven weekdays in both languages, cut short.
SHORT_WEEKDAY = r"(?:mån|tis|ons|tors?|fre|lör|sön|mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\b\.?"
# By its first two letters a weekday is told from the others, whatever the language.
_WEEKDAYS = ("må mo", "ti tu", "on we", "to th", "fr", "lö sa", "sö su")
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>\d{1,2})"
# Words: the endings of ordinals.
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\b{_YEAR}(?P<part>[-/.])(?P<month>\d\d)(?P=part)(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_DAY}\.(?P<month>\d{{1,2}})\.{_YEAR}\b",
        rf"\b{_MONTH} {_DAY}(?:st|nd|rd|th|\.(?: b(?:eaivi)?\.?)?)?,? {_YEAR}\b",
        rf"\b{_DAY}(?::e|:a|st|nd|rd|th|\.)? (?:of )?{_MONTH}(?:,? {_YEAR}\b)?",
        rf"\b{_DAY}/(?P<month>\d{{1,2}})(?:[ -/]{_YEAR})?\b",
    )
)
_CLOCK = r"(?P<{0}hour>[01]?\d|2[0-4])(?:[.:](?P<{0}minute>[0-5]\d))(?:[.:](?P<{0}second>[0-5]\d))?"
_TIME = re.compile(
    rf"(?:\b(?:kl(?:ockan|\.)?|at) ?)?(?<![\d.:]){_CLOCK.format('')}"
    rf"(?: ?(?:[-–]|till|to) ?(?:kl\.? ?)?{_CLOCK.format('end_')})?(?![\d.:]\d)"
    r"(?: ?(?P<half>[ap]\.?m\b\.?))?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"\b(?:kl\.?|klockan|at) ?(?P<hour>[01]?\d|2[0-4])(?: ?[-–] ?(?P<end_hour>[01]?\d|2[0-4]))?\b",
    re.IGNORECASE,
)
_ZONES = {"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "UTC": 0, "GMT": 0}
_ZONE = re.compile(
    rf" ?\(?\b(?P<zone>{'|'.join(_ZONES)})\b\)?"
    # As heads of mails have it (RFC 5322 section 3.3).
    r"|[ T]?\+(?P<hours>0\d|1[0-4]):?(?P<minutes>00|30)\b(?: \(\w{2,5}\))?"
)
_NOON = 12
# How far a date without year lies from the day of a text that names it, at most.
WEEKS_BACK = timedelta(weeks=6)
_WEEKS_AHEAD = timedelta(weeks=26)
_DIGIT = re.compile(r"\d")


class WrittenDate(NamedTuple):
    """A date as written; the year may be left to the reader. `span` is where it stands."""

    year: int | None
    month: int
    day: int
    span: tuple[int, int]

    def on(self, year: int) -> date | None:
        """Return the date in that year, None where the calendar has none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    def near(self, day: date) -> date | None:
        """Return the date in the year that puts it near a day, None where no year does.

        Near is from six weeks before it to half a year after.
        """
        candidates = (self.on(year) for year in (day.year - 1, day.year, day.year + 1))
        first, last = day - WEEKS_BACK, day + _WEEKS_AHEAD
        return next((on for on in candidates if on and first <= on <= last), None)


class TimeOfDay(NamedTuple):
    """A time of day as written, perhaps the end of a range, perhaps a zone."""

    starts: time
    ends: time | None
    zone: timezone | None
    span: tuple[int, int]

    def at(self, day: date) -> datetime:
        """Return the time on a day: aware where a zone is stated, else wall time."""
        local = datetime.combine(day, self.starts)
        return local if self.zone is None else local.replace(tzinfo=self.zone).astimezone(UTC)


def find_day(text: str) -> WrittenDate | None:
    """Return the first date in a text, None without one."""
    if not _DIGIT.search(text):
        return None
    matches = [match for form in _FORMS if (match := form.search(text))]
    if not matches:
        return None
    match = min(matches, key=lambda match: (match.start(), -match.end()))
    named = match.groupdict()
    month = _month(named["name"]) if named.get("name") else int(named["month"])
    year = int(named["year"]) if named["year"] else None
    day = WrittenDate(year, month, int(named["day"]), match.span())
    # A leap year admits the 29th of February; the year as written decides for good.
    return day if day.on(year or 2024) else None


def find_clock(text: str) -> TimeOfDay | None:
    """Return the first time of day in a text: 07:23, kl. 07.23, klockan 13-16, 15:55:49 CET."""
    match = _TIME.search(text) or _HOUR.search(text)
    if match is None:
        return None
    named = match.groupdict()
    starts = _time(named, "")
    if starts is None:
        return None
    zone = _ZONE.match(text, match.end())
    end = zone.end() if zone else match.end()
    return TimeOfDay(
        starts, _time(named, "end_"), _offset(zone) if zone else None, (match.start(), end)
    )


def _offset(zone: re.Match[str]) -> timezone:
    if zone["zone"]:
        return timezone(timedelta(hours=_ZONES[zone["zone"].upper()]))
    return timezone(timedelta(hours=int(zone["hours"]), minutes=int(zone["minutes"])))


def weekday(name: str) -> int:
    """Return the number of a weekday by its name, whole or cut short; Monday is 0."""
    return next(at for at, starts in enumerate(_WEEKDAYS) if name[:2].lower() in starts.split())


def _month(name: str) -> int:
    return next(
        number for number, names in enumerate(_MONTHS, 1) if re.fullmatch(names, name.lower())
    )


def _time(named: dict[str, str | None], prefix: str) -> time | None:
    written = named.get(f"{prefix}hour")
    if written is None:
        return None
    hour = int(written)
    half = (named.get("half") or "").lower()[:1]
    if half == "p" and hour < _NOON:
        hour += _NOON
    if half == "a" and hour == _NOON:
        hour = 0
    minute, second = (int(named.get(prefix + part) or 0) for part in ("minute", "second"))
    return time(hour, minute, second) if hour < 24 else None  # noqa: PLR2004 - hours of a day
