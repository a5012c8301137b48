"""Who may work at the desk: people added, given roles, disabled; each change audited."""

import re

import msgspec

from releases.errors import FieldError, NotFound
from releases.people import Person, Role
from releases.store import audit, people
from releases.store.tx import Tx
from releases.text import clean_line

NAME = 100
EMAIL = 254
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def checked_email(text: str, field: str = "email") -> str:
    """Return an e-mail address in lower case, or raise `FieldError`."""
    email = clean_line(text, field, EMAIL).lower()
    if not _EMAIL.fullmatch(email):
        raise FieldError(field, f"{text[:80]!r} is not an e-mail address")
    return email


def add(
    tx: Tx, email: str, name: str, newsroom: str, role: Role, password: str, who: str
) -> Person:
    """Add a person with a role in a newsroom, or give one who is known already that role.

    `password` is a hash; that of a known person stays as it is.
    """
    address = checked_email(email)
    person = people.find(tx, address) or people.add(
        tx, address, clean_line(name, "name", NAME) or address, password
    )
    people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, who, "person.role", newsroom, person=person.email, role=role)
    return person


def set_role(tx: Tx, email: str, newsroom: str, role: Role | None, who: str) -> None:
    """Change or take (None) a person's role in a newsroom; raises `NotFound`."""
    person = find(tx, email)
    people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, who, "person.role", newsroom, person=person.email, role=role or "none")


def disable(tx: Tx, email: str, who: str) -> None:
    """Keep a person from signing in, and sign them out everywhere; raises `NotFound`."""
    person = find(tx, email)
    people.replace(tx, msgspec.structs.replace(person, is_disabled=True))
    for each in people.memberships(tx, person.id):
        audit.note(tx, who, "person.disable", each.newsroom, person=person.email)


def set_password(tx: Tx, person: Person, password: str, but: str = "") -> None:
    """Store a new password hash and end every session of the person, but for one (an id)."""
    people.replace(tx, msgspec.structs.replace(person, password=password))
    people.sign_out_everywhere(tx, person.id, but)


def find(tx: Tx, email: str) -> Person:
    """Return a person by e-mail; raises `NotFound`."""
    person = people.find(tx, checked_email(email))
    if person is None:
        raise NotFound(f"There is no person {email!r}.")
    return person
