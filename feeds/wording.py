"""The words and dates the outputs share: labels of kinds, dates as Swedes and others write them."""

from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from feeds.languages import translate
from releases.model import Event, Kind, Rendition
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
CORRECTED = "Rättad"
WITHDRAWN = "Återkallat"
ATTACHMENTS = "Bilagor"
WITHDRAWAL = "Publiceringen har återkallats av avsändaren."

_KILO = 1000
_LOCALES = {"sv": "sv_SE", "en": "en_GB", "fi": "fi_FI", "se": "se_SE"}
# CLDR's patterns; Northern Sami has no long one of its own there, so its days are in figures.
_DAYS = {"sv": "d MMMM y", "en": "d MMMM y", "fi": "d. MMMM y", "se": "y-MM-dd"}
_CLOCKS = {"sv": "HH.mm", "en": "HH:mm", "fi": "H.mm", "se": "HH:mm"}
_CREDITED = ("foto", "bild", "photo", "kuva", "govva", "©")


def day(instant: datetime, spoken: str = LANGUAGE) -> str:
    """Write the Stockholm day of an instant: 3 april 2018, or as another language of ours does."""
    return _date(local_day(instant), spoken)


def format_written_day(calendar_day: date, spoken: str = LANGUAGE) -> str:
    """Write a calendar day as `day` does."""
    return _date(calendar_day, spoken)


def clock(instant: datetime, spoken: str = LANGUAGE) -> str:
    """Write the Stockholm time of day of an instant: 07.23."""
    local = instant.astimezone(STOCKHOLM)
    return _clock(time(local.hour, local.minute), spoken)


@lru_cache(maxsize=4096)
def _clock(minute: time, spoken: str) -> str:
    return format_time(minute, _CLOCKS[spoken], locale=_LOCALES[spoken])


def moment(instant: datetime, spoken: str = LANGUAGE, *, day_only: bool = False) -> str:
    """Write an instant in Stockholm time: 3 april 2018 kl. 07.23, or the day alone."""
    shown = day(instant, spoken)
    if day_only:
        return shown
    return translate("{day} kl. {clock}", spoken).format(day=shown, clock=clock(instant, spoken))


def occasion(event: Event, spoken: str = LANGUAGE) -> str:
    """Write when an event takes place: 3 april 2018 kl. 10.00–11.30; over midnight both days."""
    start = moment(event.starts_at, spoken)
    if event.ends_at is None:
        return start
    if local_day(event.starts_at) == local_day(event.ends_at):
        return f"{start}–{clock(event.ends_at, spoken)}"
    return f"{start} – {moment(event.ends_at, spoken)}"


def number(value: int, spoken: str = LANGUAGE) -> str:
    """Write a whole number: 2 000, in English 2,000."""
    return str(format_decimal(value, locale=_LOCALES[spoken]))


def file_kind(kind: str, size: int) -> str:
    """Write what a file is and how large: PDF, 1,2 MB. Sizes are decimal, as in file managers."""
    name = kind.rpartition("/")[2].upper()
    kilo = max(1, round(size / _KILO))
    if kilo < _KILO:
        return f"{name}, {kilo}\N{NO-BREAK SPACE}kB"
    mega = f"{size / (_KILO * _KILO):.1f}".replace(".", ",")
    return f"{name}, {mega}\N{NO-BREAK SPACE}MB"


def picture_kind(file: Rendition, spoken: str = LANGUAGE) -> str:
    """Write what a picture is, how large and in how many pixels: JPEG, 6,2 MB, 4 000 × 3 000."""
    sides = f"{number(file.width, spoken)}\N{NO-BREAK SPACE}×\N{NO-BREAK SPACE}"
    return f"{file_kind(file.type, file.size)}, {sides}{number(file.height, spoken)}"


@lru_cache(maxsize=256)
def language_name(tag: str, spoken: str = LANGUAGE) -> str:
    """Write what a language is called: engelska; a tag nobody named stays as it is."""
    names = Locale.parse(spoken).languages
    return str(names.get(tag) or names.get(tag.partition("-")[0]) or tag)


def credit_line(credit: str, spoken: str = LANGUAGE) -> str:
    """Write who took a picture: Foto: Namn Namnsson. A credit that says so already is kept."""
    return (
        credit
        if credit.casefold().startswith(_CREDITED)
        else f"{translate('Foto', spoken)}: {credit}"
    )


# A page shows the same few days again and again, and CLDR formatting costs 30 µs each.
@lru_cache(maxsize=4096)
def _date(local: date, spoken: str) -> str:
    return format_date(local, _DAYS[spoken], locale=_LOCALES[spoken])
