"""The frozen values everything else is made of: documents, newsrooms, revisions.

A value here never changes once made; what changes is which revision the publication log
points at (see `releases.timeline`).
"""

import hashlib
import re
import secrets
import uuid
from datetime import datetime
from enum import StrEnum
from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, UnsetType

When: TypeAlias = Annotated[
    datetime,
    msgspec.Meta(examples=["2018-04-03T05:23:00Z"], extra_json_schema={"format": "date-time"}),
]
# A point of a picture: fractions of its sides from the left and from the top, in hundredths.
Focus: TypeAlias = tuple[float, float]

ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
ID_LENGTH = 16
_STORED_PICTURE = re.compile(rf"([{ID_ALPHABET}]{{{ID_LENGTH}}})\.(?:jpg|png|webp)")
# Fixed for ever: the namespace under which release ids become `urn:uuid:` URIs.
_URN_NAMESPACE = uuid.UUID("6b1f2a52-0d43-5a0e-9a55-7f1c1b3c9d10")


class Kind(StrEnum):
    """What sort of text a release is; decides label and category, never the rules."""

    PRESS_RELEASE = "press_release"
    NEWS = "news"
    PRESS_INVITATION = "press_invitation"
    STATEMENT = "statement"


class Contact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A person or function that journalists may reach.

    `phones` holds E.164 ("+46702762061") where the number is a Swedish or international
    subscriber number, else the text as written ("1177", "0771-31 15 00").
    """

    name: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()


class Image(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A picture of a document; `media` is the id of the stored file, None where only words came.

    `focus` is the point that stays in sight where the picture is cropped, as fractions from the
    left and the top; left out, it is the one the file was stored with.
    """

    media: str | None = None
    alt: str = ""
    caption: str = ""
    credit: str = ""
    # Not None: unset it is no part of the canonical JSON, so that documents without one keep the
    # SHA-256 they had before there was such a field.
    focus: Focus | UnsetType = UNSET


class Attachment(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that goes with a document; `media` is the id of the stored file."""

    media: str
    title: str


class Link(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page elsewhere that a document points to; `url` begins with http:// or https://."""

    title: str
    url: str


class Event(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The occasion of a press invitation; both instants aware, UTC once validated."""

    starts_at: When
    ends_at: When | None = None
    place: str = ""


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a release: what a communicator writes.

    `body` is Markdown (CommonMark with tables; a paragraph opening with "– " is a quotation).
    `language` is a BCP 47 tag; `topics` and `places` are codes ("naringsliv", "1880").
    `about` is a closing text of this release's own; empty means the newsroom's. `translations`
    are ids of the newsroom's releases that say the same in other languages; naming one way is
    enough.
    """

    title: str
    kind: Kind = Kind.PRESS_RELEASE
    lead: str = ""
    body: str = ""
    language: str = "sv"
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    contacts: tuple[Contact, ...] = ()
    images: tuple[Image, ...] = ()
    links: tuple[Link, ...] = ()
    event: Event | None = None
    about: str = ""
    attachments: tuple[Attachment, ...] = ()
    translations: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """The ids of the stored files that the document names, each once."""
        pictures = (image.media for image in self.images if image.media)
        return tuple(
            dict.fromkeys((*pictures, *(attachment.media for attachment in self.attachments)))
        )


class PressContact(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where journalists reach a newsroom: a telephone number as of `Contact`, an e-mail address.

    `hours` says in words when somebody answers ("dygnet runt", "vardagar 8–16").
    """

    name: str
    phone: str = ""
    email: str = ""
    hours: str = ""


class Newsroom(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One publisher. `slug` is its place in every URL and never changes.

    `logo` is the name of a stored picture ("{id}.png") or a URL elsewhere, empty for none;
    `logo_alt` says in words what it shows. `press_contacts` are in the order they are shown.
    """

    slug: str
    name: str
    about: str = ""
    language: str = "sv"
    county: str = ""
    site: str = ""
    logo: str = ""
    logo_alt: str = ""
    press_contacts: tuple[PressContact, ...] = ()

    @property
    def logo_media(self) -> str | None:
        """The id of the stored picture that is the logo, None where none is stored here."""
        match = _STORED_PICTURE.fullmatch(self.logo)
        return match[1] if match else None


class Revision(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An immutable snapshot of a document; `sha256` is over its canonical JSON."""

    id: str
    release: str
    number: int
    document: Document
    sha256: str
    made_at: datetime
    made_by: str


class DraftRef(msgspec.Struct, frozen=True):
    """Which draft: a release's id, and the newsroom it is asked for in."""

    newsroom: str
    release: str


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A document's life under one permanent id: the working draft and its version."""

    id: str
    newsroom: str
    draft: Document
    version: int
    created_at: datetime
    changed_at: datetime
    changed_by: str
    submitted_version: int | None = None

    @property
    def ref(self) -> DraftRef:
        return DraftRef(self.newsroom, self.id)


# The types of stored files, and how the names of such files end.
EXTENSIONS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
}
# What stands in the name of the file that has all the pixels, in place of a width.
ORIGINAL = "original"


class Rendition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stored picture in another size or format; `type`, sizes and `sha256` as of `Media`."""

    type: str
    size: int
    width: int
    height: int
    sha256: str


class Rights(msgspec.Struct, frozen=True):
    """Who made a picture and how it may be used, by the names of the IPTC Photo Metadata Standard.

    `credit` is the Credit Line: what stands beside the picture where it is published.
    """

    creator: str = ""
    credit: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""


class Media(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stored picture or attachment: a file that never changes under its random `id`.

    `type` is an IANA media type; sizes in bytes and pixels, 0 pixels for what is no picture.
    `title` names an attachment. `alt`, `caption` and `credit` are what a document's image may
    leave unsaid, and so is `focus`, the point that matters. `original` is the picture in all its
    pixels, None where only what is shown was kept.
    """

    id: str
    newsroom: str
    type: str
    size: int
    width: int
    height: int
    sha256: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    focus: Focus | None = None
    renditions: tuple[Rendition, ...] = ()
    creator: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    original: Rendition | None = None

    @property
    def is_picture(self) -> bool:
        return self.type.startswith("image/")

    @property
    def rights(self) -> Rights:
        return Rights(self.creator, self.credit, self.copyright_notice, self.usage_terms)

    @property
    def others(self) -> tuple[Rendition, ...]:
        """Every file of it but the one that stands for all."""
        return (*self.renditions, self.original) if self.original else self.renditions


def new_id() -> str:
    """Return a random id of 80 bits that tells nothing about when it was made."""
    # 32 signs: five bits of every byte choose one, each as likely as any other.
    return "".join(ID_ALPHABET[byte % 32] for byte in secrets.token_bytes(ID_LENGTH))


def is_id(text: str) -> bool:
    """Tell whether a text has the form of an id of `new_id`."""
    return len(text) == ID_LENGTH and set(text) <= set(ID_ALPHABET)


def urn(release_id: str) -> str:
    """Return the URI by which feed readers know a release: the same in every format, for ever.

    A version 5 UUID of the release id (RFC 9562 section 5.5), so that neither host, scheme,
    slug nor newsroom name can change it.
    """
    return f"urn:uuid:{uuid.uuid5(_URN_NAMESPACE, release_id)}"


def canonical(document: Document) -> bytes:
    """Return the one JSON form of a document: sorted keys, UTF-8, defaults included."""
    return msgspec.json.encode(document, order="sorted")


def fingerprint(document: Document) -> str:
    """Return the SHA-256 of the canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(document)).hexdigest()
