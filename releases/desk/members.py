"""Who may work at the desk: people added, given roles, disabled; each change audited."""

from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from releases.desk import four_eyes
from releases.errors import ApprovalImpossible, FieldError, Forbidden, LastAdmin, NotFound
from releases.rules.four_eyes import Hindrance
from releases.rules.roles import Actor, Person, Role
from releases.store import audit, invitations, people, second_factors
from releases.store.tx import Tx
from releases.text import emails, phones
from releases.text.clean import clean_line

NAME = 100
EMAIL = 254
PHONE = 64


def validate_email(text: str, field: str = "email") -> str:
    """Return an e-mail address in lower case, or raise `FieldError`."""
    email = emails.normalize(clean_line(text, field, EMAIL)).lower()
    if not email:
        raise FieldError(field, "person_email_malformed", text=text[:80])
    return email


def validate_phone(text: str, field: str = "phone") -> str:
    """Return one telephone number as it is kept, "" for none, or raise `FieldError`."""
    line = clean_line(text, field, PHONE).strip()
    numbers = phones.several(line) if line else ("",)
    if len(numbers) > 1 or (line and not phones.link(numbers[0]).startswith("tel:+")):
        raise FieldError(field, "person_phone_malformed", text=line)
    return numbers[0]


def note(tx: Tx, actor: Actor, action: str, person: Person) -> None:
    """Write a line about a person to the audit of every newsroom where they have a role."""
    for membership in people.memberships(tx, person.id):
        audit.note(tx, actor, action, membership.newsroom, person=person.email)


def add(
    tx: Tx,
    email: str,
    name: str,
    newsroom: str,
    role: Role,
    password: str,
    actor: Actor,
    *,
    must_choose: bool = False,
) -> Person:
    """Add a person with a role in a newsroom, or give one who is known already that role.

    `password` is a hash; that of a known person stays as it is. `must_choose` says that somebody
    else was shown it.
    """
    address = validate_email(email)
    person = people.find(tx, address) or people.add(
        tx, address, clean_line(name, "name", NAME) or address, password, must_choose=must_choose
    )
    if role is not Role.ADMIN:
        _keep_an_admin(tx, person, newsroom)
    people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, actor, "person.role", newsroom, person=person.email, role=role)
    return person


def set_role(
    tx: Tx, email: str, newsroom: str, role: Role | None, actor: Actor, *, anyway: bool = False
) -> None:
    """Change or take (None) a person's role in a newsroom; raises `NotFound` or `LastAdmin`.

    Raises `ApprovalImpossible`, unless it is to be done `anyway`, where the newsroom wants two
    people for a publication and would then have too few.
    """
    person = find(tx, email)
    if role is not Role.ADMIN:
        _keep_an_admin(tx, person, newsroom)
    with _approval_kept(tx, (newsroom,), anyway=anyway):
        people.give_role(tx, person.id, newsroom, role)
    audit.note(tx, actor, "person.role", newsroom, person=person.email, role=role or "none")


def dismiss(tx: Tx, email: str, boss: Person, *, anyway: bool = False) -> None:
    """Disable a person from the desk; raises `Forbidden` unless `boss` is admin of all they do.

    Raises `LastAdmin` where a newsroom would be left without an admin who can sign in, and
    `ApprovalImpossible` as `set_role` does.
    """
    person = find(tx, email)
    require_boss(tx, person, boss)
    rooms = tuple(membership.newsroom for membership in people.memberships(tx, person.id))
    for room in rooms:
        _keep_an_admin(tx, person, room)
    with _approval_kept(tx, rooms, anyway=anyway):
        disable(tx, email, boss.actor)


def enable(tx: Tx, email: str, boss: Person) -> None:
    """Let a disabled person sign in again; raises `NotFound` or `Forbidden`."""
    person = find(tx, email)
    require_boss(tx, person, boss)
    people.replace(tx, msgspec.structs.replace(person, is_disabled=False))
    note(tx, boss.actor, "person.enable", person)


def reset(tx: Tx, email: str, password: str, boss: Person) -> None:
    """Let somebody in again as `renew` does; raises `Forbidden` too.

    Whoever sets a password can sign in with it everywhere: `boss` is admin of all they do.
    """
    require_boss(tx, find(tx, email), boss)
    renew(tx, email, password, boss.actor)


def renew(tx: Tx, email: str, password: str, actor: Actor, *, must_choose: bool = True) -> None:
    """Give a person a new password (a hash) and one step to sign in; ends all their sessions.

    Unless told otherwise they choose one of their own with it first. Raises `NotFound`.
    """
    person = find(tx, email)
    reset = msgspec.structs.replace(person, totp="")
    set_password(tx, reset, password, must_choose=must_choose)
    second_factors.set_codes(tx, person.id, ())
    note(tx, actor, "person.reset", person)


def require_boss(tx: Tx, person: Person, boss: Person) -> None:
    """Raise `Forbidden` unless `boss` is admin in every newsroom where a person has a role."""
    theirs = {membership.newsroom for membership in people.memberships(tx, person.id)}
    ruled = {e.newsroom for e in people.memberships(tx, boss.id) if e.role is Role.ADMIN}
    if not theirs <= ruled:
        raise Forbidden("works_elsewhere")


@contextmanager
def _approval_kept(tx: Tx, newsrooms: tuple[str, ...], *, anyway: bool) -> Iterator[None]:
    """Raise `ApprovalImpossible` where a newsroom could publish before the block, and not after."""
    could = [room for room in newsrooms if not four_eyes.hindrance(tx, room)]
    yield
    for room in could:
        hindrance = four_eyes.hindrance(tx, room)
        if hindrance and not anyway:
            raise ApprovalImpossible(
                "four_eyes_alone_left"
                if hindrance is Hindrance.ALONE
                else "four_eyes_without_editor_left"
            )


def _keep_an_admin(tx: Tx, person: Person, newsroom: str) -> None:
    admins = {
        person.id
        for person, role in people.members(tx, newsroom)
        if role is Role.ADMIN and not person.is_disabled
    }
    if admins == {person.id}:
        raise LastAdmin


def disable(tx: Tx, email: str, actor: Actor) -> None:
    """Keep a person from signing in, and sign them out everywhere; raises `NotFound`."""
    person = find(tx, email)
    people.replace(tx, msgspec.structs.replace(person, is_disabled=True))
    second_factors.end_all(tx, person.id)
    note(tx, actor, "person.disable", person)


def choose_password(tx: Tx, person_id: str, password: str, session: str) -> None:
    """Store the hash of a password that a person chose, and end their sessions but for one."""
    person = people.get(tx, person_id)
    set_password(tx, person, password, session)
    note(tx, person.actor, "person.password", person)


def drop_password(tx: Tx, person_id: str) -> Person:
    """Take away a person's password, with every session, and return who signs in elsewhere now."""
    person = people.get(tx, person_id)
    set_password(tx, person, "")
    note(tx, person.actor, "person.elsewhere", person)
    return people.get(tx, person_id)


def set_password(
    tx: Tx, person: Person, password: str, but: str = "", *, must_choose: bool = False
) -> None:
    """Store a new password hash; sessions (but one) and logins begun with the old one end."""
    changed = msgspec.structs.replace(person, password=password, must_choose=must_choose)
    people.replace(tx, changed)
    people.sign_out_everywhere(tx, person.id, but)
    second_factors.end_all(tx, person.id)


def rehash_password(tx: Tx, person: Person, password: str) -> None:
    """Store another hash of the same password, unless it was changed since `person` was read."""
    current = people.get(tx, person.id)
    if current.password == person.password:
        people.replace(tx, msgspec.structs.replace(current, password=password))


def member(tx: Tx, person_id: str, newsroom: str) -> Person:
    """Return a person who has a role in a newsroom; raises `NotFound`."""
    for person, _ in people.members(tx, newsroom):
        if person.id == person_id:
            return person
    raise NotFound("not_a_member")


def find(tx: Tx, email: str) -> Person:
    """Return a person by e-mail; raises `NotFound`."""
    person = people.find(tx, email)
    if person is None:
        raise NotFound("no_person", email=email)
    return person


class Welcome(msgspec.Struct, frozen=True):
    """What a person is to be handed: the password (`is_new`), a code, or nothing."""

    is_new: bool = False
    code: str = ""


def add_or_invite(
    tx: Tx,
    email: str,
    name: str,
    newsroom: str,
    role: Role,
    password: str,
    boss: Person,
    *,
    anyway: bool = False,
) -> Welcome:
    """Give a person a role in a newsroom, or invite who works where `boss` is no admin.

    `password` is a hash, kept for who works nowhere yet. Raises `FieldError`, `LastAdmin` and
    `ApprovalImpossible` as `set_role` does.
    """
    person = people.find(tx, validate_email(email))
    theirs = people.memberships(tx, person.id) if person else ()
    if person and theirs and not _may_give(tx, person, newsroom, boss):
        code = invitations.add(tx, person.id, newsroom, role, boss.id)
        audit.note(tx, boss.actor, "person.invite", newsroom, person=person.email, role=role)
        return Welcome(code=code)
    if person and not theirs:
        # Whoever had this account, had it for a newsroom that has let it go.
        known_as = clean_line(name, "name", NAME) or person.email
        people.replace(tx, msgspec.structs.replace(person, name=known_as))
        renew(tx, person.email, password, boss.actor)
    with _approval_kept(tx, (newsroom,), anyway=anyway):
        add(tx, email, name, newsroom, role, password, boss.actor, must_choose=True)
    return Welcome(is_new=not theirs)


def accept_invitation(tx: Tx, person: Person, code: str) -> str:
    """Take up an invitation, and return the newsroom's slug.

    Raises `NotFound` for a code of another, one that is over, or whose maker is no admin any more.
    """
    invitation = invitations.take(tx, person.id, code)
    if invitation is None or not _is_admin(tx, invitation.made_by, invitation.newsroom):
        raise NotFound(what="invitation for you")
    set_role(tx, person.email, invitation.newsroom, invitation.role, person.actor, anyway=True)
    return invitation.newsroom


def _may_give(tx: Tx, person: Person, newsroom: str, boss: Person) -> bool:
    """Tell whether a person works here already, or only where the boss could reset them anyway."""
    if any(membership.newsroom == newsroom for membership in people.memberships(tx, person.id)):
        return True
    try:
        require_boss(tx, person, boss)
    except Forbidden:
        return False
    return True


def _is_admin(tx: Tx, person_id: str, newsroom: str) -> bool:
    roles = people.memberships(tx, person_id)
    is_disabled = people.get(tx, person_id).is_disabled
    return not is_disabled and any(e.newsroom == newsroom and e.role is Role.ADMIN for e in roles)
