"""A document as the fields of a form, and back: what is typed is never lost on the way.

Rows (contacts, pictures, links) are fields of one name, in order; a row without words is no row.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

import msgspec

from releases import phones, times
from releases.errors import FieldError, InvalidDocument
from releases.model import (
    Attachment,
    Contact,
    Document,
    Event,
    Image,
    Kind,
    Link,
)
from releases.places import place_code
from service.redaktion.visit import Form
from service.redaktion.writing import points

CONTACT = ("contact.name", "contact.role", "contact.phones", "contact.emails")
IMAGE = (
    *("image.media", "image.alt", "image.caption", "image.credit"),
    *("image.focus_x", "image.focus_y"),
)
LINK = ("link.title", "link.url")
ATTACHMENT = ("attachment.media", "attachment.title")
_PARTS = re.compile(r"[,;\n]")
_HOST = re.compile(r"(?:[^\W_][\w-]*\.)+[^\W\d_][\w-]*(?::\d+)?(?:[/?#]\S*)?")
_MINUTES = "%Y-%m-%dT%H:%M"
# Release ids as they stand alone or in an address of ours, public or of the desk.
_ID = re.compile(r"[a-z0-9]{16}")


def shown(document: Document) -> Form:
    """Return the fields that show a document; `read` makes the same document of them."""
    texts = ("title", "lead", "body", "language", "about")
    found = [("kind", document.kind.value)]
    found += [(name, getattr(document, name)) for name in texts]
    for name, codes in (("topic", document.topics), ("place", document.places)):
        found += [(name, code) for code in codes]
    for contact in document.contacts:
        reached = ("\n".join(map(phones.shown, contact.phones)), "\n".join(contact.emails))
        found += zip(CONTACT, (contact.name, contact.role, *reached), strict=True)
    for image in document.images:
        words = (image.media or "", image.alt, image.caption, image.credit)
        found += zip(IMAGE, (*words, *points.percent(image.focus or None)), strict=True)
    for link in document.links:
        found += zip(LINK, (link.title, link.url), strict=True)
    for each in document.attachments:
        found += zip(ATTACHMENT, (each.media, each.title), strict=True)
    found += [("translation", each) for each in document.translations]
    if document.event:
        found += _event_fields(document.event)
    return Form(tuple(found))


def read(form: Form) -> Document:
    """Return the document that is typed; raises `InvalidDocument` for what has no place in one.

    Nothing else is checked: that is for `releases.checks`.
    """
    faults: list[FieldError] = []
    event = _event(form, faults)
    images = tuple(_image(row, i, faults) for i, row in enumerate(rows(form, IMAGE)))
    kind = form.get("kind")
    if kind not in set(Kind):
        faults.append(FieldError("kind", "is none of the kinds"))
    if faults:
        raise InvalidDocument(faults)
    return Document(
        title=form.get("title"),
        kind=Kind(kind),
        lead=form.get("lead"),
        body=form.get("body"),
        language=form.get("language").strip(),
        topics=(*form.all("topic"), *_listed(form.get("topic.more"))),
        places=(*form.all("place"), *map(place_code, _listed(form.get("place.more")))),
        contacts=tuple(
            Contact(name, role, _phones(numbers), _listed(addresses))
            for name, role, numbers, addresses in rows(form, CONTACT)
        ),
        images=images,
        links=tuple(Link(title, _address(url)) for title, url in rows(form, LINK)),
        event=event,
        about=form.get("about"),
        attachments=tuple(Attachment(media, title) for media, title in rows(form, ATTACHMENT)),
        translations=tuple(dict.fromkeys((*form.all("translation"), *_translations(form)))),
    )


def rows(form: Form, names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return the rows of some fields, but for those without words and those to be removed.

    A field that a page does not have yet, sent by one that was opened before, is blank.
    """
    group = names[0].partition(".")[0]
    gone = set(form.all(f"{group}.remove"))
    columns = [form.all(name) for name in names]
    found = zip_longest(*columns, fillvalue="")
    return tuple(
        row
        for number, row in enumerate(found)
        if str(number) not in gone and any(map(str.strip, row))
    )


def _image(row: tuple[str, ...], number: int, faults: list[FieldError]) -> Image:
    media, alt, caption, credit, across, down = row
    focus = points.read((across, down), f"images[{number}].focus", faults)
    return Image(media.strip() or None, alt, caption, credit, focus)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in _PARTS.split(text) if part.strip())


def _phones(text: str) -> tuple[str, ...]:
    # A comma may be part of a number: "08-123 456 00, ankn 12". What holds several is for checks.
    return tuple(phones.to_e164(line.strip()) for line in text.split("\n") if line.strip())


def _address(written: str) -> str:
    """Return a web address as a whole one where only its host was typed."""
    text = written.strip()
    return f"https://{text}" if _HOST.fullmatch(text) else text


def _translations(form: Form) -> Iterator[str]:
    """Yield the ids that addresses of releases hold."""
    for written in _listed(form.get("translation.more")):
        found = _ID.search(written)
        yield found[0] if found else written


def _event_fields(event: Event) -> list[tuple[str, str]]:
    starts, ends = event.starts_at, event.ends_at
    return [
        ("event.starts", _local(starts)),
        ("event.starts_at", times.utc_text(starts)),
        ("event.ends", _local(ends) if ends else ""),
        ("event.ends_at", times.utc_text(ends) if ends else ""),
        ("event.place", event.place),
    ]


def _event(form: Form, faults: list[FieldError]) -> Event | None:
    written = {name: form.get(f"event.{name}").strip() for name in ("starts", "ends", "place")}
    if not any(written.values()):
        return None
    found: dict[str, datetime | None] = {}
    for name in ("starts", "ends"):
        try:
            found[name] = _instant(written[name], form.get(f"event.{name}_at"), f"event.{name}_at")
        except FieldError as error:
            faults.append(error)
    starts_at = found.get("starts")
    if starts_at is None:
        if not faults:
            faults.append(FieldError("event.starts_at", "needs a time"))
        return None
    return Event(starts_at, found.get("ends"), written["place"])


def _instant(written: str, before: str, field: str) -> datetime | None:
    """Return the instant of a time on the clock.

    One that was not touched stays the instant it was, to the second and in the hour that comes
    twice.
    """
    if not written:
        return None
    if before:
        kept = times.parse(before, field).at
        if _local(kept) == written:
            return kept
    moment = times.parse(written, field)
    if moment.day_only:
        raise FieldError(field, "needs a time of day")
    return moment.at


def _local(instant: datetime) -> str:
    return instant.astimezone(times.STOCKHOLM).strftime(_MINUTES)


def with_fields(form: Form, *added: tuple[str, str]) -> Form:
    """Return a form with more fields."""
    return msgspec.structs.replace(form, fields=(*form.fields, *added))
