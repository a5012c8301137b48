"""Four eyes: no text goes out on the word of the one person who wrote it. Pure.

Whoever saved a change since the last approval is a writer, and does not approve it alone. A change
is another's too once another person has confirmed it: then two have answered for it, and even the
one who made it may approve. Submitting a text is no confirmation, and bars nobody.
"""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from releases.rules.roles import Person, Role

Members = tuple[tuple[Person, Role], ...]
# With fewer who can sign in nothing could ever go out.
LEAST = 2


class DeedKind(StrEnum):
    """What somebody did with a draft: changed it, confirmed others' changes, or approved it."""

    WROTE = "wrote"
    CONFIRMED = "confirmed"
    APPROVED = "approved"


class Hindrance(StrEnum):
    """Who is missing where nobody could publish: the code of its words."""

    ALONE = "four_eyes_alone"
    WITHOUT_EDITOR = "four_eyes_without_editor"


class DraftDeed(msgspec.Struct, frozen=True):
    """What `who` did with a draft; `version` is the draft after it, 0 where that is not known."""

    kind: DeedKind
    who: str
    version: int = 0


def find_unconfirmed(deeds: Iterable[DraftDeed]) -> dict[str, int]:
    """Return who has written what nobody else has confirmed, since the last approval.

    With each stands the version of the first such change. `deeds` are in the order they were done.
    """
    unconfirmed: dict[str, int] = {}
    for deed in deeds:
        if deed.kind is DeedKind.APPROVED:
            unconfirmed = {}
        elif deed.kind is DeedKind.WROTE:
            unconfirmed.setdefault(deed.who, deed.version)
        else:
            unconfirmed = {who: first for who, first in unconfirmed.items() if who == deed.who}
    return unconfirmed


def list_active(members: Members, least: Role = Role.AUTHOR) -> tuple[Person, ...]:
    """Return who can sign in and has at least a role, in the order of `members`."""
    return tuple(
        person for person, role in members if role.covers(least) and not person.is_disabled
    )


def find_hindrance(members: Members) -> Hindrance | None:
    """Return what keeps a newsroom of two pairs of eyes from publishing anything.

    It takes somebody who may approve, and a second person to write it or to confirm it.
    """
    if not list_active(members, Role.EDITOR):
        return Hindrance.WITHOUT_EDITOR
    return Hindrance.ALONE if len(list_active(members)) < LEAST else None
