"""Documents and newsrooms at the border: every field cleaned, every fault named at once."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, UnsetType

from releases import markdown, phones, times
from releases.errors import FieldError, InvalidDocument
from releases.model import (
    ID_ALPHABET,
    ID_LENGTH,
    Attachment,
    Contact,
    Document,
    Event,
    Focus,
    Image,
    Link,
    Newsroom,
)
from releases.slugs import check_newsroom_slug
from releases.text import clean, clean_line

T = TypeVar("T")

TITLE = 300
LEAD = 5_000
BODY = 500_000
LINE = 1_000
ADDRESS = 2_000
CODE = 64
ITEMS = 100

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_RELEASE = re.compile(rf"[{ID_ALPHABET}]{{{ID_LENGTH}}}")
_EMAIL = re.compile(r"[^@\s<>\"(),;:]+@[^@\s<>\"(),;:]+\.[^@\s<>\"(),;:.]+")


class _Faults:
    """Runs one check after another and keeps what they refuse."""

    def __init__(self) -> None:
        self.found: list[FieldError] = []

    def line(self, text: str, field: str, most: int = LINE) -> str:
        return self.check(lambda: clean_line(text, field, most), "")

    def block(self, text: str, field: str, most: int) -> str:
        return self.check(lambda: clean(text, field, most).strip("\n"), "")

    def refuse(self, field: str, message: str) -> None:
        self.found.append(FieldError(field, message))

    def check(self, value: Callable[[], T], otherwise: T) -> T:
        try:
            return value()
        except FieldError as error:
            self.found.append(error)
            return otherwise

    def few(self, items: tuple[object, ...], field: str) -> None:
        if len(items) > ITEMS:
            self.refuse(field, f"holds {len(items)} items; {ITEMS} is the most")

    def end(self) -> None:
        if self.found:
            raise InvalidDocument(self.found)


def checked(document: Document) -> Document:
    """Return the document with every field cleaned, or raise `InvalidDocument` naming all faults.

    Text is NFC without control characters; hand-typed quotation dashes become "– "; telephone
    numbers become E.164; event times without zone are read as Stockholm time. Idempotent.
    """
    return _checked(document, needs_title=True)


def checked_beginning(document: Document) -> Document:
    """Return a document that releases begin from, cleaned as by `checked`; it needs no title."""
    return _checked(document, needs_title=False)


def _checked(document: Document, *, needs_title: bool) -> Document:
    faults = _Faults()
    title = faults.line(document.title, "title", TITLE)
    if needs_title and not title and not faults.found:
        faults.refuse("title", "a release needs a title")
    for field in ("topics", "places", "contacts", "images", "links", "attachments", "translations"):
        faults.few(getattr(document, field), field)
    if not _LANGUAGE.fullmatch(document.language):
        faults.refuse("language", "write a BCP 47 tag such as sv, en, fi, se")
    body = markdown.canonical(faults.block(document.body, "body", BODY))
    found = Document(
        title=title,
        kind=document.kind,
        lead=faults.line(document.lead, "lead", LEAD),
        body=body,
        language=document.language,
        topics=_codes(document.topics, "topics", faults),
        places=_codes(document.places, "places", faults),
        contacts=tuple(
            _contact(each, f"contacts[{i}]", faults) for i, each in enumerate(document.contacts)
        ),
        images=tuple(
            _image(each, f"images[{i}]", faults) for i, each in enumerate(document.images)
        ),
        links=tuple(_link(each, f"links[{i}]", faults) for i, each in enumerate(document.links)),
        event=_event(document.event, faults) if document.event else None,
        about=faults.block(document.about, "about", LEAD),
        attachments=tuple(
            _attachment(each, f"attachments[{i}]", faults)
            for i, each in enumerate(document.attachments)
        ),
        translations=_releases(document.translations, "translations", faults),
    )
    faults.end()
    return found


def checked_newsroom(newsroom: Newsroom) -> Newsroom:
    """Return the newsroom with every field cleaned, or raise `InvalidDocument`."""
    faults = _Faults()
    faults.check(lambda: check_newsroom_slug(newsroom.slug), "")
    name = faults.line(newsroom.name, "name", TITLE)
    if not name:
        faults.refuse("name", "a newsroom needs a name")
    if not _LANGUAGE.fullmatch(newsroom.language):
        faults.refuse("language", "write a BCP 47 tag such as sv, en, fi, se")
    if not re.fullmatch(r"([0-9]{2})?", newsroom.county):
        faults.refuse("county", "write the two digits of the county, such as 18")
    found = msgspec.structs.replace(
        newsroom,
        name=name,
        about=faults.block(newsroom.about, "about", LEAD),
        site=faults.check(lambda: _web(newsroom.site, "site"), "") if newsroom.site else "",
        logo=faults.check(lambda: _logo(newsroom), ""),
    )
    faults.end()
    return found


def _logo(newsroom: Newsroom) -> str:
    if not newsroom.logo or newsroom.logo_media:
        return newsroom.logo
    return _web(newsroom.logo, "logo")


def checked_contact(contact: Contact) -> Contact:
    """Return the contact with every field cleaned, or raise `InvalidDocument` naming all faults."""
    faults = _Faults()
    found = _contact(contact, "contact", faults)
    if faults.found:
        prefix = "contact."
        raise InvalidDocument(
            [FieldError(each.field.removeprefix(prefix), each.message) for each in faults.found]
        )
    return found


def checked_focus(focus: Focus, field: str) -> Focus:
    """Return a point of a picture in whole hundredths, or raise `FieldError`."""
    if not all(0 <= each <= 1 for each in focus):
        raise FieldError(field, "lies between 0 and 1, from the left and from the top")
    # Of two zeros one is negative, and would be another text in JSON.
    across, down = (abs(round(each, 2)) for each in focus)
    return across, down


def _codes(codes: tuple[str, ...], field: str, faults: _Faults) -> tuple[str, ...]:
    found = [faults.line(code, f"{field}[{i}]", CODE) for i, code in enumerate(codes)]
    return tuple(dict.fromkeys(code for code in found if code))


def _releases(ids: tuple[str, ...], field: str, faults: _Faults) -> tuple[str, ...]:
    for i, each in enumerate(ids):
        if not _RELEASE.fullmatch(each):
            faults.refuse(f"{field}[{i}]", f"{each[:40]!r} is not the id of a release")
    return tuple(dict.fromkeys(ids))


def _contact(contact: Contact, field: str, faults: _Faults) -> Contact:
    return Contact(
        name=faults.line(contact.name, f"{field}.name"),
        role=faults.line(contact.role, f"{field}.role"),
        phones=tuple(
            number
            for i, phone in enumerate(contact.phones)
            for number in phones.several(faults.line(phone, f"{field}.phones[{i}]", CODE))
            if number
        ),
        emails=tuple(
            faults.check(lambda: _email(email, name), "")  # noqa: B023 - called at once
            for name, email in ((f"{field}.emails[{i}]", e) for i, e in enumerate(contact.emails))
        ),
    )


def _email(written: str, field: str) -> str:
    email = clean_line(written, field, LINE)
    if not _EMAIL.fullmatch(email):
        raise FieldError(field, f"{email[:80]!r} is not an e-mail address")
    return email


def _image(image: Image, field: str, faults: _Faults) -> Image:
    return Image(
        media=faults.line(image.media, f"{field}.media", CODE) or None if image.media else None,
        alt=faults.line(image.alt, f"{field}.alt"),
        caption=faults.line(image.caption, f"{field}.caption", LEAD),
        credit=faults.line(image.credit, f"{field}.credit"),
        focus=_focus(image.focus, f"{field}.focus", faults),
    )


def _focus(focus: Focus | UnsetType, field: str, faults: _Faults) -> Focus | UnsetType:
    if focus is UNSET:
        return UNSET
    return faults.check(lambda: checked_focus(focus, field), focus)


def _attachment(attachment: Attachment, field: str, faults: _Faults) -> Attachment:
    media = faults.line(attachment.media, f"{field}.media", CODE)
    title = faults.line(attachment.title, f"{field}.title", TITLE)
    if not faults.found and not (media and title):
        faults.refuse(field, "an attachment needs the id of a stored file and a title")
    return Attachment(media, title)


def _link(link: Link, field: str, faults: _Faults) -> Link:
    url = faults.check(lambda: _web(link.url, f"{field}.url"), "")
    return Link(title=faults.line(link.title, f"{field}.title", ADDRESS) or url, url=url)


def _web(written: str, field: str) -> str:
    url = clean_line(written, field, ADDRESS)
    try:
        parts = urlsplit(url)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in url
    except ValueError:
        sound = False
    if not sound:
        raise FieldError(field, "write a whole address beginning https:// or http://")
    return url


def _event(event: Event, faults: _Faults) -> Event:
    starts_at = faults.check(lambda: _instant(event.starts_at, "event.starts_at"), times.EPOCH)
    ends_at = (
        faults.check(lambda: _instant(event.ends_at, "event.ends_at"), starts_at)
        if event.ends_at
        else None
    )
    if ends_at is not None and ends_at < starts_at and not faults.found:
        faults.refuse("event.ends_at", "an event ends after it starts")
    return Event(starts_at, ends_at, faults.line(event.place, "event.place"))


def _instant(stated: datetime | None, field: str) -> datetime:
    if stated is None:
        raise FieldError(field, "needs a time")
    try:
        instant = times.resolve(stated, field) if stated.tzinfo is None else stated
        return times.in_range(times.truncated(instant), field)
    except OverflowError:
        raise FieldError(field, "is out of range") from None
