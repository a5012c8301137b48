"""What a person asks for before approving: when, how readers are told, whether anybody is told."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlencode

import msgspec

from releases.desk.approval import NOTE, Order
from releases.desk.preview import Wish
from releases.errors import FieldError
from releases.text.clean import clean
from releases.timeline import Action, Significance
from releases.times import Moment, utc_text
from service.redaktion.error_messages import describe
from service.redaktion.publishing import moments
from service.redaktion.publishing.moments import ChosenMoment
from service.redaktion.request import Visit

# ANYWAY answers the question that a time filled in beside NOW raises: now, whatever stands there.
NOW, LATER, ANYWAY = "now", "later", "anyway"


class WishForm(msgspec.Struct, frozen=True):
    """A wish as a form sends it; `when` is NOW, LATER, or empty while nothing is chosen."""

    when: str
    chosen: ChosenMoment
    significance: Significance
    note: str
    silent: bool
    overridden: bool = False
    problem: str = ""
    unfilled: bool = False

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

    def order(self, action: Action, version: int, replaces: tuple[str, ...]) -> Order:
        """Return what an approval needs; a settled wish for later has its instant."""
        at = Moment(self.chosen.at, day_only=False) if self.chosen.at else None
        return Order(
            action,
            at,
            self.significance,
            self.note,
            announce=not self.silent,
            overridden=self.overridden,
            version=version,
            replaces=replaces,
            unfilled=self.unfilled,
        )

    def query(self, **more: str) -> str:
        """Return the wish as a query string, with what a link adds."""
        pairs = {
            "at": utc_text(self.chosen.at) if self.chosen.at else "",
            "significance": self.significance if self.significance is Significance.MINOR else "",
            "note": self.note,
            **more,
        }
        return urlencode({name: value for name, value in pairs.items() if value})


def read_wish_form(visit: Visit, get: Callable[[str], str]) -> WishForm:
    """Read a wish by the names of the form's fields, from a query or a form."""
    when, chosen = _read_time(visit, get)
    note, problem = "", ""
    try:
        note = clean(get("note"), "note", NOTE).strip()
    except FieldError as error:
        problem = describe(visit, error)
    minor = get("significance") == Significance.MINOR
    return WishForm(
        when=when,
        chosen=chosen,
        significance=Significance.MINOR if minor else Significance.MAJOR,
        note=note,
        silent=get("silent") == "1",
        overridden=get("override") == "1",
        problem=problem,
        unfilled=get("unfilled") == "1",
    )


def to_wish(visit: Visit, wanted: WishForm, action: Action) -> WishForm:
    """Return the wish; a correction in substance that does not say what it corrects is no wish."""
    is_major = action is Action.CORRECT and wanted.significance is Significance.MAJOR
    if not (is_major and wanted.settled and not wanted.note):
        return wanted
    problem = visit.say("Beskriv i en mening vad som har rättats.")
    return msgspec.structs.replace(wanted, problem=problem)


def _read_time(visit: Visit, get: Callable[[str], str]) -> tuple[str, ChosenMoment]:
    """Return when it is to be, empty where nothing clear is chosen, and the time as typed."""
    when, day, clock, exact = get("when"), get("date"), get("time"), get("at")
    if when == ANYWAY:
        return NOW, ChosenMoment()
    if when == LATER or (exact and when != NOW):
        return LATER, moments.parse_future(visit, day, clock, exact)
    if day or clock or exact:
        problem = visit.say(
            "Du har fyllt i en tid men inte valt den. Ska texten publiceras nu eller vid den tiden?"
        )
        return "", ChosenMoment(day, clock, problem=problem)
    return NOW if when == NOW else "", ChosenMoment()


def with_time(wanted: WishForm, chosen: ChosenMoment) -> WishForm:
    """Return a wish whose time is what another form says of it."""
    return msgspec.structs.replace(wanted, chosen=chosen)
