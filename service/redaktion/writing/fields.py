"""A document as the fields of a form, and back: what is typed is never lost on the way.

Rows (contacts, pictures, links) are fields of one name, in order; a row without words is no row.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import zip_longest

import msgspec

from releases import times
from releases.errors import FieldError
from releases.model import (
    Attachment,
    Contact,
    Document,
    Event,
    Image,
    Kind,
    Link,
)
from releases.rules.fault_collector import Faults
from releases.text import phones
from releases.text.places import place_code
from service.redaktion.request import Form
from service.redaktion.writing import focal_points

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


def to_fields(document: Document) -> Form:
    """Return the fields that show a document; `from_fields` makes the same document of them."""
    texts = ("title", "lead", "body", "language", "about")
    fields = [("kind", document.kind.value)]
    fields += [(name, getattr(document, name)) for name in texts]
    for name, codes in (("topic", document.topics), ("place", document.places)):
        fields += [(name, code) for code in codes]
    for contact in document.contacts:
        reached = ("\n".join(map(phones.format_phone, contact.phones)), "\n".join(contact.emails))
        fields += zip(CONTACT, (contact.name, contact.role, *reached), strict=True)
    for image in document.images:
        words = (image.media or "", image.alt, image.caption, image.credit)
        fields += zip(IMAGE, (*words, *focal_points.percent(image.focus or None)), strict=True)
    for link in document.links:
        fields += zip(LINK, (link.title, link.url), strict=True)
    for attachment in document.attachments:
        fields += zip(ATTACHMENT, (attachment.media, attachment.title), strict=True)
    fields += [("translation", translation) for translation in document.translations]
    if document.event:
        fields += _event_fields(document.event)
    return Form(tuple(fields))


def from_fields(form: Form) -> Document:
    """Return the document that is typed; raises `InvalidDocument` for what has no place in one.

    Nothing else is checked: that is for `releases.rules.validation`.
    """
    faults = Faults()
    event = _event(form, faults)
    images = tuple(_image(row, i, faults) for i, row in enumerate(rows(form, IMAGE)))
    kind = form.get("kind")
    if kind not in set(Kind):
        faults.refuse("kind", "kind_unknown")
    faults.end()
    return Document(
        title=form.get("title"),
        kind=Kind(kind),
        lead=form.get("lead"),
        body=form.get("body"),
        language=form.get("language").strip(),
        topics=(*form.all("topic"), *_split_list(form.get("topic.more"))),
        places=(*form.all("place"), *map(place_code, _split_list(form.get("place.more")))),
        contacts=tuple(
            Contact(name, role, _phones(numbers), _split_list(addresses))
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
    filled = zip_longest(*columns, fillvalue="")
    return tuple(
        row
        for number, row in enumerate(filled)
        if str(number) not in gone and any(map(str.strip, row))
    )


def swap_rows(form: Form, names: tuple[str, ...], one: int, other: int) -> Form:
    """Return a form with two rows of some fields in each other's place; as it is without either."""
    group = names[0].partition(".")[0]
    filled = list(zip_longest(*(form.all(name) for name in names), fillvalue=""))
    if not (0 <= one < len(filled) and 0 <= other < len(filled)):
        return form
    filled[one], filled[other] = filled[other], filled[one]
    swapped = {str(one): str(other), str(other): str(one)}
    gone = f"{group}.remove"
    left = [
        (name, swapped.get(value, value) if name == gone else value)
        for name, value in form.fields
        if name not in names
    ]
    moved = [pair for row in filled for pair in zip(names, row, strict=True)]
    return msgspec.structs.replace(form, fields=(*left, *moved))


def _image(row: tuple[str, ...], number: int, faults: Faults) -> Image:
    media, alt, caption, credit, across, down = row
    focus = focal_points.parse_point((across, down), f"images[{number}].focus", faults)
    return Image(media.strip() or None, alt, caption, credit, focus)


def _split_list(text: str) -> tuple[str, ...]:
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
    for written in _split_list(form.get("translation.more")):
        match = _ID.search(written)
        yield match[0] if match else written


def _event_fields(event: Event) -> list[tuple[str, str]]:
    starts, ends = event.starts_at, event.ends_at
    return [
        ("event.starts", _local(starts)),
        ("event.starts_at", times.utc_text(starts)),
        ("event.ends", _local(ends) if ends else ""),
        ("event.ends_at", times.utc_text(ends) if ends else ""),
        ("event.place", event.place),
    ]


def _event(form: Form, faults: Faults) -> Event | None:
    written = {name: form.get(f"event.{name}").strip() for name in ("starts", "ends", "place")}
    if not any(written.values()):
        return None

    def instant(name: str) -> datetime | None:
        field = f"event.{name}_at"
        return faults.check(lambda: _instant(written[name], form.get(field), field), None)

    starts_at, ends_at = instant("starts"), instant("ends")
    if starts_at is None:
        if not faults.found:
            faults.refuse("event.starts_at", "time_needed")
        return None
    return Event(starts_at, ends_at, written["place"])


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
        raise FieldError(field, "time_of_day_needed")
    return moment.at


def _local(instant: datetime) -> str:
    return instant.astimezone(times.STOCKHOLM).strftime(_MINUTES)


def with_fields(form: Form, *added: tuple[str, str]) -> Form:
    """Return a form with more fields."""
    return msgspec.structs.replace(form, fields=(*form.fields, *added))
