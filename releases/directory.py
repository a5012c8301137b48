"""A contact of the newsroom's directory: a person or function, and until when it may be shown."""

from datetime import datetime

import msgspec

from releases.model import Contact


class Entry(msgspec.Struct, frozen=True):
    """A contact with its end: from `until` on its numbers and addresses are shown no more."""

    id: str
    contact: Contact
    until: datetime | None = None
