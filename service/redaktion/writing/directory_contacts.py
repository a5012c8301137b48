"""Contacts ticked in the directory, as the rows of a form that they stand for."""

import msgspec

from releases.model import Document
from releases.store import directory
from service.redaktion.request import Form, Visit
from service.redaktion.writing import fields


async def add_ticked(visit: Visit, form: Form) -> Form:
    """Return the form with a row for each contact ticked that it has no row of yet."""
    ticked = form.all("contact.pick")
    if not ticked:
        return form
    entries = await visit.read(directory.list_contacts, visit.newsroom)
    there = fields.rows(form, fields.CONTACT)
    chosen = tuple(entry.contact for entry in entries if entry.id in ticked)
    rows = fields.rows(fields.to_fields(Document(title="", contacts=chosen)), fields.CONTACT)
    added = (
        pair for row in rows if row not in there for pair in zip(fields.CONTACT, row, strict=True)
    )
    left = tuple(pair for pair in form.fields if pair[0] != "contact.pick")
    return fields.with_fields(msgspec.structs.replace(form, fields=left), *added)
