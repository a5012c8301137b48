"""Instants as the desk asks for them: a day and a time of day in Stockholm."""

from datetime import datetime
from typing import NamedTuple

from releases.errors import FieldError, ImpossibleTime
from releases.times import STOCKHOLM, parse
from service.redaktion.error_messages import describe
from service.redaktion.request import Visit


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
        return moment._replace(at=None, problem=visit.say("Tiden har passerat."))
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
