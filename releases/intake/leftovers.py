"""What is left of a source once its record is read: lines that may matter, and furniture of pages.

`Intake.dropped` has every line that is not in a field as it stands. Most of them were understood: a
stamp became the time, a label the kind, a contact's line a contact. Whoever reads the record needs
to see only the others.
"""

import re
from collections.abc import Iterator
from itertools import chain, groupby

import msgspec

from releases.intake import contact_headings, embargoes, persons, secrecy, stamps
from releases.intake.contact_details import Reach, reaches
from releases.intake.record import Intake
from releases.intake.zones import furniture

_WORD = re.compile(r"\w+")
_MARKS = "#*_–-•|>· \t"
# A line of a mail's head, or a field: what it is called lives on as the name of the field.
# Words: what the fields of the record are called in texts.
_LABELLED = re.compile(
    r"(?:ämne|subject|rubrik|titel|ingress|foto(?:graf)?|bild(?:text)?)\s?:\s?(?P<said>.+)"
    r"|(?:kort )?(?:fakta )?om (?P<about>.+)",
    re.IGNORECASE | re.DOTALL,
)
# Words: labels of contacts, which live on as the names of their fields.
_OF_CONTACTS = frozenset(
    (
        *(
            "kontakt",
            "kontaktperson",
            "kontakta",
            "presskontakt",
            "telefon",
            "telefonnummer",
            "tfn",
        ),
        *("tel", "mobil", "mob", "direkt", "växel", "e", "post", "mejl", "mail", "e-post"),
        *("mejladress", "postadress", "namn", "nås", "på", "via", "eller", "och"),
        *("phone", "email", "contact", "name"),
    )
)
# The lines of a menu are short, and several stand together.
_LONGEST_OF_MENU = 40
_MOST_WORDS_OF_MENU = 4
_FEWEST_OF_MENU = 4
_SAYS_MORE = re.compile(r"[\d@:]|[.!?]\Z")


class Leftovers(msgspec.Struct, frozen=True):
    """Source lines that no field holds: those that may matter, and the furniture of the page."""

    lines: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


def sort_leftovers(record: Intake) -> Leftovers:
    """Return the dropped lines of a record that it has not understood, in their order.

    A line is understood where one field holds its words in one run, where it stamps the record's
    own time or kind, or where it says nothing but a contact's details. Never raises.
    """
    held = list(_held(record))
    open_lines = [line for line in record.dropped if not _is_understood(line, record, held)]
    in_menu = _menus(open_lines)
    lines: list[str] = []
    of_page: list[str] = []
    for at, line in enumerate(open_lines):
        is_of_page = not _is_secret(line) and (_is_furniture(line) or at in in_menu)
        (of_page if is_of_page else lines).append(line)
    return Leftovers(tuple(lines), tuple(of_page))


def _is_understood(line: str, record: Intake, held: list[str]) -> bool:
    bare = line.strip(_MARKS)
    said = _words(bare)
    if not said.strip():
        return True
    if _stands(said, held) or (record.contacts and contact_headings.is_heading(bare)):
        return True
    labelled = _LABELLED.fullmatch(bare)
    if labelled and _stands(_words(labelled["said"] or labelled["about"]), held):
        return True
    return _stamps(bare, record) or _is_of_contact(bare, record)


def _stamps(line: str, record: Intake) -> bool:
    """Tell whether a line stamps what the record has, and nothing else."""
    stamp = stamps.parse_stamp(line)
    if stamp is None or stamp.glued or not (stamp.published or stamp.kind):
        return False
    is_own_time = stamp.published in {None, record.published_at}
    return is_own_time and stamp.kind in {None, record.kind}


def _is_of_contact(line: str, record: Intake) -> bool:
    """Tell whether a line says how somebody is reached who is a contact, and who that is."""
    pieces = list(reaches(line))
    said = {word for piece in pieces if isinstance(piece, Reach) for word in piece if word}
    rest = set(_WORD.findall(" ".join(each for each in pieces if isinstance(each, str)).lower()))
    for contact in record.contacts:
        named = set(_WORD.findall(f"{contact.name} {contact.role}".lower()))
        if said and said <= {*contact.phones, *contact.emails} and rest <= named | _OF_CONTACTS:
            return True
        if not said and rest & named and rest <= named | _OF_CONTACTS:
            return True
    return False


def _is_furniture(line: str) -> bool:
    bare = line.strip(_MARKS)
    return furniture.is_furniture(bare) or furniture.is_notice(bare) or furniture.ends_page(bare)


def _is_secret(line: str) -> bool:
    """Tell whether a line holds a text back, or is not for readers: that always matters."""
    return bool(secrecy.note(line) or any(embargoes.held(line)))


def _menus(lines: list[str]) -> set[int]:
    """Return the places of lines that stand as menus do: short, several together, no sentences."""
    places: set[int] = set()
    for is_short, run in groupby(enumerate(lines), lambda each: _is_of_menu(each[1])):
        together = [at for at, _ in run]
        if is_short and len(together) >= _FEWEST_OF_MENU:
            places |= set(together)
    return places


def _is_of_menu(line: str) -> bool:
    bare = line.strip(_MARKS)
    if _is_furniture(line):
        return True
    if len(bare) > _LONGEST_OF_MENU or len(bare.split()) > _MOST_WORDS_OF_MENU:
        return False
    return not _SAYS_MORE.search(bare) and not persons.is_name(bare)


def _held(record: Intake) -> Iterator[str]:
    """Yield the words of each field, and of each paragraph of a long one, as one run."""
    event = record.event
    texts = chain(
        (record.title, record.lead, event.place if event else ""),
        record.body.split("\n"),
        record.about.split("\n"),
        (text for image in record.images for text in (image.caption, image.alt, image.credit)),
        (f"{contact.name} {contact.role}" for contact in record.contacts),
        (f"{image.caption} {image.credit}" for image in record.images),
    )
    yield from filter(None, map(_words, texts))


def _stands(said: str, held: list[str]) -> bool:
    return any(said in words for words in held)


def _words(text: str) -> str:
    """Return the words of a text in lower case, a space on each side of every one."""
    return f" {' '.join(_WORD.findall(text.lower()))} "
