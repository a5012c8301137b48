"""Who works at the desk: people, and the roles they have in newsrooms."""

from datetime import datetime
from enum import StrEnum

import msgspec


class Role(StrEnum):
    """What a person may do in one newsroom; each includes those before it.

    Authors write and submit; editors also approve, schedule, correct and withdraw; admins also
    keep the newsroom, its people, tokens and webhooks.
    """

    AUTHOR = "author"
    EDITOR = "editor"
    ADMIN = "admin"

    def covers(self, wanted: "Role") -> bool:
        order = list(Role)
        return order.index(self) >= order.index(wanted)


class Actor(msgspec.Struct, frozen=True):
    """Somebody who does something; `who` is the name it stands under in log and audit.

    `is_machine` holds for tokens and commands: an admin gave them out to act alone.
    """

    who: str
    is_machine: bool = False


class Person(msgspec.Struct, frozen=True):
    """Someone who may sign in. `email` is lower case; `language` is that of the desk (sv, en).

    `password` is an argon2id hash, empty where the person signs in elsewhere; `totp` the secret of
    a second factor as the service keeps it (sealed, where it has a key), empty without one.
    `must_choose` holds while somebody else was shown the password: with it a person can do nothing
    but choose one of their own. `phone` is a number for colleagues in the newsroom, empty without.
    """

    id: str
    email: str
    name: str
    language: str = "sv"
    password: str = ""
    totp: str = ""
    is_disabled: bool = False
    must_choose: bool = False
    phone: str = ""

    @property
    def actor(self) -> Actor:
        return Actor(self.email)


class Membership(msgspec.Struct, frozen=True):
    """A person's role in a newsroom; `name` is what the newsroom is called."""

    newsroom: str
    role: Role
    name: str = ""


class Session(msgspec.Struct, frozen=True):
    """A signed-in browser: `csrf` is the token its forms carry, `seen` its last noted request."""

    id: str
    person: Person
    memberships: tuple[Membership, ...]
    csrf: str
    seen: datetime

    def role_in(self, newsroom: str) -> Role | None:
        """Return the person's role in a newsroom, None where they have none."""
        return next(
            (membership.role for membership in self.memberships if membership.newsroom == newsroom),
            None,
        )
