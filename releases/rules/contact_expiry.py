"""Contacts that have come to their end: their numbers and addresses leave what is rendered.

Pure: the log keeps every revision as it was, and what readers see at `t` is that revision without
what may no longer be shown at `t`. Name and role stay: they are part of the news.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from releases.model import Contact, Document


class DirectoryEntry(msgspec.Struct, frozen=True):
    """A contact with its end: from `until` on its numbers and addresses are shown no more."""

    id: str
    contact: Contact
    until: datetime | None = None


def find_expired(entries: Iterable[DirectoryEntry], t: datetime) -> frozenset[str]:
    """Return the numbers and addresses that may not be shown at `t`.

    One that another contact still holds (a press line, say) may.
    """
    ended: set[str] = set()
    held: set[str] = set()
    for entry in entries:
        is_over = entry.until is not None and entry.until <= t
        (ended if is_over else held).update(_reaches(entry.contact))
    return frozenset(ended - held)


def remove_expired(document: Document, gone: frozenset[str]) -> Document:
    """Return a document whose contacts say nothing of `gone`; the same one where none does."""
    if not gone or not any(gone & _reaches(contact) for contact in document.contacts):
        return document
    contacts = tuple(_contact_without(contact, gone) for contact in document.contacts)
    return msgspec.structs.replace(document, contacts=contacts)


def _contact_without(contact: Contact, gone: frozenset[str]) -> Contact:
    return msgspec.structs.replace(
        contact,
        phones=tuple(phone for phone in contact.phones if phone not in gone),
        emails=tuple(email for email in contact.emails if email.casefold() not in gone),
    )


def _reaches(contact: Contact) -> set[str]:
    return {*contact.phones, *(email.casefold() for email in contact.emails)}
