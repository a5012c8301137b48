"""What a draft changes in what readers have, field by field and word by word: pure."""

from collections.abc import Iterator
from typing import NamedTuple

from releases.comparing import Found, Piece, pieces
from releases.model import Contact, Document, Image
from releases.places import place_name


class Change(NamedTuple):
    """A field that differs: its pieces, of which each side of a table shows its own."""

    field: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.found is not Found.SECOND)

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(each for each in self.pieces if each.found is not Found.FIRST)


def changes(before: Document, after: Document) -> tuple[Change, ...]:
    """Return the fields in which two documents differ, in the order in which they are read."""
    old, new = dict(_fields(before)), dict(_fields(after))
    return tuple(
        Change(name, pieces(old[name], new[name])) for name in old if old[name] != new[name]
    )


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", document.title
    yield "kind", document.kind
    yield "lead", document.lead
    yield "body", document.body
    yield "contacts", "\n".join(map(_contact, document.contacts))
    yield "images", "\n".join(map(_image, document.images))
    yield "attachments", "\n".join(f"{each.title} ({each.media})" for each in document.attachments)
    yield "links", "\n".join(f"{each.title}: {each.url}" for each in document.links)
    event = document.event
    when = (event.starts_at.isoformat(), str(event.ends_at or ""), event.place) if event else ()
    yield "event", "\n".join(when)
    yield "topics", ", ".join(document.topics)
    yield "places", ", ".join(map(place_name, document.places))
    yield "language", document.language
    yield "translations", ", ".join(document.translations)
    yield "about", document.about


def _contact(contact: Contact) -> str:
    return _joined(contact.name, contact.role, *contact.phones, *contact.emails)


def _image(image: Image) -> str:
    return _joined(image.media or "", image.alt, image.caption, image.credit, _focus(image))


def _focus(image: Image) -> str:
    return f"({image.focus[0]:.0%} {image.focus[1]:.0%})" if image.focus else ""


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
