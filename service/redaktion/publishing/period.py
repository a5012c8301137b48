"""The days that statistics are shown of: the latest so many, or from one day to another."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

CHOICES = (7, 30, 90, 365)
USUAL = 30
# As many days as a drawing can show.
MOST = 731


class Period(msgspec.Struct, frozen=True):
    """Days from `since` to `until`, both included; `chosen` of `CHOICES`, 0 between two days.

    `since_typed` and `until_typed` are what the form shows; `problem` is a text of the desk that
    says what is wrong with them, "" where nothing is.
    """

    since: date
    until: date
    chosen: int = 0
    since_typed: str = ""
    until_typed: str = ""
    problem: str = ""

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


def read_period(asked: Mapping[str, str], today: date) -> Period:
    """Return the period that a query asks for, the usual one where it asks for none or wrongly."""
    typed = [asked.get(name, "").strip() for name in ("since", "until")]
    if not any(typed):
        wanted = asked.get("days", "")
        chosen = next((days for days in CHOICES if str(days) == wanted), USUAL)
        return _latest(today, chosen)
    since, until = map(_day, typed)
    problem = ""
    if (typed[0] and since is None) or (typed[1] and until is None):
        problem = "Skriv ett datum, till exempel 2027-06-30."
    until = until or today
    since = since or until - timedelta(days=USUAL - 1)
    if not problem and since > until:
        problem = "Den första dagen måste komma före den sista."
    if not problem and (until - since).days >= MOST:
        problem = "Välj högst två år."
    if problem:
        usual = _latest(today, USUAL)
        return msgspec.structs.replace(
            usual, chosen=0, since_typed=typed[0], until_typed=typed[1], problem=problem
        )
    return Period(since, until, 0, since.isoformat(), until.isoformat())


def _latest(today: date, days: int) -> Period:
    return Period(today - timedelta(days=days - 1), today, days)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
