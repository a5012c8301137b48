"""How the desk writes days, months, numbers and the time left until something is due."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from babel.dates import format_date
from babel.numbers import format_decimal

from releases.times import STOCKHOLM

LOCALES = {"sv": "sv_SE", "en": "en_GB"}
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


def clock_value(instant: datetime) -> str:
    """Write the Stockholm time of day as a time field holds it: 07:23."""
    return instant.astimezone(STOCKHOLM).strftime("%H:%M")


def until(left: timedelta, say: Callable[[str], str]) -> str:
    """Write how long it is until something: 2 d 3 tim, 3 tim 5 min, 5 min."""
    days, rest = divmod(max(left, timedelta()), _DAY)
    hours, rest = divmod(rest, _HOUR)
    minutes = rest // timedelta(minutes=1)
    if days:
        return f"{days} {say('d')} {hours} {say('tim')}"
    return f"{hours} {say('tim')} {minutes} {say('min')}" if hours else f"{minutes} {say('min')}"
