"""Time at the border: text in, instants out, and back. Inside, every instant is UTC.

Newsrooms write Swedish local time. Twice a year that is not enough to name an instant: in
spring an hour does not exist, in autumn one happens twice. Both are refused with the instants
that can be meant (Swedish ordinance 2001:127 on summer time).
"""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from releases.errors import FieldError, ImpossibleTime

STOCKHOLM = ZoneInfo("Europe/Stockholm")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Instants outside are slips of the pen, and would overflow on conversion.
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
# ISO 8601 as people write it. Python alone would take any sign between date and time, so that
# 2018-04-03+02:00 were two o'clock, and 07.23 for seven o'clock and a fraction.
_WRITTEN = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d|\d{8})"
    r"(?:[T ](?P<time>\d\d(?:(?P<part>[:.]?)\d\d(?:(?P=part)\d\d(?P<fraction>[.,]\d+)?)?)?)"
    r" ?(?P<zone>Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.ASCII | re.IGNORECASE,
)


class Moment(NamedTuple):
    """An instant (aware, UTC) and whether only its day was stated."""

    at: datetime
    day_only: bool


def to_millis(instant: datetime) -> int:
    """Return whole milliseconds since 1970-01-01T00:00Z; the instant must be aware."""
    return (require_aware(instant) - EPOCH) // timedelta(milliseconds=1)


def from_millis(millis: int) -> datetime:
    """Return the UTC instant of a count of milliseconds since 1970."""
    return EPOCH + timedelta(milliseconds=millis)


def require_aware(instant: datetime) -> datetime:
    """Return the instant in UTC; a naive one is a programming error (ValueError)."""
    if instant.tzinfo is None:
        raise ValueError("an instant without zone reached the core")
    return instant.astimezone(UTC)


def truncate_instant(instant: datetime) -> datetime:
    """Return the instant in UTC cut to whole milliseconds, the precision the store keeps."""
    return from_millis(to_millis(instant))


def resolve(local: datetime, field: str = "at") -> datetime:
    """Return the UTC instant of a naive Stockholm wall time.

    Raises `ImpossibleTime` for a time in the spring gap or the autumn fold.
    """
    early = local.replace(tzinfo=STOCKHOLM, fold=0)
    late = local.replace(tzinfo=STOCKHOLM, fold=1)
    if early.utcoffset() == late.utcoffset():
        return early.astimezone(UTC)
    # In both cases the two readings, written back, are the instants that can be meant.
    first, second = sorted(
        instant.astimezone(UTC).astimezone(STOCKHOLM) for instant in (early, late)
    )
    twice = first.replace(tzinfo=None) == second.replace(tzinfo=None)
    raise ImpossibleTime(
        field,
        "time_doubled" if twice else "time_skipped",
        (first, second),
        shown=f"{local:%Y-%m-%d %H:%M}",
    )


def parse(text: str, field: str = "at") -> Moment:
    """Read an ISO 8601 instant, Stockholm local time or date.

    With an offset it is that instant; without, Stockholm time; a date alone is the day's first
    moment in Stockholm with `day_only` set. Raises `FieldError` (with `ImpossibleTime` for gaps
    and folds) naming `field`.
    """
    try:
        stamp, day_only = _parse_iso(text.strip())
    except ValueError:
        raise FieldError(field, "time_malformed", text=text[:40]) from None
    try:
        instant = resolve(stamp, field) if stamp.tzinfo is None else stamp.astimezone(UTC)
    except OverflowError:
        raise FieldError(field, "time_unreachable", text=text[:40]) from None
    return Moment(in_range(truncate_instant(instant), field), day_only)


def _parse_iso(text: str) -> tuple[datetime, bool]:
    written = _WRITTEN.fullmatch(text)
    if written is None:
        raise ValueError(text)
    day = date.fromisoformat(written["date"])
    if written["time"] is None:
        return datetime.combine(day, time()), True
    fraction = written["fraction"] or ""
    clock = written["time"].removesuffix(fraction).replace(".", ":")
    zone = (written["zone"] or "").upper()
    return datetime.fromisoformat(f"{day}T{clock}{fraction}{zone}"), False


def write_whole(text: str, field: str) -> str:
    """Return a time in the whole form of RFC 3339, without a zone where it has none.

    Raises `FieldError` for what is no time, or no time of day; `parse` tells of what it names.
    """
    try:
        stamp, day_only = _parse_iso(text.strip())
    except ValueError:
        raise FieldError(field, "time_malformed", text=text[:40]) from None
    if day_only:
        raise FieldError(field, "time_of_day_needed")
    return stamp.isoformat()


def in_range(instant: datetime, field: str) -> datetime:
    """Return the instant, or raise `FieldError` for one that no calendar of ours should hold."""
    if not EARLIEST <= instant < LATEST:
        first, last = f"{EARLIEST.year}", f"{LATEST.year - 1}"
        raise FieldError(field, "year_out_of_range", year=instant.year, first=first, last=last)
    return instant


def utc_text(instant: datetime) -> str:
    """Write an instant as UTC with Z; fractions only where there are any."""
    return iso_text(require_aware(instant).replace(tzinfo=None)) + "Z"


def local_text(instant: datetime) -> str:
    """Write an instant as Stockholm time with its offset (2018-04-03T07:23:00+02:00)."""
    return iso_text(require_aware(instant).astimezone(STOCKHOLM))


def iso_text(stamp: datetime) -> str:
    """Write a time with three digits of fraction or none: readers take any for milliseconds."""
    spec = "milliseconds" if stamp.microsecond else "seconds"
    return stamp.isoformat(timespec=spec)


def month(year: int, number: int) -> tuple[datetime, datetime]:
    """Return the first instant of a Stockholm calendar month and that of the next."""
    following = (year + number // 12, number % 12 + 1)
    start, end = (
        datetime(*instant, 1, tzinfo=STOCKHOLM) for instant in ((year, number), following)
    )
    return start.astimezone(UTC), end.astimezone(UTC)


def year(number: int) -> tuple[datetime, datetime]:
    """Return the first instant of a Stockholm calendar year and that of the next."""
    return month(number, 1)[0], month(number, 12)[1]


def local_day(instant: datetime) -> date:
    """Return the Stockholm calendar day of an instant."""
    return require_aware(instant).astimezone(STOCKHOLM).date()


def midnight(day: date) -> datetime:
    """Return the first instant (UTC) of a Stockholm calendar day."""
    return datetime(day.year, day.month, day.day, tzinfo=STOCKHOLM).astimezone(UTC)
