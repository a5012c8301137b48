"""Contacts: who answers, with which title, at which numbers and addresses."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from releases.intake import contact_headings, contact_phrases, dates, persons
from releases.intake.contact_details import OR, Reach, reaches
from releases.intake.lines import TextLine
from releases.intake.zones.zone import Zone
from releases.model import Contact
from releases.text.slugs import slug

# Newsroom services run name, title and number together: "Berit EkPresschefTel:070-111 22 33".
_LABEL = r"(?:Tel|Mobil|Telefon|E-post):"
_GLUED = re.compile(
    rf"(?<=[a-zåäöé\d])(?={_LABEL})|(?<=[a-zåäö]\))(?=[A-ZÅÄÖ][a-zåäö])"
    rf"|(?<=[a-zåäöé])(?=[A-ZÅÄÖ][a-zåäöé -]{{3,60}}{_LABEL})"
)
_GLUED_TITLE = re.compile(r"(?<=[a-zåäöé])(?=([A-ZÅÄÖ][\w-]{1,60})(?![\w-]))")
_CAMEL = re.compile(r"(?<=[a-zåäöé])(?=[A-ZÅÄÖ][a-zåäöé])")
_FIELD = re.compile(r"(?:namn|titel|roll|befattning) ?: ", re.IGNORECASE)
# "Pressansvarig: Bo Ek" says what he is.
_OF_PERSON = re.compile(r"pressansvarig: ?", re.IGNORECASE)
# "Ann Lo, chef, eller Bo Ek, rektor": the second one is told by the full name.
SECOND = re.compile(rf",? (?:{OR}) (?=(?:[a-zåäö]+ )?{persons.NAME} ?(?:,|\())")
# Words: what addresses are called, and what stands behind them on a line.
_POSTAL = re.compile(
    r"(?<![ ,.:])[ ,.:]*+(?:(?<!-)\b(?:post|besöks)?adress\b|\bbox \d)"
    r".*?(?=\b(?:tele?|mobil|växel|e-post)|\Z)",
    re.IGNORECASE,
)


# When somebody answers: "Telefontid: vardagar 8–17", "Öppet måndag–torsdag 8–16.30".
# Words: what hours are called, and days that are none of the week.
_HOURS = re.compile(
    rf"(?:telefontid|öppet|öppettider)\b.*|(?:vardag\w*|{dates.WEEKDAY}).*\d.*"
    r"|(?:\w+t )?(?:kl\.?|mellan) ?\d.*|dygnet runt|dagtid",
    re.IGNORECASE,
)


class FoundContacts(NamedTuple):
    """Contacts as found; `about` holds what the sender says of itself among them."""

    contacts: tuple[Contact, ...]
    dropped: list[str]
    about: list[str]
    has_empty_block: bool


def read(
    blocks: Iterable[Sequence[tuple[TextLine, Zone]]],
    known: Iterable[str] = (),
    signed: Iterable[str] = (),
) -> FoundContacts:
    """Return the contacts of blocks of lines; `known` are full names that the text tells.

    `signed` are those it is signed by: an address without a name may be made of one.
    """
    reader = _Reader(known, signed)
    dropped: list[str] = []
    has_empty_block = False
    for block in blocks:
        texts = [line.text for line, _ in block]
        if not reader.block([(line.text, zone is Zone.CONTACT_HEADING) for line, zone in block]):
            has_empty_block = has_empty_block or any(map(_is_label, texts))
            dropped += texts
    return FoundContacts(tuple(reader.found), dropped, reader.senders, has_empty_block)


def _is_label(text: str) -> bool:
    return any(piece == Reach() for piece in reaches(text))


class _Reader:
    """Reads contacts off lines: a new one begins with words after a number, or with a name."""

    def __init__(self, known: Iterable[str], signed: Iterable[str]) -> None:
        self.found: list[Contact] = []
        self._by_address = {_address_of(name): name for name in signed}
        # By their first word: lists of contacts are long.
        self._known: dict[str, set[str]] = {}
        self._know(known)
        self.senders: list[str] = []
        self._contact = Contact()

    def block(self, lines: Iterable[tuple[str, bool]]) -> bool:
        """Read a block of contacts, each line with whether it heads others; tell if it held any."""
        before = len(self.found)
        lines = tuple(lines)
        self._know(text for text, _ in lines if persons.is_name(text))
        for text, is_heading in lines:
            if is_heading and not contact_headings.HEADING.match(text.strip("#*• ")):
                # An office whose number stands below is who answers.
                self._close()
                if not (persons.is_office(text) or persons.names_in(text)):
                    continue
            bare = text.replace("**", "").strip("#*• ")
            parted = _GLUED.sub(", ", self._part_from_name(bare))
            self._line(_GLUED_TITLE.sub(_before_title, parted))
        self._close()
        self._join(before)
        return len(self.found) > before

    def _know(self, names: Iterable[str]) -> None:
        for name in names:
            self._known.setdefault(name.partition(" ")[0], set()).add(name)

    def _part_from_name(self, text: str) -> str:
        """Part "Bo EkombudsmanFöreningen Sol" where the text knows Bo Ek."""
        known = self._known.get(text.partition(" ")[0], ())
        begins = (name for name in known if text.startswith(name) and name != text)
        name = max(begins, key=len, default="")
        rest = text[len(name) :]
        # "Bo Ekman" is somebody else.
        if not (name and rest[:1].isalpha() and (rest[:1].isupper() or _CAMEL.search(rest))):
            return text
        return f"{name}, {_CAMEL.sub(', ', rest, count=1)}"

    def _join(self, first: int) -> None:
        """Give words that nobody can be reached by, and that name nobody, to whom they follow."""
        joined: list[Contact] = []
        for contact in self.found[first:]:
            is_person = _is_reached(contact) or persons.is_name(contact.name)
            if is_person or not joined or not _is_reached(joined[-1]):
                joined.append(contact)
                continue
            above = joined.pop()
            role = ", ".join(filter(None, (above.role, contact.name, contact.role)))
            joined.append(Contact(above.name, role, above.phones, above.emails))
        self.found[first:] = joined

    def _line(self, text: str) -> None:
        if contact_phrases.is_fields(text):
            return
        text = contact_phrases.strip(text)
        heading = contact_headings.HEADING.match(text)
        if heading and _OF_PERSON.fullmatch(heading[0]) and heading.end() < len(text):
            heading = None
        # "Presskontakt" below a name is what that person is, not a heading over others.
        below_name = self._contact.name and not self._is_reached
        if heading and not (below_name and heading[0].lower().startswith(("press", "medie"))):
            self._close()
            text = text[heading.end() :].strip(" :,*")
        pieces = [
            part.strip(" ,") if isinstance(part, str) else part
            for piece in reaches(_POSTAL.sub("", _FIELD.sub("", text)))
            for part in (SECOND.split(piece) if isinstance(piece, str) else (piece,))
        ]
        is_sender = persons.is_sender(text) and not persons.is_office(text)
        if self._is_reached and pieces == [text] and is_sender:
            self._close()
            self.senders.append(text)
            return
        if service := contact_phrases.service(text):
            self._close()
            self._name(service)
            pieces = pieces[1:]
        elif _number_leads(pieces) and (self._is_reached or not self._contact.name):
            self._close()
            self._line_of_number(pieces)
            return
        for place, piece in enumerate(pieces):
            if isinstance(piece, Reach):
                glued = _glued_before(piece.email, self._contact.name)
                if glued:
                    self._words(glued, opens_entry=False)
                self._reach(piece._replace(email=piece.email[len(glued) :]))
            else:
                # "eller presstjänsten, 08-…": an office with a number of its own.
                answers = persons.is_office(piece) and place + 1 < len(pieces)
                self._words(piece, opens_entry=place == 0 or answers)

    def _line_of_number(self, pieces: Sequence[Reach | str]) -> None:
        """Read "070-123 45 67, Bo Ek, rektor": whose number it is stands behind it."""
        for piece in pieces:
            if isinstance(piece, Reach):
                self._reach(piece)
            elif self._contact.name:
                self._words(piece, opens_entry=True)
            else:
                self._name(*persons.parse(piece))

    @property
    def _is_reached(self) -> bool:
        return _is_reached(self._contact)

    def _reach(self, reach: Reach) -> None:
        phones, emails = self._contact.phones, self._contact.emails
        if reach.phone and reach.phone not in phones:
            phones = (*phones, reach.phone)
        if reach.email and reach.email not in emails:
            emails = (*emails, reach.email)
        self._contact = Contact(self._contact.name, self._contact.role, phones, emails)

    def _words(self, words: str, *, opens_entry: bool) -> None:
        if _HOURS.fullmatch(words):
            if self._contact.name:
                self._name(self._contact.name, self._contact.role, words)
            return
        person = persons.parse(contact_phrases.through(words))
        if not person.name:
            return
        named = persons.is_name(self._contact.name)
        if named and not self._is_reached and not words.startswith(person.name):
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
        contact, self._contact = self._contact, Contact()
        if contact == Contact():
            return
        if not contact.name:
            names = (self._by_address.get(email.partition("@")[0]) for email in contact.emails)
            name = next(filter(None, names), "")
            contact = Contact(name, contact.role, contact.phones, contact.emails)
        # A portrait says the name once more, above whoever it is of.
        if self.found and self.found[-1].name == contact.name and not _is_reached(self.found[-1]):
            role = ", ".join(filter(None, dict.fromkeys((self.found.pop().role, contact.role))))
            contact = Contact(contact.name, role, contact.phones, contact.emails)
        self.found.append(contact)


def _address_of(name: str) -> str:
    """Return what stands before the sign in addresses made of names: "bo.ek" of Bo Ek."""
    words = name.split()
    return f"{slug(words[0])}.{slug(words[-1])}"


def _number_leads(pieces: Sequence[Reach | str]) -> bool:
    """Tell whether a line begins with a number and says whose it is behind it."""
    first, second = (*pieces[:2], "", "")[:2]
    return (
        isinstance(first, Reach)
        and bool(first.phone)
        and isinstance(second, str)
        and persons.is_name(persons.parse(second).name)
    )


def _is_reached(contact: Contact) -> bool:
    return bool(contact.phones or contact.emails)


def _glued_before(email: str, name: str) -> str:
    """Return what is glued to an address before the given name: "Vd" of "Vdbo.ek@…" for Bo Ek."""
    given = slug(name.partition(" ")[0]) if persons.is_name(name) else ""
    at = email.partition("@")[0].find(f"{given}.") if given else 0
    glued = email[: max(0, at)]
    return glued if len(glued) > 1 and glued.isalpha() and glued[0].isupper() else ""


def _before_title(glued: re.Match[str]) -> str:
    return ", " if persons.is_title(glued[1]) else ""
