"""How the desk writes days, months, numbers and the time left until something is due."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup

from feeds import wording
from releases.times import STOCKHOLM, utc_text

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
_MOMENT = "EEE d MMMM y"
_AT = {"sv": "kl.", "en": "at"}
# Which of two equal times of day is meant, in the hour that happens twice.
_SEASONS = {"sv": ("vintertid", "sommartid"), "en": ("winter time", "summer time")}
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def month_name(day: date, language: str) -> str:
    """Write the month of a day: december 2026."""
    return str(format_date(day, "LLLL y", locale=LOCALES[language]))


def weekday(day: date, language: str) -> str:
    """Write the day of the week, short: tors."""
    return str(format_date(day, "ccc", locale=LOCALES[language]))


def number(count: int, language: str) -> str:
    """Write a number: 1 000 with a no-break space, or 1,000."""
    return str(format_decimal(count, locale=LOCALES[language]))


def listed(names: Sequence[str], language: str) -> str:
    """Write names as a list in a sentence: A, B och C."""
    return str(format_list(tuple(names), locale=LOCALES[language]))


def clock_value(instant: datetime) -> str:
    """Write the Stockholm time of day as a time field holds it: 07:23."""
    return instant.astimezone(STOCKHOLM).strftime("%H:%M")


def format_moment(instant: datetime, language: str = "sv") -> str:
    """Write an instant in Stockholm time: tis 3 april 2018 kl. 07.23.

    In the hour that happens twice in autumn it says which: kl. 02.30 (sommartid).
    """
    local = instant.astimezone(STOCKHOLM)
    shown = format_date(local, _MOMENT, locale=LOCALES[language])
    text = f"{shown} {_AT[language]} {wording.clock(instant, language)}"
    if local.utcoffset() == local.replace(fold=1 - local.fold).utcoffset():
        return text
    return f"{text} ({_SEASONS[language][bool(local.dst())]})"


def time_element(instant: datetime, language: str = "sv") -> Markup:
    """Return an instant as `format_moment` writes it, with its time in UTC as the tooltip."""
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        utc_text(instant), _utc(instant), format_moment(instant, language)
    )


def _utc(instant: datetime) -> str:
    """Write the time of day in UTC, with the day where Stockholm has another: 05:23 UTC."""
    local, there = instant.astimezone(STOCKHOLM), instant.astimezone(UTC)
    other = "" if local.date() == there.date() else f"{there:%Y-%m-%d} "
    return f"{other}{there:%H:%M} UTC"


def until(left: timedelta, say: Callable[[str], str]) -> str:
    """Write how long it is until something: 2 d 3 tim, 3 tim 5 min, 5 min."""
    days, rest = divmod(max(left, timedelta()), _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // timedelta(minutes=1)
    if days:
        return f"{days} {say('d')} {hours} {say('tim')}"
    return f"{hours} {say('tim')} {minutes} {say('min')}" if hours else f"{minutes} {say('min')}"
