"""The writes to the contact directory, each audited."""

import msgspec

from releases.checks import checked_contact
from releases.directory import Entry
from releases.errors import FieldError, InvalidDocument
from releases.store import audit, directory, newsrooms
from releases.store.tx import Tx


def put(tx: Tx, newsroom: str, entry: Entry, who: str, *, new: bool = False) -> Entry:
    """Store a contact; raises `InvalidDocument`, or `NotFound` for one to change that is not there.

    From its end on its numbers and addresses leave every page, feed and embed; the log keeps all.
    """
    newsrooms.get(tx, newsroom)
    if not new:
        directory.get(tx, newsroom, entry.id)
    contact = checked_contact(entry.contact)
    if not contact.name:
        raise InvalidDocument([FieldError("name", "a contact needs a name or a function")])
    sound = msgspec.structs.replace(entry, contact=contact)
    directory.put(tx, newsroom, sound)
    audit.note(tx, who, "contact.put", newsroom, contact=entry.id, until=entry.until or "")
    return sound


def remove(tx: Tx, newsroom: str, entry_id: str, who: str) -> None:
    """Strike a contact from the directory; raises `NotFound`."""
    directory.remove(tx, newsroom, entry_id)
    audit.note(tx, who, "contact.remove", newsroom, contact=entry_id)
