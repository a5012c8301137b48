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

NOW, LATER = "nu", "tid"


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
    when = get("naer")
    exact = get("nar")
    if exact:
        when = LATER
    chosen = Chosen(get("datum"), get("tid"))
    if when == LATER:
        chosen = moments.chosen(visit, get("datum"), get("tid"), exact)
    note, problem = "", ""
    try:
        note = clean(get("notis"), "notis", NOTE).strip()
    except FieldError:
        problem = visit.say("Notisen får vara högst {most} tecken.", most=NOTE)
    minor = get("betydelse") == Significance.MINOR
    return Asked(
        when=when if when in (NOW, LATER) else "",
        chosen=chosen,
        significance=Significance.MINOR if minor else Significance.MAJOR,
        note=note,
        silent=get("tyst") == "1",
        overridden=get("trots") == "1",
        problem=problem,
    )
