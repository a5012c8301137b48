"""Who may work at the desk: people added, given roles, disabled; each change audited."""

import re

import msgspec

from releases.errors import FieldError, Forbidden, LastAdmin, NotFound
from releases.people import Person, Role
from releases.store import audit, factors, people
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


def note(tx: Tx, who: str, action: str, person: Person) -> None:
    """Write a line about a person to the audit of every newsroom where they have a role."""
    for each in people.memberships(tx, person.id):
        audit.note(tx, who, action, each.newsroom, person=person.email)


def add(
    tx: Tx,
    email: str,
    name: str,
    newsroom: str,
    role: Role,
    password: str,
    who: str,
    *,
    must_choose: bool = False,
) -> Person:
    """Add a person with a role in a newsroom, or give one who is known already that role.

    `password` is a hash; that of a known person stays as it is. `must_choose` says that somebody
    else was shown it.
    """
    address = checked_email(email)
    person = people.find(tx, address) or people.add(
        tx, address, clean_line(name, "name", NAME) or address, password, must_choose=must_choose
    )
    if role is not Role.ADMIN:
        _keep_an_admin(tx, person, newsroom)
    people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, who, "person.role", newsroom, person=person.email, role=role)
    return person


def set_role(tx: Tx, email: str, newsroom: str, role: Role | None, who: str) -> None:
    """Change or take (None) a person's role in a newsroom; raises `NotFound` or `LastAdmin`."""
    person = find(tx, email)
    if role is not Role.ADMIN:
        _keep_an_admin(tx, person, newsroom)
    people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, who, "person.role", newsroom, person=person.email, role=role or "none")


def dismiss(tx: Tx, email: str, boss: Person) -> None:
    """Disable a person from the desk; raises `Forbidden` unless `boss` is admin of all they do.

    Raises `LastAdmin` where a newsroom would be left without an admin who can sign in.
    """
    person = find(tx, email)
    require_boss(tx, person, boss)
    for each in people.memberships(tx, person.id):
        _keep_an_admin(tx, person, each.newsroom)
    disable(tx, email, boss.who)


def enable(tx: Tx, email: str, boss: Person) -> None:
    """Let a disabled person sign in again; raises `NotFound` or `Forbidden`."""
    person = find(tx, email)
    require_boss(tx, person, boss)
    people.replace(tx, msgspec.structs.replace(person, is_disabled=False))
    note(tx, boss.who, "person.enable", person)


def reset(tx: Tx, email: str, password: str, boss: Person) -> None:
    """Let somebody in again as `renew` does; raises `Forbidden` too.

    Whoever sets a password can sign in with it everywhere: `boss` is admin of all they do.
    """
    require_boss(tx, find(tx, email), boss)
    renew(tx, email, password, boss.who)


def renew(tx: Tx, email: str, password: str, who: str, *, must_choose: bool = True) -> None:
    """Give a person a new password (a hash) and one step to sign in; ends all their sessions.

    Unless told otherwise they choose one of their own with it first. Raises `NotFound`.
    """
    person = find(tx, email)
    reset = msgspec.structs.replace(person, totp="")
    set_password(tx, reset, password, must_choose=must_choose)
    factors.set_codes(tx, person.id, ())
    note(tx, who, "person.reset", person)


def require_boss(tx: Tx, person: Person, boss: Person) -> None:
    """Raise `Forbidden` unless `boss` is admin in every newsroom where a person has a role."""
    theirs = {each.newsroom for each in people.memberships(tx, person.id)}
    ruled = {e.newsroom for e in people.memberships(tx, boss.id) if e.role is Role.ADMIN}
    if not theirs <= ruled:
        raise Forbidden("This person also works in newsrooms where you are not an admin.")


def _keep_an_admin(tx: Tx, person: Person, newsroom: str) -> None:
    admins = {
        each.id
        for each, role in people.members(tx, newsroom)
        if role is Role.ADMIN and not each.is_disabled
    }
    if admins == {person.id}:
        raise LastAdmin("The newsroom needs at least one admin: name another one first.")


def disable(tx: Tx, email: str, who: str) -> None:
    """Keep a person from signing in, and sign them out everywhere; raises `NotFound`."""
    person = find(tx, email)
    people.replace(tx, msgspec.structs.replace(person, is_disabled=True))
    factors.end_all(tx, person.id)
    note(tx, who, "person.disable", person)


def choose_password(tx: Tx, person_id: str, password: str, session: str) -> None:
    """Store the hash of a password that a person chose, and end their sessions but for one."""
    person = people.get(tx, person_id)
    set_password(tx, person, password, session)
    note(tx, person.who, "person.password", person)


def drop_password(tx: Tx, person_id: str) -> Person:
    """Take away a person's password, with every session, and return who signs in elsewhere now."""
    person = people.get(tx, person_id)
    set_password(tx, person, "")
    note(tx, person.who, "person.elsewhere", person)
    return people.get(tx, person_id)


def set_password(
    tx: Tx, person: Person, password: str, but: str = "", *, must_choose: bool = False
) -> None:
    """Store a new password hash; sessions (but one) and logins begun with the old one end."""
    changed = msgspec.structs.replace(person, password=password, must_choose=must_choose)
    people.replace(tx, changed)
    people.sign_out_everywhere(tx, person.id, but)
    factors.end_all(tx, person.id)


def member(tx: Tx, person_id: str, newsroom: str) -> Person:
    """Return a person who has a role in a newsroom; raises `NotFound`."""
    for person, _ in people.members(tx, newsroom):
        if person.id == person_id:
            return person
    raise NotFound("Nobody of that id works in this newsroom.")


def find(tx: Tx, email: str) -> Person:
    """Return a person by e-mail; raises `NotFound`."""
    person = people.find(tx, checked_email(email))
    if person is None:
        raise NotFound(f"There is no person {email!r}.")
    return person
