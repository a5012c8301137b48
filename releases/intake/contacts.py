"""Contacts: who answers, with which title, at which numbers and addresses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from releases.intake import persons
from releases.intake.lines import Line
from releases.intake.reaching import Reach, reaches
from releases.model import Contact

_LONGEST = 300
_LONGEST_NAME_LINE = 110
_HEADING = re.compile(
    r"(?:för|vid|om du vill ha) (?:(?:mer|ytterligare|vidare|närmare|eventuella|övrig\w*|några) )*"
    r"(?:information|info|upplysningar|frågor|kommentarer|intervju\w*)\b[^:.\d]{0,60}?"
    r"(?:[,:]? ?(?:vänligen )?(?:kontakta|välkommen att kontakta|ring)(?: gärna)?:?|:|\Z)"
    r"|for (?:more|further|additional) (?:information|questions)[^:.\d]{0,40}?(?:contact:?|:|\Z)"
    r"|(?:mer |ytterligare )?(?:information|upplysningar|frågor) (?:lämnas|besvaras|ges) av:?"
    r"|(?:har du |vid )?frågor\?? ?(?:kontakta|ring):?"
    r"|(?:press|medie|media|våra |our )?-? ?kontakt(?:er|person(?:er)?|uppgifter|information|a oss)?"
    r"(?: för (?:press|media|medier)| (?:för )?(?:media|press|till oss))?(?: ?:|\Z| (?=[A-ZÅÄÖ]))"
    r"|(?:press |media |our )?contacts?(?: (?:person|information|details))?(?: ?:|\Z)"
    r"|press(?:ansvarig|jour|tjänst)(?: ?:|\Z)|(?:mer|more) information(?: ?:|\Z)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-zåäö]{3}[.!?](?:\s+[A-ZÅÄÖ]|\Z)")
_ADDRESS = re.compile(r"(?:www\.|https?://)\S+")
_POSTAL = re.compile(r"\b(?:post|besöks|leverans)?adress\b|\bbox \d|\b\d{3} \d\d [A-ZÅÄÖ]", re.IGNORECASE)
_POSTAL_TAIL = re.compile(r"[ ,.:]*(?:\b(?:post|besöks|leverans)?adress|\bbox \d).*", re.IGNORECASE)
_INVITES = re.compile(r"(?:anmäl\w*|anmälan .{0,30}|o\.?s\.?a\.?|rsvp|föranmäl\w*)\b.{0,30}:", re.IGNORECASE)


class Taken(NamedTuple):
    """Contacts as found; `about` holds what the sender says of itself among them."""

    contacts: tuple[Contact, ...]
    kept: list[Line]
    dropped: list[str]
    about: list[str]
    ends_at: int
    is_empty_block: bool


def is_heading(text: str) -> bool:
    """Tell whether a line is a heading over contacts and nothing more."""
    bare = text.strip("#*• ")
    match = _HEADING.match(bare)
    return bool(match and not bare[match.end() :].strip(" :.,*") and len(bare) < _LONGEST_NAME_LINE)


def take(lines: list[Line]) -> Taken:
    """Take the contacts out of a text, whether a heading announces them or not.

    `ends_at` is the index in `kept` of what followed the last contact.
    """
    kept: list[Line] = []
    dropped: list[str] = []
    about: list[str] = []
    found: list[Contact] = []
    ends_at, is_empty = 0, False
    at = 0
    while at < len(lines):
        region = _region(lines, at)
        if region is None:
            kept.append(lines[at])
            at += 1
            continue
        texts = [line.text for line in lines[at : region]]
        contacts, senders = _read(texts)
        is_empty = is_empty or not contacts
        if contacts:
            about += senders
            ends_at = len(kept)
        else:
            dropped += texts
        found += contacts
        at = region
    return Taken(tuple(found), kept, dropped, about, ends_at, is_empty)


def _region(lines: list[Line], start: int) -> int | None:
    """Return the end of the contact region that starts at a line, None where none does."""
    headed = _announces(lines[start].text)
    at = start + 1 if headed else start
    last = at if headed else None
    name_lines = 0
    while at < len(lines):
        text = lines[at].text
        if _is_data(text):
            last, name_lines = at + 1, 0
        elif headed and at > start + 1 and is_heading(text):
            last = at + 1
        elif _is_name_line(text) and name_lines < (3 if headed else 2):
            name_lines += 1
        else:
            break
        at += 1
    if last is None or (not headed and not _starts_unannounced(lines, start, last)):
        return None
    if headed and last == start + 1:
        # Names without numbers are contacts too, right below a heading.
        last += sum(1 for _ in _names_below(lines, last))
    return last


def _names_below(lines: list[Line], at: int) -> Iterator[Line]:
    for line in lines[at : at + 6]:
        name = persons.parse(line.text).name
        if len(line.text) > _LONGEST_NAME_LINE or not persons.is_name(name):
            return
        yield line


def _announces(text: str) -> bool:
    bare = text.strip("#*• ")
    match = _HEADING.match(bare)
    if match is None or len(text) > _LONGEST:
        return False
    rest = bare[match.end() :].strip(" :.,*")
    return not rest or _is_data(rest) or (rest[0].isupper() and persons.is_name(persons.parse(rest).name))


def _starts_unannounced(lines: list[Line], start: int, end: int) -> bool:
    """Tell whether a region without heading begins with somebody: name and data, or name above."""
    first = lines[start].text
    return end > start and (
        persons.is_name(persons.parse(_words(first)).name) and any(True for line in lines[start:end] if _is_data(line.text) and _reached(line.text))
    )


def _reached(text: str) -> bool:
    return any(isinstance(piece, Reach) and (piece.phone or piece.email) for piece in reaches(text))


def _words(text: str) -> str:
    return " ".join(piece for piece in reaches(text) if isinstance(piece, str))


def _is_data(text: str) -> bool:
    """Tell whether a line holds numbers, addresses or their labels, and no prose around them."""
    if len(text) > _LONGEST and "mailto:" not in text:
        return False
    if len(text) <= _LONGEST_NAME_LINE and _POSTAL.search(text):
        return True
    pieces = list(reaches(text))
    if _INVITES.match(text) or not any(isinstance(piece, Reach) for piece in pieces):
        return False
    words = " ".join(piece for piece in pieces if isinstance(piece, str))
    return len(words.split()) <= 22 and not _SENTENCE.search(words)  # noqa: PLR2004 - a long title


def _is_name_line(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME_LINE
        and not re.search(r"[.!?:]\Z|^[#–—-]|^\d", text)
        and not _ADDRESS.match(text)
    )


def _read(texts: list[str]) -> tuple[list[Contact], list[str]]:
    """Read contacts off a region: a new one begins with words that follow a number or a name."""
    found: list[Contact] = []
    senders: list[str] = []
    name, role = "", ""
    phones: list[str] = []
    emails: list[str] = []

    def close() -> None:
        nonlocal name, role
        if name or phones or emails:
            found.append(Contact(name=name, role=role, phones=tuple(phones), emails=tuple(emails)))
        name, role = "", ""
        phones.clear()
        emails.clear()

    for text in texts:
        bare = text.strip("#*• ")
        heading = _HEADING.match(bare)
        if heading:
            bare = bare[heading.end() :].strip(" :,*")
        pieces = list(reaches(bare))
        is_sender = (phones or emails) and persons.is_organisation(bare)
        if is_sender and pieces == [bare]:
            close()
            senders.append(bare)
            continue
        for piece in pieces:
            if isinstance(piece, Reach):
                phones += [piece.phone] if piece.phone and piece.phone not in phones else []
                emails += [piece.email] if piece.email and piece.email not in emails else []
                continue
            person = persons.parse(_POSTAL_TAIL.sub("", piece))
            is_person = persons.is_name(person.name)
            if name and not (phones or emails) and not piece.startswith(person.name):
                # "Pressekreterare hos minister Bo Ek" below a name is a title, not a second person.
                person, is_person = persons.Person(piece.strip(" ,."), ""), False
            if not person.name:
                continue
            if (phones or emails) and (is_person or piece is pieces[0]):
                close()
            if name and is_person and persons.is_name(name):
                close()
            if not name:
                name, role = person
            elif is_person:
                name, role = person.name, ", ".join(filter(None, [name, role, person.role]))
            else:
                role = ", ".join(filter(None, [role, person.name, person.role]))
    close()
    return found, senders
