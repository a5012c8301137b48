"""The intake record: what was read out of a pasted text, before a communicator has looked at it."""

import msgspec

from releases.errors import FieldError
from releases.model import Contact, Document, Event, Image, Kind
from releases.times import parse


class Quote(msgspec.Struct, frozen=True):
    """What somebody says: the words without marks, the name, the title ("regionråd")."""

    text: str
    speaker: str = ""
    role: str = ""


class Picture(msgspec.Struct, frozen=True):
    """The words that came with a picture."""

    caption: str = ""
    alt: str = ""
    credit: str = ""


class Occasion(msgspec.Struct, frozen=True):
    """When and where: ISO instants with offset, or dates."""

    starts_at: str
    ends_at: str | None = None
    place: str = ""


class Caution(msgspec.Struct, frozen=True):
    """Something to look at before publishing: a fixed English code, a Swedish sentence."""

    code: str
    message: str


class Doubt(msgspec.Struct, frozen=True, omit_defaults=True):
    """A field that may as well be another: what it has, and what else it may have.

    An empty value or alternative means none. For `contacts` each is whoever the lines or the number
    or address that it `concerns` may tell of, in one line; `contacts` are the same as values, with
    those who would lack the detail: first what was read, then each alternative.
    """

    field: str
    value: str
    alternatives: tuple[str, ...]
    concerns: str = ""
    contacts: tuple[tuple[Contact, ...], ...] = ()


class Intake(msgspec.Struct, frozen=True):
    """One release as read from a text.

    `published_at` is ISO with offset, a date, or None; `body` is Markdown with "##" headings,
    "– " quotations and "* " lists; `dropped` are the source lines that no field holds whole;
    `uncertain` are the fields that were nearly read otherwise.
    """

    title: str = ""
    kind: Kind = Kind.PRESS_RELEASE
    published_at: str | None = None
    language: str = "sv"
    lead: str = ""
    body: str = ""
    quotes: tuple[Quote, ...] = ()
    contacts: tuple[Contact, ...] = ()
    images: tuple[Picture, ...] = ()
    about: str = ""
    event: Occasion | None = None
    dropped: tuple[str, ...] = ()
    warnings: tuple[Caution, ...] = ()
    uncertain: tuple[Doubt, ...] = ()


def to_document(intake: Intake) -> Document:
    """Return the document of an intake; its pictures have words but no files yet."""
    return Document(
        title=intake.title,
        kind=intake.kind,
        lead=intake.lead,
        body=intake.body,
        language=intake.language,
        contacts=intake.contacts,
        images=tuple(
            Image(alt=picture.alt, caption=picture.caption, credit=picture.credit)
            for picture in intake.images
        ),
        event=_event(intake.event),
        about=intake.about,
    )


def _event(occasion: Occasion | None) -> Event | None:
    """Return the event, None where its times are not instants (the body still tells them)."""
    if occasion is None:
        return None
    try:
        starts_at = parse(occasion.starts_at, "event.starts_at").at
        ends_at = parse(occasion.ends_at, "event.ends_at").at if occasion.ends_at else None
    except FieldError:
        return None
    return Event(starts_at=starts_at, ends_at=ends_at, place=occasion.place)
