"""Instants as the desk asks for them and repeats them: local time first, UTC beside it."""

from datetime import UTC, datetime
from typing import NamedTuple

from babel.dates import format_date

from feeds import wording
from releases.errors import FieldError, ImpossibleTime
from releases.times import STOCKHOLM, parse
from service.redaktion import date_words
from service.redaktion.error_messages import describe
from service.redaktion.request import Visit

_DAY = "EEE d MMMM y"
_AT = {"sv": "kl.", "en": "at"}


class ChosenMoment(NamedTuple):
    """What a form says of an instant: fields as typed, the instant (UTC) or what is wrong.

    `valid` are the instants that can be meant where the clocks change.
    """

    day: str = ""
    clock: str = ""
    at: datetime | None = None
    problem: str = ""
    valid: tuple[datetime, ...] = ()


def parse_future(visit: Visit, day: str, clock: str, exact: str = "") -> ChosenMoment:
    """Read an instant that is still to come, as `parse_moment` does."""
    moment = parse_moment(visit, day, clock, exact)
    if moment.at is not None and moment.at <= visit.services.clock.now():
        return moment._replace(at=None, problem=visit.say("Den tiden har redan varit."))
    return moment


def parse_moment(visit: Visit, day: str, clock: str, exact: str = "") -> ChosenMoment:
    """Read day (2018-04-03) and time of day (07:23) of Stockholm, or an `exact` ISO instant."""
    if not exact and not (day and clock):
        return ChosenMoment(day, clock, problem=visit.say("Ange både dag och klockslag."))
    try:
        at = parse(exact or f"{day}T{clock}").at
    except FieldError as error:
        valid = error.valid if isinstance(error, ImpossibleTime) else ()
        return ChosenMoment(day, clock, problem=describe(visit, error), valid=valid)
    typed = at.astimezone(STOCKHOLM)
    return ChosenMoment(f"{typed:%Y-%m-%d}", f"{typed:%H:%M}", at)


def echo(instant: datetime, language: str = "sv") -> str:
    """Write an instant so that nobody can mistake it: tis 3 april 2018 kl. 07.23 CEST = 05:23 UTC.

    The day in UTC is said where it is another.
    """
    zone = instant.astimezone(STOCKHOLM).tzname()
    return f"{format_moment(instant, language)} {zone} = {utc(instant)}"


def format_moment(instant: datetime, language: str = "sv") -> str:
    """Write an instant in Stockholm time: tis 3 april 2018 kl. 07.23."""
    shown = format_date(instant.astimezone(STOCKHOLM), _DAY, locale=date_words.LOCALES[language])
    return f"{shown} {_AT[language]} {wording.clock(instant, language)}"


def utc(instant: datetime) -> str:
    """Write the time of day in UTC, with the day where Stockholm has another: 05:23 UTC."""
    local, there = instant.astimezone(STOCKHOLM), instant.astimezone(UTC)
    other = "" if local.date() == there.date() else f"{there:%Y-%m-%d} "
    return f"{other}{there:%H:%M} UTC"
