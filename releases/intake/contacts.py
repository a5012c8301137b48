"""Contacts: who answers, with which title, at which numbers and addresses."""

import re
from typing import NamedTuple

from releases.intake import contact_blocks, persons
from releases.intake.contact_details import Reach, reaches
from releases.intake.lines import TextLine
from releases.model import Contact

# Newsroom services run name, title and number together: "Berit EkPresschefTel:070-111 22 33".
_LABEL = r"(?:Tel|Mobil|Telefon|E-post):"
_GLUED = re.compile(
    rf"(?<=[a-zåäöé\d])(?={_LABEL})|(?<=[a-zåäöé])(?=[A-ZÅÄÖ][a-zåäöé -]{{3,60}}{_LABEL})"
)
_GLUED_TITLE = re.compile(r"(?<=[a-zåäöé])(?=([A-ZÅÄÖ][\w-]{1,60})(?![\w-]))")
_FIELD = re.compile(r"(?:namn|titel|funktion|roll|befattning|name|title) ?: ", re.IGNORECASE)
# "Pressansvarig: Bo Ek" says what he is.
_OF_PERSON = re.compile(r"pressansvarig: ?", re.IGNORECASE)
# "Ring Bo Ek", "Mejla gärna Bo Ek"
_CALL = re.compile(
    rf"(?:ring|mejla|maila|hör av (?:dig|er) till|skriv till|messa)(?: gärna)? (?={persons.NAME})",
    re.IGNORECASE,
)
# "Ann Lo, chef, eller Bo Ek, rektor": the second one is told by the full name.
_SECOND = re.compile(rf",? (?:eller|och|samt|or|and) (?=(?:[a-zåäö]+ )?{persons.NAME} ?(?:,|\())")
_POSTAL = re.compile(
    r"(?<![ ,.:])[ ,.:]*+(?:\b(?:post|besöks|leverans)?adress\b|\bbox \d)"
    r".*?(?=\b(?:tele|tel\b|mobil|växel|e-post)|\Z)",
    re.IGNORECASE,
)


class FoundContacts(NamedTuple):
    """Contacts as found; `about` holds what the sender says of itself among them.

    `ends_at` is the index in `kept` of what followed the last contact.
    """

    contacts: tuple[Contact, ...]
    kept: list[TextLine]
    dropped: list[str]
    about: list[str]
    ends_at: int
    has_empty_block: bool


def take(lines: list[TextLine]) -> FoundContacts:
    """Take the contacts out of a text, whether a heading announces them or not."""
    kept: list[TextLine] = []
    dropped: list[str] = []
    read = _Reader()
    ends_at, at, has_empty_block = 0, 0, False
    while at < len(lines):
        end = contact_blocks.end(lines, at)
        if end is None:
            kept.append(lines[at])
            at += 1
            continue
        first = at + 1 if contact_blocks.leads_to_contacts(lines, at) else at
        texts = [line.text for line in lines[first:end]]
        if read.block(texts):
            ends_at = len(kept)
        else:
            has_empty_block = True
            dropped += texts
        at = end
    return FoundContacts(tuple(read.found), kept, dropped, read.senders, ends_at, has_empty_block)


class _Reader:
    """Reads contacts off lines: a new one begins with words after a number, or with a name."""

    def __init__(self) -> None:
        self.found: list[Contact] = []
        self.senders: list[str] = []
        self._contact = Contact()

    def block(self, texts: list[str]) -> bool:
        """Read a block of contacts; tell whether it held any."""
        before = len(self.found)
        for text in texts:
            parted = _GLUED_TITLE.sub(_before_title, _GLUED.sub(", ", text.strip("#*• ")))
            self._line(parted)
        self._close()
        return len(self.found) > before

    def _line(self, text: str) -> None:
        text = _CALL.sub("", text)
        heading = contact_blocks.HEADING.match(text)
        if heading and _OF_PERSON.fullmatch(heading[0]) and heading.end() < len(text):
            heading = None
        # "Presskontakt" below a name is what that person is, not a heading over others.
        if heading and not (self._contact.name and not self._is_reached):
            self._close()
            text = text[heading.end() :].strip(" :,*")
        pieces = [
            part.strip(" ,") if isinstance(part, str) else part
            for piece in reaches(_POSTAL.sub("", _FIELD.sub("", text)))
            for part in (_SECOND.split(piece) if isinstance(piece, str) else (piece,))
        ]
        if self._is_reached and pieces == [text] and persons.is_organisation(text):
            self._close()
            self.senders.append(text)
            return
        for place, piece in enumerate(pieces):
            if isinstance(piece, Reach):
                self._reach(piece)
            else:
                # "eller presstjänsten, 08-…": an office with a number of its own.
                answers = persons.is_office(piece) and place + 1 < len(pieces)
                self._words(piece, opens_entry=place == 0 or answers)

    @property
    def _is_reached(self) -> bool:
        return bool(self._contact.phones or self._contact.emails)

    def _reach(self, reach: Reach) -> None:
        phones, emails = self._contact.phones, self._contact.emails
        if reach.phone and reach.phone not in phones:
            phones = (*phones, reach.phone)
        if reach.email and reach.email not in emails:
            emails = (*emails, reach.email)
        self._contact = Contact(self._contact.name, self._contact.role, phones, emails)

    def _words(self, words: str, *, opens_entry: bool) -> None:
        person = persons.parse(words)
        if not person.name:
            return
        named = persons.is_name(self._contact.name)
        if self._contact.name and not self._is_reached and not words.startswith(person.name):
            # "Pressekreterare hos minister Bo Ek" below a name is a title, not a second person.
            person = persons.NamedPerson(words.strip(" ,."), "")
        is_person = persons.is_name(person.name)
        if (self._is_reached and (is_person or opens_entry)) or (named and is_person):
            self._close()
        name, role = self._contact.name, self._contact.role
        if not name or is_person:
            self._name(person.name, name, role, person.role)
        else:
            self._name(name, role, person.name, person.role)

    def _name(self, name: str, *roles: str) -> None:
        role = ", ".join(filter(None, roles))
        self._contact = Contact(name, role, self._contact.phones, self._contact.emails)

    def _close(self) -> None:
        if self._contact != Contact():
            self.found.append(self._contact)
        self._contact = Contact()


def _before_title(glued: re.Match[str]) -> str:
    return ", " if persons.is_title(glued[1]) else ""
