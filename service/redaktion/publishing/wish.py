"""What a person asks for before approving: when, how readers are told, whether anybody is told."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import msgspec

from releases.desk import NOTE, Order
from releases.errors import FieldError
from releases.rehearsal import Wish
from releases.text import clean
from releases.timeline import Action, Significance
from releases.times import Moment, utc_text
from service.redaktion.publishing import moments
from service.redaktion.publishing.moments import Chosen
from service.redaktion.visit import Visit

# ANYWAY answers the question that a time filled in beside NOW raises: now, whatever stands there.
NOW, LATER, ANYWAY = "nu", "tid", "anda"


class Asked(msgspec.Struct, frozen=True):
    """A wish as a form sends it; `when` is NOW, LATER, or empty while nothing is chosen."""

    when: str
    chosen: Chosen
    significance: Significance
    note: str
    silent: bool
    overridden: bool = False
    problem: str = ""

    @property
    def undecided(self) -> bool:
        """Whether a time is filled in that was not chosen."""
        return not self.when and bool(self.chosen.problem)

    @property
    def settled(self) -> bool:
        """Whether all is said that a confirmation repeats."""
        is_timed = self.when == NOW or (self.when == LATER and self.chosen.at is not None)
        return is_timed and not self.problem

    def at(self, now: datetime) -> datetime:
        """Return the instant at which it is to hold, as far as one was chosen."""
        return self.chosen.at or now

    def wish(self, now: datetime) -> Wish:
        """Return what a rehearsal needs."""
        return Wish(self.at(now), self.significance, self.note)

    def order(self, action: Action) -> Order:
        """Return what an approval needs; a settled wish for later has its instant."""
        at = Moment(self.chosen.at, day_only=False) if self.chosen.at else None
        return Order(
            action,
            at,
            self.significance,
            self.note,
            announce=not self.silent,
            overridden=self.overridden,
        )

    def query(self, **more: str) -> str:
        """Return the wish as a query string, with what a link adds."""
        pairs = {
            "nar": utc_text(self.chosen.at) if self.chosen.at else "",
            "betydelse": self.significance if self.significance is Significance.MINOR else "",
            "notis": self.note,
            **more,
        }
        return urlencode({name: value for name, value in pairs.items() if value})


def asked(visit: Visit, get: Callable[[str], str]) -> Asked:
    """Read a wish by the names of the form's fields, from a query or a form."""
    when, chosen = _timed(visit, get)
    note, problem = "", ""
    try:
        note = clean(get("notis"), "notis", NOTE).strip()
    except FieldError:
        problem = visit.say("Notisen får vara högst {most} tecken.", most=NOTE)
    minor = get("betydelse") == Significance.MINOR
    return Asked(
        when=when,
        chosen=chosen,
        significance=Significance.MINOR if minor else Significance.MAJOR,
        note=note,
        silent=get("tyst") == "1",
        overridden=get("trots") == "1",
        problem=problem,
    )


def told(visit: Visit, wanted: Asked, action: Action) -> Asked:
    """Return the wish; a correction in substance that does not say what it corrects is no wish."""
    is_major = action is Action.CORRECT and wanted.significance is Significance.MAJOR
    if not (is_major and wanted.settled and not wanted.note):
        return wanted
    problem = visit.say("Skriv med en mening vad som är rättat: läsarna ser att något är det.")
    return msgspec.structs.replace(wanted, problem=problem)


def _timed(visit: Visit, get: Callable[[str], str]) -> tuple[str, Chosen]:
    """Return when it is to be, empty where nothing clear is chosen, and the time as typed."""
    when, day, clock, exact = get("naer"), get("datum"), get("tid"), get("nar")
    if when == ANYWAY:
        return NOW, Chosen()
    if when == LATER or (exact and when != NOW):
        return LATER, moments.chosen(visit, day, clock, exact)
    if day or clock or exact:
        problem = visit.say(
            "Du har fyllt i en tid, men inte valt den. Ska det ut nu eller vid den tiden?"
        )
        return "", Chosen(day, clock, problem=problem)
    return NOW if when == NOW else "", Chosen()


def with_time(wanted: Asked, chosen: Chosen) -> Asked:
    """Return a wish whose time is what another form says of it."""
    return msgspec.structs.replace(wanted, chosen=chosen)
