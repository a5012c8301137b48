"""What a draft changes in what readers have, field by field and word by word: pure."""

from collections.abc import Iterator
from typing import NamedTuple

from releases.model import Contact, Document, Image
from releases.text.places import place_name
from releases.text.word_diff import DiffSide, Piece, pieces


class FieldChange(NamedTuple):
    """A field that differs: its pieces, of which each side of a table shows its own."""

    field: str
    pieces: tuple[Piece, ...]

    @property
    def before(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.found is not DiffSide.SECOND)

    @property
    def after(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.found is not DiffSide.FIRST)


def changes(before: Document, after: Document) -> tuple[FieldChange, ...]:
    """Return the fields in which two documents differ, in the order in which they are read."""
    old, new = dict(_fields(before)), dict(_fields(after))
    return tuple(
        FieldChange(name, pieces(old[name], new[name])) for name in old if old[name] != new[name]
    )


def changed_fields(before: Document, after: Document) -> tuple[str, ...]:
    """Return the names of the fields in which two documents differ, in the order of `changes`."""
    new = dict(_fields(after))
    return tuple(name for name, old in _fields(before) if old != new[name])


def _fields(document: Document) -> Iterator[tuple[str, str]]:
    yield "title", document.title
    yield "kind", document.kind
    yield "lead", document.lead
    yield "body", document.body
    yield "contacts", "\n".join(map(_contact, document.contacts))
    yield "images", "\n".join(map(_image, document.images))
    yield (
        "attachments",
        "\n".join(
            f"{attachment.title} ({attachment.media})" for attachment in document.attachments
        ),
    )
    yield "links", "\n".join(f"{link.title}: {link.url}" for link in document.links)
    event = document.event
    when = (event.starts_at.isoformat(), str(event.ends_at or ""), event.place) if event else ()
    yield "event", "\n".join(when)
    yield "topics", ", ".join(document.topics)
    yield "places", ", ".join(map(place_name, document.places))
    yield "language", document.language
    yield "translations", ", ".join(document.translations)
    yield "about", document.about


def _contact(contact: Contact) -> str:
    return _join_parts(contact.name, contact.role, *contact.phones, *contact.emails)


def _image(image: Image) -> str:
    return _join_parts(image.media or "", image.alt, image.caption, image.credit, _focus(image))


def _focus(image: Image) -> str:
    return f"({image.focus[0]:.0%} {image.focus[1]:.0%})" if image.focus else ""


def _join_parts(*parts: str) -> str:
    return ", ".join(part for part in parts if part)
