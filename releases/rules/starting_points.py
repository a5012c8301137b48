"""What a newsroom offers who begins a release: its kinds, for each the templates, a blank sheet.

For a kind without templates of the newsroom's own the built-in ones are offered.
"""

from datetime import datetime

import msgspec

from releases.model import Document, Kind, Newsroom
from releases.rules.builtin_templates import BLANK, SKELETONS
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.templates import Template

# Swedes sort å, ä, ö after z, and æ, ø with them; these signs follow z.
_AFTER_Z = str.maketrans("åäæöø", "{||}}")


class Offering(msgspec.Struct, frozen=True):
    """A newsroom with the kinds it offers, its own templates and its directory."""

    room: Newsroom
    kinds: tuple[Kind, ...]
    own: tuple[Template, ...]
    directory: tuple[DirectoryEntry, ...]


class Offer(msgspec.Struct, frozen=True):
    """The templates of a kind, by name: the newsroom's own, else the built-in ones."""

    kind: Kind
    templates: tuple[Template, ...]
    is_own: bool


def offer(offering: Offering, kind: Kind) -> Offer:
    """Return what there is to begin a release of a kind from."""
    own = [template for template in offering.own if template.document.kind is kind]
    if own:
        return Offer(kind, tuple(sorted(own, key=_place)), is_own=True)
    built_in = (skeleton for skeleton in SKELETONS if skeleton.document.kind is kind)
    return Offer(kind, tuple(_translate(template, offering) for template in built_in), is_own=False)


def offers(offering: Offering) -> tuple[Offer, ...]:
    """Return what there is to begin from, for every kind offered and in their order."""
    return tuple(offer(offering, kind) for kind in offering.kinds)


def blank(offering: Offering) -> Template:
    """Return the blank sheet: of the kind that is offered first."""
    sheet = msgspec.structs.replace(BLANK.document, kind=offering.kinds[0])
    return _translate(msgspec.structs.replace(BLANK, document=sheet), offering)


def find(offering: Offering, wanted: str) -> Template | None:
    """Return the template of an id, built-in or own, offered now or not; None without one."""
    built_in = (_translate(skeleton, offering) for skeleton in SKELETONS)
    every = (*offering.own, *built_in, blank(offering))
    return next((template for template in every if template.id == wanted), None)


def start_draft(offering: Offering, template: Template, now: datetime) -> Document:
    """Return the draft that begins from a template: about the newsroom's county, with contacts.

    A contact that has left the directory or has come to its end by `now` is left out.
    """
    current = {
        contact.id: contact.contact
        for contact in offering.directory
        if contact.until is None or contact.until > now
    }
    county = offering.room.county
    return msgspec.structs.replace(
        template.document,
        places=(county,) if county else (),
        contacts=tuple(current[contact] for contact in template.contacts if contact in current),
    )


def _translate(built_in: Template, offering: Offering) -> Template:
    document = msgspec.structs.replace(built_in.document, language=offering.room.language)
    return msgspec.structs.replace(built_in, document=document)


def _place(template: Template) -> tuple[str, str]:
    return template.name.casefold().translate(_AFTER_Z), template.id
