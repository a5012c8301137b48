"""A draft's way to the editors and back: sent with a wish and a word, taken back, sent back."""

from datetime import datetime

import msgspec

from releases.errors import FieldError, HasHistory, NotWaiting, VersionConflict
from releases.model import DraftRef, Release
from releases.rules.four_eyes import list_active
from releases.rules.roles import Actor, Role
from releases.rules.validation import CheckedDocument
from releases.store import audit, drafts, log, newsrooms, people, submissions
from releases.store.log import LogLine
from releases.store.tx import Tx
from releases.text.clean import clean


def create(
    tx: Tx,
    newsroom: str,
    draft: CheckedDocument,
    actor: Actor,
    release_id: str | None = None,
    *,
    is_automatic: bool = False,
) -> Release:
    """Start a release with its first draft; raises `NotFound`.

    What a page saves `is_automatic` may become one version with what its writer saves next.
    """
    newsrooms.get(tx, newsroom)
    release = drafts.add(tx, newsroom, draft, actor.who, release_id, is_automatic=is_automatic)
    audit.note(tx, actor, "release.create", release.ref)
    return release


def save(
    tx: Tx,
    ref: DraftRef,
    draft: CheckedDocument,
    actor: Actor,
    version: int,
    *,
    is_automatic: bool = False,
    says_the_same: bool = False,
) -> Release:
    """Replace the draft read as `version`; raises `VersionConflict` if it has changed since.

    What waits for approval goes on waiting where one of those who approve changes it, and where it
    `says_the_same` as before: another file of a picture does.
    """
    before = drafts.get(tx, ref)
    sent = submissions.find_waiting(tx, before)
    after = drafts.replace(tx, before, draft, actor.who, version, is_automatic=is_automatic)
    audit.note(tx, actor, "release.save", ref, version=after.version)
    is_edited = sent and sent.made_by != actor.who and _approves(tx, ref.newsroom, actor)
    if sent is None or not (says_the_same or is_edited):
        return after
    drafts.mark_submitted(tx, ref.release, after.version)
    submissions.move_on(tx, ref.release, after.version)
    return drafts.get(tx, ref)


def _approves(tx: Tx, newsroom: str, actor: Actor) -> bool:
    editors = list_active(people.members(tx, newsroom), Role.EDITOR)
    return any(person.actor == actor for person in editors)


def mark_submitted(tx: Tx, ref: DraftRef, actor: Actor, version: int) -> Release:
    """Ask for approval of the draft as it stands at `version`; a later save takes that back."""
    check_version(drafts.get(tx, ref), version)
    drafts.mark_submitted(tx, ref.release, version)
    audit.note(tx, actor, "release.submit", ref, version=version)
    return drafts.get(tx, ref)


WORD = 2_000


class Ask(msgspec.Struct, frozen=True):
    """What goes with a submission: when it had better come out, and a word to the editor."""

    wish: datetime | None = None
    word: str = ""


def submit(tx: Tx, ref: DraftRef, actor: Actor, version: int, ask: Ask | None = None) -> Release:
    """Ask for approval of the draft as it stands at `version`; raises `VersionConflict`.

    Raises `FieldError` for a word that is too long.
    """
    ask = ask or Ask()
    word = clean(ask.word, "word", WORD).strip()
    release = mark_submitted(tx, ref, actor, version)
    submissions.put(tx, release, version, actor.who, ask.wish, word)
    return release


def take_back(tx: Tx, ref: DraftRef, actor: Actor, version: int) -> None:
    """Let the draft wait no longer; raises `NotWaiting`."""
    _refuse_settled(drafts.get(tx, ref), version)
    drafts.settle(tx, ref.release)
    audit.note(tx, actor, "release.recall", ref, version=version)


def send_back(tx: Tx, ref: DraftRef, actor: Actor, version: int, comment: str) -> None:
    """Return the draft to who wrote it, with a comment; raises `FieldError` or `NotWaiting`."""
    release = drafts.get(tx, ref)
    said = clean(comment, "comment", WORD).strip()
    if not said:
        raise FieldError("comment", "comment_needed")
    _refuse_settled(release, version)
    if submissions.find_waiting(tx, release) is None:
        # Submitted before such things were noted.
        submissions.put(tx, release, version, release.changed_by, None, "")
    submissions.send_back(tx, ref.release, actor.who, said)
    drafts.settle(tx, ref.release)
    audit.note(tx, actor, "release.return", ref, version=version)


def _refuse_settled(release: Release, version: int) -> None:
    if release.submitted_version is None or release.submitted_version != version:
        raise NotWaiting


def discard(tx: Tx, ref: DraftRef, actor: Actor, version: int) -> None:
    """Remove a release of which nothing was ever approved, with all that is kept of it.

    Raises `NotFound`, `HasHistory`, or `VersionConflict` where the draft has changed since it was
    read as `version`.
    """
    release = drafts.get(tx, ref)
    check_discard(release, log.lines(tx, ref.release), version)
    drafts.discard(tx, ref.release)
    audit.note(tx, actor, "release.discard", ref, version=version)


def check_discard(release: Release, lines: tuple[LogLine, ...], version: int) -> None:
    """Raise what forbids throwing a release away that was read as `version`."""
    if lines:
        raise HasHistory
    check_version(release, version)


def check_version(release: Release, version: int) -> None:
    """Raise `VersionConflict` where a draft has changed since it was read as `version`."""
    if release.version != version:
        raise VersionConflict(release.version)
