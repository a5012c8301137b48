"""How somebody comes to work in a newsroom: new people get a password, known ones an invitation.

That an account has an e-mail address proves nothing: whoever added it first was shown its first
password. So a role goes to who holds both the account and a code from the newsroom's own admin.
"""

import msgspec

from releases import staff
from releases.errors import Forbidden, NotFound
from releases.people import Person, Role
from releases.store import audit, invitations, people
from releases.store.tx import Tx
from releases.text import clean_line


class Welcome(msgspec.Struct, frozen=True):
    """What a person is to be handed: the password (`is_new`), a code, or nothing."""

    is_new: bool = False
    code: str = ""


def add(
    tx: Tx, email: str, name: str, newsroom: str, role: Role, password: str, boss: Person
) -> Welcome:
    """Give a person a role in a newsroom, or invite who works where `boss` is no admin.

    `password` is a hash, kept for who works nowhere yet. Raises `FieldError` and `LastAdmin`.
    """
    person = people.find(tx, staff.checked_email(email))
    theirs = people.memberships(tx, person.id) if person else ()
    if person and theirs and not _may_give(tx, person, newsroom, boss):
        code = invitations.add(tx, person.id, newsroom, role, boss.id)
        audit.note(tx, boss.who, "person.invite", newsroom, person=person.email, role=role)
        return Welcome(code=code)
    if person and not theirs:
        # Whoever had this account, had it for a newsroom that has let it go.
        known_as = clean_line(name, "name", staff.NAME) or person.email
        people.replace(tx, msgspec.structs.replace(person, name=known_as))
        staff.renew(tx, person.email, password, boss.who)
    staff.add(tx, email, name, newsroom, role, password, boss.who, must_choose=True)
    return Welcome(is_new=not theirs)


def accept(tx: Tx, person: Person, code: str) -> str:
    """Take up an invitation, and return the newsroom's slug.

    Raises `NotFound` for a code of another, one that is over, or whose maker is no admin any more.
    """
    found = invitations.take(tx, person.id, code)
    if found is None or not _is_admin(tx, found.made_by, found.newsroom):
        raise NotFound("There is no such invitation for you.")
    staff.set_role(tx, person.email, found.newsroom, found.role, person.who)
    return found.newsroom


def _may_give(tx: Tx, person: Person, newsroom: str, boss: Person) -> bool:
    """Tell whether a person works here already, or only where the boss could reset them anyway."""
    if any(each.newsroom == newsroom for each in people.memberships(tx, person.id)):
        return True
    try:
        staff.require_boss(tx, person, boss)
    except Forbidden:
        return False
    return True


def _is_admin(tx: Tx, person_id: str, newsroom: str) -> bool:
    roles = people.memberships(tx, person_id)
    is_disabled = people.get(tx, person_id).is_disabled
    return not is_disabled and any(e.newsroom == newsroom and e.role is Role.ADMIN for e in roles)
