"""Whom to ring about an urgent notice: those who can approve it, by name and number."""

import msgspec

from releases.desk.four_eyes import Standing
from releases.model import Contact
from releases.rules.roles import Role
from releases.store import directory, people, settings
from releases.store.tx import Tx
from service.redaktion.request import Visit


class Approver(msgspec.Struct, frozen=True):
    """Somebody who can approve; `phone` is empty where they gave none."""

    name: str
    phone: str


class Ring(msgspec.Struct, frozen=True):
    """Who else may approve, and the numbers of the directory; `strict` where two are wanted."""

    approvers: tuple[Approver, ...]
    contacts: tuple[Contact, ...]
    strict: bool


def find_ring(tx: Tx, visit: Visit, standing: Standing | None = None) -> Ring:
    """Return whom the visitor can ring; of a draft, those alone who may approve it as it is."""
    approvers = tuple(
        Approver(person.name, person.phone)
        for person, role in people.members(tx, visit.newsroom)
        if role.covers(Role.EDITOR)
        and not person.is_disabled
        and person.id != visit.person.id
        and not (standing and standing.bars(person.actor))
    )
    contacts = tuple(
        entry.contact
        for entry in directory.list_contacts(tx, visit.newsroom)
        if entry.contact.phones and (entry.until is None or entry.until > tx.now)
    )
    return Ring(approvers, contacts, settings.get(tx, visit.newsroom).four_eyes)


def may_publish(visit: Visit) -> bool:
    """Tell whether the visitor's role lets them publish at all."""
    return visit.role is not None and visit.role.covers(Role.EDITOR)
