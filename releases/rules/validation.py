"""Documents and newsrooms at the border: every field cleaned, every fault named at once."""

import re
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import urlsplit

import msgspec
from msgspec import UNSET, UnsetType

from releases import times
from releases.errors import FieldError
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
    PressContact,
)
from releases.rules.fault_collector import LINE, Faults
from releases.text import emails, languages, markdown, phones
from releases.text.clean import clean_line
from releases.text.slugs import check_newsroom_slug

T = TypeVar("T")
if TYPE_CHECKING:
    # A NewType in all but name: mypy makes none of structs.
    class CheckedDocument(Document, frozen=True):
        """A document as `validate` leaves it: the desk stores no other."""
else:
    CheckedDocument = Document

TITLE = 300
LEAD = 5_000
BODY = 500_000
ADDRESS = 2_000
CODE = 64
ITEMS = 100
PRESS_CONTACTS = 10
HOURS = 100

_RELEASE = re.compile(rf"[{ID_ALPHABET}]{{{ID_LENGTH}}}")


def validate(document: Document) -> CheckedDocument:
    """Return the document with every field cleaned, or raise `InvalidDocument` naming all faults.

    Text is NFC without control characters; hand-typed quotation dashes become "– "; telephone
    numbers become E.164, e-mail addresses and language tags the one form they have; event times
    without zone are read as Stockholm time. Idempotent.
    """
    return cast("CheckedDocument", _validate_fields(document, needs_title=True))


def validate_template_document(document: Document) -> Document:
    """Return a document that releases begin from, cleaned as by `validate`; it needs no title."""
    return _validate_fields(document, needs_title=False)


def _validate_fields(document: Document, *, needs_title: bool) -> Document:
    faults = Faults()
    title = faults.line(document.title, "title", TITLE)
    if needs_title:
        faults.need(title, "title", "title_needed")
    for field in ("topics", "places", "contacts", "images", "links", "attachments", "translations"):
        if (count := len(getattr(document, field))) > ITEMS:
            faults.refuse(field, "too_many", count=count, most=ITEMS)
    body = markdown.canonical(faults.block(document.body, "body", BODY))
    validated = Document(
        title=title,
        kind=document.kind,
        lead=faults.line(document.lead, "lead", LEAD),
        body=body,
        language=_language(document.language, faults),
        topics=_codes(document.topics, "topics", faults),
        places=_codes(document.places, "places", faults),
        contacts=tuple(
            _contact(contact, f"contacts[{i}].", faults)
            for i, contact in enumerate(document.contacts)
        ),
        images=tuple(
            _image(image, f"images[{i}]", faults) for i, image in enumerate(document.images)
        ),
        links=tuple(_link(link, f"links[{i}]", faults) for i, link in enumerate(document.links)),
        event=_event(document.event, faults) if document.event else None,
        about=faults.block(document.about, "about", LEAD),
        attachments=tuple(
            _attachment(attachment, f"attachments[{i}]", faults)
            for i, attachment in enumerate(document.attachments)
        ),
        translations=_releases(document.translations, "translations", faults),
    )
    faults.end()
    return validated


def validate_newsroom(newsroom: Newsroom) -> Newsroom:
    """Return the newsroom with every field cleaned, or raise `InvalidDocument`."""
    faults = Faults()
    faults.check(lambda: check_newsroom_slug(newsroom.slug), "")
    name = faults.line(newsroom.name, "name", TITLE)
    faults.need(name, "name", "newsroom_name_needed")
    if not re.fullmatch(r"([0-9]{2})?", newsroom.county):
        faults.refuse("county", "county_malformed")
    validated = msgspec.structs.replace(
        newsroom,
        name=name,
        language=_language(newsroom.language, faults),
        about=faults.block(newsroom.about, "about", LEAD),
        site=faults.check(lambda: _web(newsroom.site, "site"), "") if newsroom.site else "",
        logo=faults.check(lambda: _logo(newsroom), ""),
        logo_alt=faults.line(newsroom.logo_alt, "logo_alt"),
        press_contacts=tuple(
            _press_contact(contact, f"press_contacts[{i}]", faults)
            for i, contact in enumerate(newsroom.press_contacts)
        ),
    )
    if (count := len(newsroom.press_contacts)) > PRESS_CONTACTS:
        faults.refuse("press_contacts", "too_many", count=count, most=PRESS_CONTACTS)
    faults.end()
    return validated


def _press_contact(contact: PressContact, field: str, faults: Faults) -> PressContact:
    name = faults.line(contact.name, f"{field}.name")
    faults.need(name, f"{field}.name", "press_contact_name_needed")
    if not (contact.phone.strip() or contact.email.strip()):
        faults.refuse(f"{field}.phone", "press_contact_unreachable")
    email = contact.email.strip()
    return PressContact(
        name=name,
        phone=phones.to_e164(faults.line(contact.phone, f"{field}.phone", CODE)),
        email=faults.check(lambda: _email(email, f"{field}.email"), "") if email else "",
        hours=faults.line(contact.hours, f"{field}.hours", HOURS),
    )


def _logo(newsroom: Newsroom) -> str:
    if not newsroom.logo or newsroom.logo_media:
        return newsroom.logo
    return _web(newsroom.logo, "logo")


def validate_contact(contact: Contact) -> Contact:
    """Return the contact with every field cleaned, or raise `InvalidDocument` naming all faults."""
    faults = Faults()
    validated = _contact(contact, "", faults)
    faults.end()
    return validated


def validate_focus(focus: Focus, field: str) -> Focus:
    """Return a point of a picture in whole hundredths, or raise `FieldError`."""
    if not all(0 <= coordinate <= 1 for coordinate in focus):
        raise FieldError(field, "focus_out_of_range")
    # Of two zeros one is negative, and would be another text in JSON.
    across, down = (abs(round(coordinate, 2)) for coordinate in focus)
    return across, down


def _language(tag: str, faults: Faults) -> str:
    usual = languages.canonical(tag)
    if not usual:
        faults.refuse("language", "language_malformed")
    return usual


def _codes(codes: tuple[str, ...], field: str, faults: Faults) -> tuple[str, ...]:
    cleaned = [faults.line(code, f"{field}[{i}]", CODE) for i, code in enumerate(codes)]
    return tuple(dict.fromkeys(code for code in cleaned if code))


def _releases(ids: tuple[str, ...], field: str, faults: Faults) -> tuple[str, ...]:
    for i, release in enumerate(ids):
        if not _RELEASE.fullmatch(release):
            faults.refuse(f"{field}[{i}]", "release_id_malformed", text=release[:40])
    return tuple(dict.fromkeys(ids))


def _contact(contact: Contact, prefix: str, faults: Faults) -> Contact:
    return Contact(
        name=faults.line(contact.name, f"{prefix}name"),
        role=faults.line(contact.role, f"{prefix}role"),
        phones=tuple(
            number
            for i, phone in enumerate(contact.phones)
            for number in phones.several(faults.line(phone, f"{prefix}phones[{i}]", CODE))
            if number
        ),
        emails=tuple(
            faults.check(lambda: _email(email, name), "")  # noqa: B023 - called at once
            for name, email in ((f"{prefix}emails[{i}]", e) for i, e in enumerate(contact.emails))
        ),
    )


def _email(written: str, field: str) -> str:
    line = clean_line(written, field, LINE)
    email = emails.normalize(line)
    if not email:
        raise FieldError(field, "email_malformed", text=line[:80])
    return email


def _image(image: Image, field: str, faults: Faults) -> Image:
    return Image(
        media=faults.line(image.media, f"{field}.media", CODE) or None if image.media else None,
        alt=faults.line(image.alt, f"{field}.alt"),
        caption=faults.line(image.caption, f"{field}.caption", LEAD),
        credit=faults.line(image.credit, f"{field}.credit"),
        focus=_focus(image.focus, f"{field}.focus", faults),
    )


def _focus(focus: Focus | UnsetType, field: str, faults: Faults) -> Focus | UnsetType:
    if focus is UNSET:
        return UNSET
    return faults.check(lambda: validate_focus(focus, field), focus)


def _attachment(attachment: Attachment, field: str, faults: Faults) -> Attachment:
    media = faults.line(attachment.media, f"{field}.media", CODE)
    title = faults.line(attachment.title, f"{field}.title", TITLE)
    if not faults.found and not (media and title):
        faults.refuse(field, "attachment_incomplete")
    return Attachment(media, title)


def _link(link: Link, field: str, faults: Faults) -> Link:
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
        raise FieldError(field, "address_malformed")
    return url


def _event(event: Event, faults: Faults) -> Event:
    starts_at = faults.check(lambda: _instant(event.starts_at, "event.starts_at"), times.EPOCH)
    ends_at = (
        faults.check(lambda: _instant(event.ends_at, "event.ends_at"), starts_at)
        if event.ends_at
        else None
    )
    if ends_at is not None and ends_at < starts_at and not faults.found:
        faults.refuse("event.ends_at", "ends_before_start")
    return Event(starts_at, ends_at, faults.line(event.place, "event.place"))


def _instant(stated: datetime | None, field: str) -> datetime:
    if stated is None:
        raise FieldError(field, "time_needed")
    try:
        instant = times.resolve(stated, field) if stated.tzinfo is None else stated
        # Whole seconds: as JSON, fractions would have six digits, which some readers misread.
        return times.in_range(times.truncate_instant(instant).replace(microsecond=0), field)
    except OverflowError:
        raise FieldError(field, "time_unreachable", text=stated.isoformat()) from None
