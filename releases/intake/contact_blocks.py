"""Where contacts stand in a text: under a heading that announces them, or where numbers are."""

import re
from itertools import takewhile

from releases.intake import persons
from releases.intake.contact_details import Reach, reaches
from releases.intake.lines import TextLine

_LONGEST = 300
_LONGEST_NAME_LINE = 110
_MOST_WORDS = 22
_MOST_NAMES = 6
# Lines of addresses that go on and on without a number or a mailbox are no contacts.
_MOST_UNREACHED = 40
HEADING = re.compile(
    r"(?:för|vid|om du vill ha) (?:(?:mer|ytterligare|vidare|närmare|eventuella|övrig\w*|några) )*"
    r"(?:information|info|upplysningar|frågor|kommentarer|intervju\w*)\b[^:.\d]{0,60}?"
    r"(?:[,:]? ?(?:vänligen )?(?:kontakta|välkommen att kontakta|ring)(?: gärna)?:?|:|\Z)"
    r"|for (?:more|further|additional) (?:information|questions)[^:.\d]{0,40}?(?:contact:?|:|\Z)"
    r"|(?:mer |ytterligare )?(?:information|upplysningar|frågor) (?:lämnas|besvaras|ges) av:?"
    r"|vill du veta mer\?? ?(?:kontakta|ring)?:?"
    r"|(?:vänligen )?kontakta(?: gärna)?:? (?=(?-i:[A-ZÅÄÖ]))"
    r"|(?:har du |vid )?frågor\?? ?(?:kontakta|ring):?"
    r"|(?:press|medie|media|våra |our )?-? ?kontakt(?:er|person(?:er)?|uppgifter|information"
    r"|a oss)?"
    r"(?: för (?:press\w*|media|medier|journalister)| (?:för )?(?:media|press|till oss))?"
    r"(?: ?:|\Z| (?=(?-i:[A-ZÅÄÖ])))"
    r"|(?:media|medier|press|(?:press|medie|media)frågor|frågor från (?:press|media|medier)"
    r"|kontakta oss(?: gärna)?|kontakt och information|välkommen att (?:kontakta|höra av dig)"
    r"(?: till)?|fråg(?:or|a)|kontaktinfo):?\Z"
    r"|(?:press |media |our )?contacts?(?: (?:person|information|details))?(?: ?:|\Z)"
    r"|press(?:ansvarig|jour|tjänst)(?: ?:|\Z)|(?:mer|more) information(?: ?:|\Z)",
    re.IGNORECASE,
)
_WORD_OF_CONTACTS = re.compile(
    r"[^.!:]{0,40}\b(?:(?:press|medie)?kontakt\w*|upplysningar|mer info\w*|information|frågor"
    r"|intervju\w*|media|medier|press|journalister|contacts?|enquiries|inquiries|yhteystiedot"
    r"|lisätietoja|oktavuođadieđut)\b[^.!:]{0,30}",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-zåäö]{3}[.!?](?:\s+[A-ZÅÄÖ]|\Z)")
_POSTAL = re.compile(r"adress\b|\bbox \d|\b\d{3} \d\d [A-ZÅÄÖ]", re.IGNORECASE)
_SIGNS_UP = re.compile(
    r"(?:anmäl|föranmäl|o\.?s\.?a|rsvp)[^:]{0,40}:"
    r"|.{0,40}\b(?:(?:för)?anmäl(?:an|er|ning)?|ackreditering|sign up|register)\b.{0,60}"
    r"\b(?:till|hos|via|på|to|at)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[.!?:]\Z|^[#–—-]|^\d|^(?:www\.|https?:)")


def is_heading(text: str) -> bool:
    """Tell whether a line is a heading over contacts and nothing more."""
    rest = _after_heading(text)
    return rest == "" and len(text) <= _LONGEST_NAME_LINE


def end(lines: list[TextLine], start: int) -> int | None:
    """Return the end of the contacts that begin at a line, None where none do.

    They go on over lines of numbers, addresses, labels and names, up to prose. Without a heading
    they begin with somebody's name.
    """
    headed = _announces(lines[start].text) or leads_to_contacts(lines, start)
    if not headed and not _begins_with_name(lines[start].text):
        return None
    at = last = start + 1 if headed else start
    names = 0
    while at < len(lines):
        text = lines[at].text
        if is_data(text) or (headed and is_heading(text)):
            last, names = at + 1, 0
        elif not headed and is_heading(text):
            break
        elif _may_name(text) and names < (3 if headed else 2):
            names += 1
        else:
            break
        at += 1
        if not headed and at - start == _MOST_UNREACHED and not _reach_any(lines[start:at]):
            return None
    if headed and last == start + 1:
        # Names without numbers are contacts too, right below a heading.
        below = takewhile(_names, (line.text for line in lines[last : last + _MOST_NAMES]))
        return last + len(list(below))
    return last if headed or _reach_any(lines[start:last]) else None


def is_data(text: str) -> bool:
    """Tell whether a line holds numbers, addresses or their labels, and no prose around them."""
    if len(text) > _LONGEST and "mailto:" not in text:
        return False
    if len(text) <= _LONGEST_NAME_LINE and _POSTAL.search(text):
        return True
    pieces = list(reaches(text))
    if _SIGNS_UP.match(text) or not any(isinstance(piece, Reach) for piece in pieces):
        return False
    words = " ".join(piece for piece in pieces if isinstance(piece, str))
    return len(words.split()) <= _MOST_WORDS and not _SENTENCE.search(words)


def _after_heading(text: str) -> str | None:
    """Return what a line says after a contact heading, None where it has no such heading."""
    bare = text[:_LONGEST].strip("#*• ")
    match = HEADING.match(bare)
    return bare[match.end() :].strip(" :.,*") if match else None


def _announces(text: str) -> bool:
    rest = _after_heading(text)
    if rest is None or len(text) > _LONGEST:
        return False
    return not rest or is_data(rest) or (rest[0].isupper() and _names(rest))


def leads_to_contacts(lines: list[TextLine], at: int) -> bool:
    """Tell whether a short line with a word of contacts stands right above some."""
    text, below = lines[at].text, [line.text for line in lines[at + 1 : at + 3]]
    if not below or HEADING.match(text) or not _WORD_OF_CONTACTS.fullmatch(text.strip("#*• :")):
        return False
    return is_data(below[0]) or (_begins_with_name(below[0]) and is_data(below[-1]))


def _begins_with_name(text: str) -> bool:
    if len(text) > _LONGEST:
        return False
    return _names(", ".join(piece for piece in reaches(text) if isinstance(piece, str)))


def _reaches(text: str) -> bool:
    return any(isinstance(piece, Reach) and (piece.phone or piece.email) for piece in reaches(text))


def _reach_any(lines: list[TextLine]) -> bool:
    return any(_reaches(line.text) for line in lines)


def _names(text: str) -> bool:
    return len(text) <= _LONGEST and persons.is_name(persons.parse(text).name)


def _may_name(text: str) -> bool:
    is_title = text.endswith(":") and persons.is_title(text.rstrip(": "))
    return is_title or (len(text) <= _LONGEST_NAME_LINE and not _NO_NAME.search(text))
