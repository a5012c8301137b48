"""The Swedish words and dates the outputs share: labels of kinds, dates as Swedes write them."""

from datetime import date, datetime
from functools import lru_cache

from babel import Locale
from babel.dates import format_date

from releases.model import Event, Kind
from releases.times import STOCKHOLM, local_day

# The language of the words below, whatever the language of a release.
LANGUAGE = "sv"

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
ATTACHMENTS = "Bilagor"
WITHDRAWAL = "Publiceringen har återkallats av avsändaren."

_KILO = 1000


def day(instant: datetime) -> str:
    """Write the Stockholm day of an instant: 3 april 2018."""
    return _date(local_day(instant))


def clock(instant: datetime) -> str:
    """Write the Stockholm time of day of an instant: 07.23."""
    return instant.astimezone(STOCKHOLM).strftime("%H.%M")


def moment(instant: datetime, *, day_only: bool = False) -> str:
    """Write an instant in Stockholm time: 3 april 2018 kl. 07.23, or the day alone."""
    return day(instant) if day_only else f"{day(instant)} kl. {clock(instant)}"


def occasion(event: Event) -> str:
    """Write when an event takes place: 3 april 2018 kl. 10.00–11.30; over midnight both days."""
    start = moment(event.starts_at)
    if event.ends_at is None:
        return start
    if local_day(event.starts_at) == local_day(event.ends_at):
        return f"{start}–{clock(event.ends_at)}"
    return f"{start} – {moment(event.ends_at)}"


def file_kind(kind: str, size: int) -> str:
    """Write what a file is and how large: PDF, 1,2 MB. Sizes are decimal, as in file managers."""
    name = kind.rpartition("/")[2].upper()
    kilo = max(1, round(size / _KILO))
    if kilo < _KILO:
        return f"{name}, {kilo}\N{NO-BREAK SPACE}kB"
    mega = f"{size / (_KILO * _KILO):.1f}".replace(".", ",")
    return f"{name}, {mega}\N{NO-BREAK SPACE}MB"


@lru_cache(maxsize=256)
def language_name(tag: str) -> str:
    """Write what a language is called: engelska; a tag nobody named stays as it is."""
    names = Locale.parse("sv").languages
    return str(names.get(tag) or names.get(tag.partition("-")[0]) or tag)


def credit_line(credit: str) -> str:
    """Write who took a picture: Foto: Namn Namnsson. A credit that says so already is kept."""
    return credit if credit.casefold().startswith(("foto", "bild", "©")) else f"Foto: {credit}"


# A page shows the same few days again and again, and CLDR formatting costs 30 µs each.
@lru_cache(maxsize=4096)
def _date(local: date) -> str:
    return format_date(local, "d MMMM y", locale="sv_SE")
