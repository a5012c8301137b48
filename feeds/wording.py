"""The Swedish words and dates the outputs share: labels of kinds, dates as Swedes write them."""

from datetime import datetime

from babel.dates import format_date, format_time

from releases.model import Kind
from releases.times import STOCKHOLM, local_day

KIND_LABELS = {
    Kind.PRESS_RELEASE: "Pressmeddelande",
    Kind.NEWS: "Nyhet",
    Kind.PRESS_INVITATION: "Pressinbjudan",
    Kind.STATEMENT: "Uttalande",
}
KIND_PLURALS = {
    Kind.PRESS_RELEASE: "Pressmeddelanden",
    Kind.NEWS: "Nyheter",
    Kind.PRESS_INVITATION: "Pressinbjudningar",
    Kind.STATEMENT: "Uttalanden",
}
CORRECTION = "Rättelse"
WITHDRAWN = "Återkallat"


def day(instant: datetime) -> str:
    """Write the Stockholm day of an instant: 3 april 2018."""
    return format_date(local_day(instant), "d MMMM y", locale="sv_SE")


def moment(instant: datetime, *, day_only: bool = False) -> str:
    """Write an instant in Stockholm time: 3 april 2018 kl. 07.23; the day alone if that is known."""
    if day_only:
        return day(instant)
    clock = format_time(instant.astimezone(STOCKHOLM), "HH.mm", tzinfo=STOCKHOLM, locale="sv_SE")
    return f"{day(instant)} kl. {clock}"
