"""Four eyes: where a newsroom wants it, what a person wrote goes out when a second has agreed.

Withdrawing is free of it, because what is wrong must be taken back at once by whoever is awake;
and so are access tokens and the command line, which an admin gave out to act alone.
"""

from collections.abc import Iterator

import msgspec

from releases.errors import FourEyes, NothingToConfirm, VersionConflict
from releases.model import DraftRef
from releases.rules import four_eyes
from releases.rules.four_eyes import DeedKind, DraftDeed, Hindrance
from releases.rules.roles import Actor, Role
from releases.store import audit, draft_versions, drafts, log, people, settings
from releases.store.tx import Tx
from releases.timeline import Action

_WROTE = frozenset({"release.create", "release.save", "draft.restore", "draft.revert"})
_APPROVED = frozenset({"entry.publish", "entry.correct"})
_CONFIRMED = "release.confirm"
_RESTORED = "release.restore"


class Standing(msgspec.Struct, frozen=True):
    """How a draft stands in a newsroom: who wrote what nobody else has confirmed, and since when.

    `approvers` may approve it as it is; `writers` have the role for it, but wrote in it.
    """

    unconfirmed: dict[str, int]
    approvers: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    is_wanted: bool = False

    def bars(self, actor: Actor) -> bool:
        """Tell whether somebody does not approve the draft, because they wrote in it."""
        return self.is_wanted and not actor.is_machine and actor.who in self.unconfirmed

    def to_confirm(self, who: str) -> tuple[str, ...]:
        """Return those who could approve once `who` has confirmed what they wrote."""
        if not self.is_wanted or who in self.approvers:
            return ()
        return tuple(writer for writer in self.writers if writer != who)


def check(tx: Tx, ref: DraftRef, action: Action, actor: Actor) -> None:
    """Raise `FourEyes` where the one who approves wrote what nobody else has confirmed."""
    if action is Action.WITHDRAW or actor.is_machine:
        return
    if settings.get(tx, ref.newsroom).four_eyes and actor.who in unconfirmed(tx, ref):
        raise FourEyes


def standing(tx: Tx, ref: DraftRef) -> Standing:
    """Return who may approve a draft now, and whose changes somebody else can confirm."""
    if not settings.get(tx, ref.newsroom).four_eyes:
        return Standing({})
    wrote = unconfirmed(tx, ref)
    editors = four_eyes.list_active(people.members(tx, ref.newsroom), Role.EDITOR)
    names = [person.actor.who for person in editors]
    return Standing(
        wrote,
        tuple(who for who in names if who not in wrote),
        tuple(who for who in names if who in wrote),
        is_wanted=True,
    )


def unconfirmed(tx: Tx, ref: DraftRef) -> dict[str, int]:
    """Return who has written what nobody else has confirmed, since the last approval that stands.

    With each stands the draft's version after the first such change.
    """
    deeds = tuple(_deeds(tx, ref))
    found = four_eyes.find_unconfirmed(deeds)
    if all(deed.kind is DeedKind.CONFIRMED for deed in deeds):
        # Older audits do not say who wrote what came from another database: the draft does.
        release = drafts.get(tx, ref)
        written = DraftDeed(DeedKind.WROTE, release.changed_by, release.version)
        found = four_eyes.find_unconfirmed((written, *deeds))
    return {who: first for who, first in found.items() if who}


def confirm(tx: Tx, ref: DraftRef, actor: Actor, version: int) -> None:
    """Answer for what others changed in the draft read as `version`.

    Raises `VersionConflict`, and `NothingToConfirm` where nobody else wrote anything.
    """
    release = drafts.get(tx, ref)
    if release.version != version:
        raise VersionConflict(release.version)
    if not unconfirmed(tx, ref).keys() - {actor.who}:
        raise NothingToConfirm
    # What is written from now on is told apart from what was confirmed.
    draft_versions.seal(tx, ref.release, version)
    audit.note(tx, actor, "release.confirm", ref, version=version)


def hindrance(tx: Tx, newsroom: str) -> Hindrance | None:
    """Return what keeps a newsroom that wants two people from publishing anything."""
    if not settings.get(tx, newsroom).four_eyes:
        return None
    return four_eyes.find_hindrance(people.members(tx, newsroom))


def _deeds(tx: Tx, ref: DraftRef) -> Iterator[DraftDeed]:
    stands = _standing_entries(tx, ref.release)
    for entry in audit.list_deeds(tx, ref, {*_WROTE, *_APPROVED, _CONFIRMED, _RESTORED}):
        # The first version of a draft is not named.
        version = int(entry.detail.get("version", "1"))
        if entry.action in _WROTE:
            yield DraftDeed(DeedKind.WROTE, entry.who, version)
        elif entry.action == _CONFIRMED:
            yield DraftDeed(DeedKind.CONFIRMED, entry.who, version)
        elif entry.action == _RESTORED and "writer" in entry.detail:
            yield DraftDeed(DeedKind.WROTE, entry.detail["writer"], version)
        elif entry.detail.get("entry") in stands:
            yield DraftDeed(DeedKind.APPROVED, entry.who)


def _standing_entries(tx: Tx, release: str) -> frozenset[str]:
    """Return the entries that nobody took back: live ones, and those that were moved to them."""
    stands: set[str] = set()
    for line in reversed(log.lines(tx, release)):
        if line.cancelled_at is None or line.entry.id in stands:
            stands |= {line.entry.id, *line.entry.replaces}
    return frozenset(stands)
