"""Instants as the desk asks for them and repeats them: local time first, UTC beside it."""

from datetime import UTC, datetime
from typing import NamedTuple

from babel.dates import format_date

from feeds import wording
from releases.errors import FieldError, ImpossibleTime
from releases.times import STOCKHOLM, parse
from service.redaktion.publishing import spelled
from service.redaktion.visit import Visit

_DAY = "EEE d MMMM y"
_AT = {"sv": "kl.", "en": "at"}


class Chosen(NamedTuple):
    """What a form says of an instant: fields as typed, the instant (UTC) or what is wrong.

    `valid` are the instants that can be meant where the clocks change.
    """

    day: str = ""
    clock: str = ""
    at: datetime | None = None
    problem: str = ""
    valid: tuple[datetime, ...] = ()


def chosen(visit: Visit, day: str, clock: str, exact: str = "") -> Chosen:
    """Read an instant that is still to come, as `read` does."""
    found = read(visit, day, clock, exact)
    if found.at is not None and found.at <= visit.house.clock.now():
        return found._replace(at=None, problem=visit.say("Den tiden har redan varit."))
    return found


def read(visit: Visit, day: str, clock: str, exact: str = "") -> Chosen:
    """Read day (2018-04-03) and time of day (07:23) of Stockholm, or an `exact` ISO instant."""
    if not exact and not (day and clock):
        return Chosen(day, clock, problem=visit.say("Ange både dag och klockslag."))
    try:
        at = parse(exact or f"{day}T{clock}").at
    except ImpossibleTime as error:
        return Chosen(day, clock, problem=_impossible(visit, error), valid=error.valid)
    except FieldError:
        return Chosen(day, clock, problem=visit.say("Det är ingen tid. Skriv till exempel 07:23."))
    typed = at.astimezone(STOCKHOLM)
    return Chosen(f"{typed:%Y-%m-%d}", f"{typed:%H:%M}", at)


def echo(instant: datetime, language: str = "sv") -> str:
    """Write an instant so that nobody can mistake it: tis 3 april 2018 kl. 07.23 CEST = 05:23 UTC.

    The day in UTC is said where it is another.
    """
    zone = instant.astimezone(STOCKHOLM).tzname()
    return f"{spoken(instant, language)} {zone} = {utc(instant)}"


def spoken(instant: datetime, language: str = "sv") -> str:
    """Write an instant in Stockholm time: tis 3 april 2018 kl. 07.23."""
    shown = format_date(instant.astimezone(STOCKHOLM), _DAY, locale=spelled.LOCALES[language])
    return f"{shown} {_AT[language]} {wording.clock(instant, language)}"


def utc(instant: datetime) -> str:
    """Write the time of day in UTC, with the day where Stockholm has another: 05:23 UTC."""
    local, there = instant.astimezone(STOCKHOLM), instant.astimezone(UTC)
    other = "" if local.date() == there.date() else f"{there:%Y-%m-%d} "
    return f"{other}{there:%H:%M} UTC"


def _impossible(visit: Visit, error: ImpossibleTime) -> str:
    first, second = error.valid
    if first.replace(tzinfo=None) == second.replace(tzinfo=None):
        return visit.say("Klockslaget finns två gånger den natten. Välj vilket du menar.")
    return visit.say(
        "Klockslaget finns inte: klockan ställs fram den natten. Välj ett av dem som finns."
    )
