"""Going back in a draft: to a version that somebody saved, or to what was last approved.

Nothing is lost by either: the draft that gives way is a version itself.
"""

from typing import cast

import msgspec

from releases.desk import drafts as desk_drafts
from releases.errors import NotFound
from releases.model import Document, DraftRef, Release
from releases.rules.roles import Actor
from releases.rules.validation import CheckedDocument
from releases.store import audit, draft_versions, drafts, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry


def restore(tx: Tx, ref: DraftRef, number: int, actor: Actor, version: int) -> Release:
    """Make a version the draft again, over the draft that was read as `version`.

    Raises `NotFound`, or `VersionConflict` where the draft has changed since. Where the draft says
    the same already nothing is saved, and what waits for approval goes on waiting.
    """
    release = drafts.get(tx, ref)
    desk_drafts.check_version(release, version)
    wanted = draft_versions.get(tx, release, number).document
    if wanted == release.draft:
        return release
    after = _go_back(tx, release, wanted, actor)
    audit.note(tx, actor, "draft.restore", ref, version=after.version, restored=number)
    return after


def revert(tx: Tx, ref: DraftRef, actor: Actor, version: int) -> Release:
    """Make what was last approved the draft again, over the draft that was read as `version`.

    Raises `NotFound` where nothing was approved or nothing has changed since, `VersionConflict`.
    """
    release = drafts.get(tx, ref)
    desk_drafts.check_version(release, version)
    after = _go_back(tx, release, find_revertible(tx, release).text, actor)
    audit.note(tx, actor, "draft.revert", ref, version=after.version)
    return after


class Approved(msgspec.Struct, frozen=True):
    """The text that was last approved, and the entry by which it was."""

    entry: Entry
    text: Document


def find_revertible(tx: Tx, release: Release) -> Approved:
    """Return what the draft would go back to; raises `NotFound` where there is nothing to it."""
    approved = _find_approved(tx, release.id)
    if approved is None or approved.text == release.draft:
        raise NotFound("nothing_to_revert")
    return approved


def can_revert(tx: Tx, release: Release) -> bool:
    """Tell whether a text was approved, and the draft says something else."""
    approved = _find_approved(tx, release.id)
    return approved is not None and approved.text != release.draft


def _find_approved(tx: Tx, release_id: str) -> Approved | None:
    # What was cancelled counts no longer, and a withdrawal approves no text.
    approvals = (
        entry for entry in log.entries(tx, release_id) if entry.action is not Action.WITHDRAW
    )
    last = max(approvals, key=lambda entry: entry.number, default=None)
    if last is None:
        return None
    revision = drafts.revisions_by_id(tx, (last.revision,))[last.revision]
    return Approved(last, revision.document)


def _go_back(tx: Tx, release: Release, wanted: Document, actor: Actor) -> Release:
    # What gives way stays as it is, whoever saved it how recently.
    draft_versions.seal(tx, release.id, release.version)
    # It was checked when it was saved; what has become too strict for it says so at approval.
    checked = cast("CheckedDocument", wanted)
    return drafts.replace(tx, release, checked, actor.who, release.version)
