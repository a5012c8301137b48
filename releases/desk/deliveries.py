"""The outbox: claim what is due, settle what was delivered, put off what was not.

Announcements are owed from the moment of approval, in the same transaction as the entry, once
per (entry, sink). Delivery is at least once; the announcement's id lets receivers drop repeats.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from releases.desk.access import GONE, end_webhook
from releases.public import PublicRelease
from releases.refusals import Reason
from releases.rules.roles import Actor
from releases.store import claims, listings
from releases.store.outbox import Announcement
from releases.store.sinks import Sink, Webhook
from releases.store.tx import Tx

# Longer than any delivery takes. Only a holder that lives and does not answer is waited for.
LEASE = timedelta(minutes=2)
# Waits between attempts; after the last one an announcement is a dead letter. About 31 hours.
BACK_OFF = tuple(
    timedelta(seconds=s) for s in (2, 10, 60, 300, 1_800, 7_200, 14_400, 28_800, 57_600)
)
# Under which the service's own deeds stand in the audit.
SERVICE = Actor("pressrum", is_machine=True)


class Errand(msgspec.Struct, frozen=True):
    """One announcement with what its sink is told.

    For a webhook, `item` is the release as public when the errand is taken up (None where it is
    not public).
    """

    announcement: Announcement
    item: PublicRelease | None = None


class Failure(msgspec.Struct, frozen=True):
    """An attempt that failed, and why."""

    announcement: Announcement
    why: Reason


class Results(msgspec.Struct, frozen=True):
    """What came of announcements taken up; `returned` are the ids of those not begun."""

    delivered: tuple[str, ...] = ()
    failed: tuple[Failure, ...] = ()
    returned: tuple[str, ...] = ()


def claim(
    tx: Tx,
    owner: str,
    sink: Sink,
    count: int,
    results: Results | None = None,
    until: datetime | None = None,
) -> tuple[Announcement, ...]:
    """Note what came of what was taken up before, and take up what is due of a sink now.

    One transaction does both: nothing is claimed again before its result is on disk. With `until`,
    only what was due by then is taken: claiming with the same instant comes to an end.
    """
    if results is not None:
        record(tx, owner, results)
    return claims.claim(tx, owner, sink, tx.now + LEASE, count, until)


def record(tx: Tx, owner: str, results: Results) -> None:
    """Settle what was delivered, put off what failed, hand back what was not begun.

    A webhook whose receiver is gone has ended, and what it was still owed with it.
    """
    claims.settle(tx, results.delivered)
    gone: dict[Webhook, list[str]] = {}
    for failure in results.failed:
        announcement = failure.announcement
        if failure.why == GONE and isinstance(announcement.sink, Webhook):
            gone.setdefault(announcement.sink, []).append(announcement.id)
        else:
            _put_off(tx, owner, announcement, failure.why)
    for webhook, attempted in gone.items():
        end_webhook(tx, webhook, attempted, SERVICE)
    claims.hand_back(tx, owner, results.returned)


def _put_off(tx: Tx, owner: str, announcement: Announcement, why: Reason) -> None:
    """Note a failed attempt; try again after the next wait, or give up after the last."""
    before = announcement.attempts
    again = tx.now + BACK_OFF[before] if before < len(BACK_OFF) else None
    claims.postpone(tx, owner, announcement.id, why, again)


def errands(tx: Tx, claimed: Iterable[Announcement]) -> tuple[Errand, ...]:
    """Return the announcements with what their sinks are told, as it is now."""
    claimed = tuple(claimed)
    needed = {
        claimed_entry.release
        for claimed_entry in claimed
        if isinstance(claimed_entry.sink, Webhook)
    }
    items = {
        public_release.id: public_release
        for public_release in listings.public_releases(tx, needed, tx.now)
    }
    return tuple(
        Errand(claimed_entry, items.get(claimed_entry.release)) for claimed_entry in claimed
    )
