"""The writes to the contact directory, each audited."""

import msgspec

from releases.errors import FieldError, InvalidDocument
from releases.model import Contact
from releases.rules import personal_data
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor
from releases.rules.validation import validate_contact
from releases.store import audit, directory, newsrooms
from releases.store.tx import Tx


def put(
    tx: Tx, newsroom: str, entry: DirectoryEntry, actor: Actor, *, new: bool = False
) -> DirectoryEntry:
    """Store a contact; raises `InvalidDocument`, or `NotFound` for one to change that is not there.

    From its end on its numbers and addresses leave every page, feed and embed; the log keeps all.
    """
    newsrooms.get(tx, newsroom)
    before = {} if new else _words(directory.get(tx, newsroom, entry.id).contact)
    contact = validate_contact(entry.contact)
    if not contact.name:
        raise InvalidDocument([FieldError("name", "contact_name_needed")])
    personal_data.refuse(_words(contact), before)
    sound = msgspec.structs.replace(entry, contact=contact)
    directory.put(tx, newsroom, sound)
    audit.note(tx, actor, "contact.put", newsroom, contact=entry.id, until=entry.until or "")
    return sound


def remove(tx: Tx, newsroom: str, entry_id: str, actor: Actor) -> None:
    """Strike a contact from the directory; raises `NotFound`."""
    directory.remove(tx, newsroom, entry_id)
    audit.note(tx, actor, "contact.remove", newsroom, contact=entry_id)


def _words(contact: Contact) -> dict[str, str]:
    return {"name": contact.name, "role": contact.role}
