"""What was unsure about contacts: whether lines are one, and whose a number or an address is."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from releases.intake import contact_headings, contact_owners, contacts, persons
from releases.intake.contact_details import reaches
from releases.intake.contact_owners import ContactPiece, ContestedDetail, is_reached
from releases.intake.lines import TextLine
from releases.intake.record import Doubt
from releases.intake.zones.zone import Zone
from releases.intake.zones.zoned_page import ZonedPage
from releases.model import Contact
from releases.text import phones

FIELD = "contacts"
_MOST = 4
_AMONG = (Zone.CONTACT, Zone.CONTACT_HEADING)
_PROSE = (Zone.LEAD, Zone.TEXT, Zone.ITEM, Zone.QUOTE)
# So many characters between a name and a detail are a title.
_TITLE = 60
_NAME_WORDS = 4
# Words: what somebody who writes or takes pictures is called.
# Who wrote or took something; such people stand with an address at the end of a text.
_AUTHOR = re.compile(
    r"(?:text(?: och (?:bild|foto))?|foto(?:graf)?|av|by|skribent|\w*författare"
    r"|redaktör|journalist|krönikör|author|writer)\b",
    re.IGNORECASE,
)
# A paragraph of more characters is not asked about.
_LONGEST = 3_000
_REACHED = re.compile(r"@|\d{3}")


def find(found: Sequence[Contact], page: ZonedPage) -> Iterator[Doubt]:
    """Yield what is unsure about the contacts of a page, the most telling first, a few at most."""
    if page.tells_rivals:
        yield from islice(_find(found, page), _MOST)


def _find(found: Sequence[Contact], page: ZonedPage) -> Iterator[Doubt]:
    contested: set[str] = set()
    runs = _runs(page)
    for run in runs:
        for detail in contact_owners.find([each for line in run for each in line.pieces], found):
            parties = {each.name for rival in detail.rivals for each in rival}
            contested |= {detail.owner.name, *parties}
            yield _of_owner(detail, found)
    # A name that is said twice is one contact: of a portrait, of the details.
    reached = {contact.name for contact in found if is_reached(contact)}
    single = {contact.name: contact for contact in found if contact.name not in contested}
    lines = _lines_by_words(runs)
    for contact in single.values():
        if is_reached(contact) or contact.name not in reached:
            yield from _of_reading(contact, lines)
    known = {contact.name for contact in found}
    details = {detail for contact in found for detail in (*contact.phones, *contact.emails)}
    for words, contact in (*_strays(page), *_in_prose(page)):
        told = {*contact.phones, *contact.emails}
        if not (told & details if told else contact.name in known):
            known.add(contact.name)
            details |= told
            yield _doubt(words, (), (contact,))


class _RunLine(NamedTuple):
    """A line that is or may be of contacts, in a run of such lines.

    It may be `close` to another reading, be `headed` by a line that announces contacts, stand
    `amid` the text.
    """

    line: TextLine
    zone: Zone
    pieces: list[ContactPiece]
    is_close: bool
    is_headed: bool
    is_amid: bool


def _runs(page: ZonedPage) -> list[list[_RunLine]]:
    """Return the lines that are or may be of contacts, in runs that others part."""
    last = max((at for at, (_, zone) in enumerate(page.zoned) if zone in _PROSE), default=-1)
    runs: list[list[_RunLine]] = [[]]
    is_headed = False
    flagged = zip(page.zoned, page.close(*_AMONG), strict=True)
    for at, ((line, zone), is_close) in enumerate(flagged):
        if zone in _AMONG or (is_close and zone not in _PROSE):
            is_headed = is_headed or contact_headings.after(line.text) is not None
            pieces = contact_owners.parse(line)
            runs[-1].append(_RunLine(line, zone, pieces, is_close, is_headed, at < last))
        elif runs[-1]:
            runs.append([])
            is_headed = False
    return runs


def _lines_by_words(runs: Sequence[Sequence[_RunLine]]) -> dict[str, list[_RunLine]]:
    """Return the lines of contacts by each name, number and address in them."""
    lines: dict[str, list[_RunLine]] = {}
    for each in (line for run in runs for line in run if line.zone is Zone.CONTACT):
        for person, detail, *_ in each.pieces:
            for words in filter(None, (person.name, *detail.phones, *detail.emails)):
                lines.setdefault(words, []).append(each)
    return lines


def _of_reading(contact: Contact, lines: Mapping[str, Sequence[_RunLine]]) -> Iterator[Doubt]:
    """Yield the doubt of a contact that might as well be an author, a speaker or furniture."""
    words = (contact.name, *contact.phones, *contact.emails)
    told = {each.line.number: each for word in words for each in lines.get(word, ())}
    held = [told[number] for number in sorted(told)]
    if not held:
        return
    is_author = any(map(_AUTHOR.match, (contact.role, *(each.line.text for each in held))))
    is_amid = held[-1].is_amid and not contact.phones
    is_headed = any(each.is_headed for each in held)
    is_loose = not is_reached(contact) or (not is_headed and (is_author or is_amid))
    is_person = persons.is_name(contact.name)
    # "Frågor om bron tar Bo Ek, …" has one in it whose name is not all of that.
    within = () if is_person else tuple(_told_in(held[0].line.text))
    if any(each.is_close for each in held) or (is_loose and is_person) or within:
        others = ((each,) for each in within)
        yield _doubt("\n".join(each.line.text for each in held), (contact,), *others, ())


def _strays(page: ZonedPage) -> Iterator[tuple[str, Contact]]:
    """Yield lines that were nearly read as contacts, and whom they name."""
    flagged = zip(page.zoned, page.close(*_AMONG), strict=True)
    for is_stray, run in groupby(flagged, lambda each: each[1] and each[0][1] not in _AMONG):
        lines = [line for (line, _), _ in run] if is_stray else []
        for contact in contacts.read([[(line, Zone.CONTACT) for line in lines]]).contacts:
            if _is_plausible(contact):
                yield "\n".join(line.text for line in lines), contact
        yield from ((line.text, each) for line in lines for each in _told_in(line.text))


def _is_plausible(contact: Contact) -> bool:
    """Tell whether a reading of lines names somebody who may be a contact."""
    is_short = len(contact.name.split()) <= _NAME_WORDS
    return persons.is_name(contact.name) or (
        is_short and is_reached(contact) and persons.is_office(contact.name)
    )


def _in_prose(page: ZonedPage) -> Iterator[tuple[str, Contact]]:
    """Yield sentences that tell by what somebody is reached, and who that is."""
    for line, zone in page.zoned:
        if zone in _PROSE:
            yield from ((line.text, contact) for contact in _told_in(line.text))


def _told_in(text: str) -> Iterator[Contact]:
    if len(text) > _LONGEST or not _REACHED.search(text):
        return
    person = Contact()
    for piece in reaches(text):
        if isinstance(piece, str):
            if is_reached(person):
                yield person
            person = _last_named(piece)
        elif person.name:
            person = contact_owners.with_detail(person, contact_owners.to_contact(piece))
    if is_reached(person):
        yield person


def _last_named(words: str) -> Contact:
    """Return who is named last in words, where nothing but a title follows."""
    for name in persons.names_in(words)[-1:]:
        after = words[words.rfind(name) + len(name) :]
        if len(after) <= _TITLE and (not after or after[0] in ",("):
            return Contact(name, after.strip(" ,()"))
    return Contact()


def write(contact: Contact) -> str:
    """Return a contact as one line: name, role, numbers, addresses."""
    numbers = map(phones.format_phone, contact.phones)
    return ", ".join(filter(None, (contact.name, contact.role, *numbers, *contact.emails)))


def _doubt(concerns: str, *readings: tuple[Contact, ...]) -> Doubt:
    """Return the doubt whether lines are the contacts they were read as, or those of others."""
    value, *alternatives = ("; ".join(map(write, reading)) for reading in readings)
    return Doubt(FIELD, value, tuple(alternatives), concerns=concerns, contacts=readings)


def _of_owner(contested: ContestedDetail, found: Sequence[Contact]) -> Doubt:
    """Return the doubt whose a detail is: its words are who would hold it, its contacts all."""
    detail, owner, rivals = contested
    readings = ((owner,), *sorted(rivals, key=len))
    parties = {each for reading in readings for each in reading}
    known = [each for each in found if each in parties]

    def share(holders: Sequence[Contact]) -> tuple[Contact, ...]:
        """Return the contacts there are, and holders who are none yet, where these hold it."""
        left = [
            contact_owners.with_detail(each, detail)
            if each in holders
            else contact_owners.without_detail(each, detail)
            for each in dict.fromkeys((*known, *holders))
        ]
        return tuple(each for each in left if each != Contact())

    value, *alternatives = (
        "; ".join(write(contact_owners.with_detail(each, detail)) for each in reading)
        for reading in readings
    )
    return Doubt(
        FIELD,
        value,
        tuple(alternatives),
        concerns=write(detail),
        contacts=tuple(map(share, readings)),
    )
