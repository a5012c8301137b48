"""The parts of a ninjs 3.1 object that we write, under the standard's own names in camel case."""

from __future__ import annotations

import msgspec

VERSION = "3.1"


class _Part(msgspec.Struct, frozen=True, omit_defaults=True, rename="camel", kw_only=False):
    """A piece of the document; what is empty is left out."""


class Standard(_Part, frozen=True):
    """Which standard the object keeps to."""

    name: str
    version: str
    schema: str


STANDARD = Standard("ninjs", VERSION, f"http://www.iptc.org/std/ninjs/ninjs-schema_{VERSION}.json#")


class Text(_Part, frozen=True):
    """A headline, description or body."""

    value: str
    role: str = ""
    content_type: str = ""


class Named(_Part, frozen=True):
    """A place, subject or genre: its name, and its code as `literal`."""

    name: str
    literal: str


class NinjsContact(_Part, frozen=True):
    """A way to reach somebody: `type` phone or email; `name` is what the person answers for."""

    type: str
    value: str
    name: str = ""


class NinjsPerson(_Part, frozen=True):
    """Somebody and how to reach them."""

    name: str
    rel: str
    contact_info: tuple[NinjsContact, ...] = ()


class NinjsSource(_Part, frozen=True):
    """Who supplies the content."""

    name: str
    role: str
    uri: str = ""


class NinjsRendition(_Part, frozen=True):
    """A file or page that shows the object; sizes in pixels and bytes."""

    name: str
    href: str
    content_type: str
    width: int = 0
    height: int = 0
    size_in_bytes: int = 0


class EventDates(_Part, frozen=True):
    start_date: str
    end_date: str = ""


class EventDetails(_Part, frozen=True):
    dates: EventDates


class NewsObject(_Part, frozen=True, kw_only=True):
    """A news object; dates are UTC with Z."""

    uri: str
    type: str = ""
    representation_type: str = ""
    profile: str = ""
    first_created: str = ""
    version_created: str = ""
    content_created: str = ""
    pub_status: str = ""
    copyright_holder: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    ed_note: str = ""
    language: str = ""
    title: str = ""
    by: str = ""
    headlines: tuple[Text, ...] = ()
    descriptions: tuple[Text, ...] = ()
    bodies: tuple[Text, ...] = ()
    people: tuple[NinjsPerson, ...] = ()
    places: tuple[Named, ...] = ()
    subjects: tuple[Named, ...] = ()
    genres: tuple[Named, ...] = ()
    event_details: EventDetails | None = None
    info_sources: tuple[NinjsSource, ...] = ()
    renditions: tuple[NinjsRendition, ...] = ()
    associations: tuple[Association, ...] = ()
    standard: Standard | None = None


class Association(NewsObject, frozen=True, kw_only=True):
    """A news object that belongs to another; `rel` says how."""

    name: str
    rel: str
