"""An editor's approval from the desk: of the very text that was looked at."""

import msgspec

from releases import desk, rehearsal, timeline
from releases.desk import Order
from releases.errors import Unchanged, VersionConflict
from releases.model import Release
from releases.store import drafts, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry


class Approval(msgspec.Struct, frozen=True):
    """What an editor decided: an order, for the draft of `version`."""

    order: Order
    version: int


def approve(tx: Tx, newsroom: str, release_id: str, approval: Approval, who: str) -> Entry:
    """Publish or correct by the draft that was looked at; a publication to come is replaced.

    Raises `VersionConflict` where the draft has changed since, `Unchanged` for a correction that
    corrects nothing, and what `releases.desk.approve` raises.
    """
    release = drafts.get(tx, newsroom, release_id)
    if release.version != approval.version:
        raise VersionConflict(release.version)
    entries = log.entries(tx, release_id)
    waiting = rehearsal.pending(entries, tx.now)
    if approval.order.action is Action.CORRECT:
        _refuse_unchanged(tx, release, entries, approval.order)
    replaces = waiting is not None and approval.order.action is Action.PUBLISH
    return desk.approve(
        tx,
        newsroom,
        release_id,
        approval.order,
        who,
        instead_of=waiting.id if waiting and replaces else None,
    )


def _refuse_unchanged(tx: Tx, release: Release, entries: tuple[Entry, ...], order: Order) -> None:
    at = max(order.at.at, tx.now) if order.at else tx.now
    found = timeline.state(entries, at)
    if found is None:
        return
    document = drafts.revisions_by_id(tx, (found.revision,))[found.revision].document
    if document == release.draft:
        raise Unchanged("action", "The text is the one that is public then: nothing to correct.")
