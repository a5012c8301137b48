"""A correction planned on an older text: what it would take back, and how it is called off.

Planned corrections keep the text they were approved with. Whoever approves another text to hold
before them is told, and may call them off in the same transaction.
"""

from collections.abc import Collection
from datetime import datetime

from releases import approval, desk
from releases.approval import Approval
from releases.model import Release
from releases.store import drafts, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry


def planned(entries: tuple[Entry, ...], at: datetime) -> tuple[Entry, ...]:
    """Return the corrections that take effect after `at`, the first of them first."""
    found = (each for each in entries if each.action is Action.CORRECT and each.effective > at)
    return tuple(sorted(found, key=lambda each: (each.effective, each.number)))


def undoing(
    tx: Tx, release: Release, entries: tuple[Entry, ...], at: datetime
) -> tuple[Entry, ...]:
    """Return the planned corrections that would replace the draft, approved for `at`, again."""
    found = planned(entries, at)
    texts = drafts.revisions_by_id(tx, (each.revision for each in found))
    return tuple(each for each in found if texts[each.revision].document != release.draft)


def approve(
    tx: Tx,
    newsroom: str,
    release_id: str,
    given: Approval,
    called_off: Collection[str],
    who: str,
) -> Entry:
    """Approve a draft, and call off those of the planned corrections that are named.

    One that has taken effect meanwhile stays: what is approved now replaces it. Raises what
    `releases.approval.approve` raises.
    """
    for each in planned(log.entries(tx, release_id), tx.now):
        if each.id in called_off:
            desk.cancel(tx, newsroom, release_id, each.id, who)
    return approval.approve(tx, newsroom, release_id, given, who)
