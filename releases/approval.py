"""An editor's approval from the desk: of the very text that was looked at, worries settled."""

import msgspec

from releases import desk, rehearsal, timeline
from releases.desk import Order
from releases.errors import PersonalNumbers, Unchanged, VersionConflict
from releases.model import Release
from releases.stopping import stopping
from releases.store import audit, drafts, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry


class Approval(msgspec.Struct, frozen=True):
    """What an editor decided: an order, for the draft of `version`.

    `overridden` says that identity numbers in it were seen and may be published.
    """

    order: Order
    version: int
    overridden: bool = False


def approve(tx: Tx, newsroom: str, release_id: str, approval: Approval, who: str) -> Entry:
    """Publish or correct by the draft that was looked at; a publication to come is replaced.

    Raises `VersionConflict` where the draft has changed since, `PersonalNumbers` where it holds
    some and that was not overridden (which is audited), `Unchanged` for a correction that corrects
    nothing, and what `releases.desk.approve` raises.
    """
    release = drafts.get(tx, newsroom, release_id)
    if release.version != approval.version:
        raise VersionConflict(release.version)
    grave = stopping(release.draft)
    if grave and not approval.overridden:
        raise PersonalNumbers("draft", "holds what looks like a personal identity number")
    entries = log.entries(tx, release_id)
    waiting = rehearsal.pending(entries, tx.now)
    if waiting is not None and approval.order.action is Action.PUBLISH:
        desk.cancel(tx, newsroom, release_id, waiting.id, who)
    if approval.order.action is Action.CORRECT:
        _refuse_unchanged(tx, release, entries, approval.order)
    entry = desk.approve(tx, newsroom, release_id, approval.order, who)
    if grave:
        found = ", ".join(each.code for each in grave)
        audit.note(tx, who, "release.override", newsroom, release_id, entry=entry.id, numbers=found)
    return entry


def _refuse_unchanged(tx: Tx, release: Release, entries: tuple[Entry, ...], order: Order) -> None:
    at = max(order.at.at, tx.now) if order.at else tx.now
    found = timeline.state(entries, at)
    if found is None:
        return
    document = drafts.revisions_by_id(tx, (found.revision,))[found.revision].document
    if document == release.draft:
        raise Unchanged("action", "The text is the one that is public then: nothing to correct.")
