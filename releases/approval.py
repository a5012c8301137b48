"""An editor's approval from the desk: of the very text that was looked at, worries settled."""

import msgspec

from releases import desk, rehearsal
from releases.desk import Order
from releases.errors import PersonalNumbers, VersionConflict
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
    some and that was not overridden (which is audited), and what `releases.desk.approve` raises.
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
    entry = desk.approve(tx, newsroom, release_id, approval.order, who)
    if grave:
        found = ", ".join(each.code for each in grave)
        audit.note(tx, who, "release.override", newsroom, release_id, entry=entry.id, numbers=found)
    return entry
