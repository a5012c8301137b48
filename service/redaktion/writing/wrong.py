"""What is wrong with a draft, in Swedish, beside the field it stands in."""

import re
from collections.abc import Callable

from releases.errors import FieldError, ImpossibleTime, InvalidDocument

Say = Callable[..., str]

_INDEX = re.compile(r"\[\d+\]")
_LAST = re.compile(r"(\.(?:phones|emails)|topics|places|translations)\[\d+\]\Z")
_SAID = {
    "title": "Skriv en rubrik, högst 300 tecken.",
    "kind": "Välj ett slag.",
    "lead": "Ingressen är för lång: högst 5 000 tecken.",
    "body": "Texten är för lång: högst 500 000 tecken.",
    "about": "Texten om avsändaren är för lång: högst 5 000 tecken.",
    "language": "Skriv en språkkod som sv, en, fi eller se.",
    "topics": "Ett ämne är för långt: högst 64 tecken.",
    "places": "En plats är för lång: högst 64 tecken.",
    "translations": "Skriv adressen till meddelandet på det andra språket.",
    "contacts.phones": "Telefonnumret är för långt.",
    "contacts.emails": "Skriv en e-postadress som namn@region.se; är de flera, en på varje rad.",
    "links.url": "Skriv en hel webbadress som börjar med https://.",
    "event.starts_at": "Skriv när det börjar, med dag och klockslag.",
    "event.ends_at": "Skriv när det slutar: ett klockslag efter början.",
    "images.media": "Bilden finns inte i pressrummet. Ladda upp den igen.",
    "images.focus": "Skriv båda talen, från 0 till 100, eller lämna båda tomma.",
    "picture.file": "Välj en bild i JPEG, PNG eller WebP, högst 15 MB, eller en PDF, högst 20 MB.",
    "picture.alt": "Berätta vad bilden föreställer, för dem som inte ser den.",
    "picture.title": "Skriv vad bilagan heter.",
}
_OTHER = "Det här går inte att spara som det står. Kontrollera längd och tecken."
_IMPOSSIBLE = "Klockan ställs om då: den tiden finns inte, eller finns två gånger. Välj en annan."


def problems(refused: InvalidDocument, say: Say) -> dict[str, str]:
    """Return sentences by the name of the field (`title`, `contacts[0].emails`)."""
    return {_place(each.field): say(_sentence(each)) for each in reversed(refused.errors)}


def _place(field: str) -> str:
    return _LAST.sub(r"\1", field)


def _sentence(error: FieldError) -> str:
    if isinstance(error, ImpossibleTime):
        return _IMPOSSIBLE
    return _SAID.get(_INDEX.sub("", error.field), _OTHER)
