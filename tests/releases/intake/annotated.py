"""Texts whose lines say which field they belong in, and whether a record holds them there.

A line of a file in `mutated/` is `label| words`; the label says where the words belong:

    title lead head text quote item caption about   that field, or that kind of paragraph
    contact     the contacts: numbers, addresses, and otherwise names and roles
    stamp kind label chrome   nowhere: they date the text, name its kind or its contacts, or are
                of the page; a stamp is right where the record has the text's time

`published| …` is the time, and no line of the text.
"""

import re
from pathlib import Path
from typing import NamedTuple

from releases.intake import Intake
from releases.text import phones

FOLDER = Path(__file__).with_name("mutated")
_INVISIBLE = re.compile("[\u00ad\u200b\u2060]")
_MARKS = re.compile(r"^(?:#+ |[*•-] |\d+\. |[–—-] ?)|\*\*|[”“]")
_EMAIL = re.compile(r"[\w.+-]+@[\w.-]+\w")
_NUMBER = re.compile(r"\+?\d[\d ()-]{5,}\d")
_PARTY = re.compile(r"\([A-ZÅÄÖ]{1,3}\)")
_LABELS = frozenset(
    ["telefon", "tel", "e-post", "epost", "mejl", "mobil", "presskontakt", "pressekreterare"]
)


class AnnotatedLine(NamedTuple):
    """A line with the field it belongs in; "" for a blank one, and for what a mutation put in."""

    label: str
    text: str


class Fixture(NamedTuple):
    """A text by its lines, and when it says that it was published."""

    name: str
    published: str
    lines: tuple[AnnotatedLine, ...]


BLANK = AnnotatedLine("", "")


def load() -> list[Fixture]:
    """Return the fixtures by name."""
    return [_parse(path.stem, path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.txt"))]


def _parse(name: str, text: str) -> Fixture:
    first, *rest = text.rstrip("\n").split("\n")
    lines = [line.partition("| ")[::2] if line else ("", "") for line in rest]
    return Fixture(
        name, first.removeprefix("published| "), tuple(AnnotatedLine(*each) for each in lines)
    )


def written(lines: tuple[AnnotatedLine, ...]) -> str:
    """Return the text of lines."""
    return "\n".join(line.text for line in lines)


def is_kept(line: AnnotatedLine, record: Intake, published: str) -> bool:
    """Tell whether a record holds a line where it belongs."""
    words = _plain(line.text)
    match line.label:
        case "title":
            return words == _plain(record.title)
        case "contact":
            return _reaches(line.text, record)
        case "caption":
            shown = [each for image in record.images for each in (image.caption, image.credit)]
            return set(_words(line.text)) - {"foto"} <= set(_words(" ".join(shown)))
        case "lead" | "about":
            return words in _plain(getattr(record, line.label))
        case "head" | "text" | "quote" | "item":
            return any(
                words in _plain(each)
                for each in record.body.split("\n")
                if _kind(each) == line.label
            )
    is_elsewhere = any(words in _plain(each) for each in _shown(record))
    return not is_elsewhere and (line.label != "stamp" or record.published_at == published)


def _kind(line: str) -> str:
    if line.startswith("#"):
        return "head"
    if line.startswith(("– ", "”")):
        return "quote"
    return "item" if re.match(r" *(?:[*•-]|\d+\.) ", line) else "text"


def _shown(record: Intake) -> list[str]:
    return [record.title, record.lead, record.about, *record.body.split("\n")]


def _reaches(line: str, record: Intake) -> bool:
    emails = {email.lower() for contact in record.contacts for email in contact.emails}
    numbers = {number for contact in record.contacts for number in contact.phones}
    said = {
        word for contact in record.contacts for word in _words(f"{contact.name} {contact.role}")
    }
    seen = _see(line)
    bare = _PARTY.sub(" ", _NUMBER.sub(" ", _EMAIL.sub(" ", seen)))
    return (
        {email.lower() for email in _EMAIL.findall(seen)} <= emails
        and {phones.to_e164(number) for number in _NUMBER.findall(seen)} <= numbers
        and set(_words(bare)) - _LABELS <= said
    )


def _plain(line: str) -> str:
    return re.sub(r"\s+", " ", _MARKS.sub("", _see(line))).strip(" •").lower()


def _see(line: str) -> str:
    return _INVISIBLE.sub("", line).replace("\u00a0", " ").strip()


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", _plain(text))
