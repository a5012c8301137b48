"""The outbox: claim what is due, settle what was delivered, put off what was not.

Announcements are owed from the moment of approval, in the same transaction as the entry, once
per (entry, sink). Delivery is at least once; the announcement's id lets receivers drop repeats.
"""

from datetime import timedelta

import msgspec

from releases.reading import PublicRelease
from releases.store import listings, outbox
from releases.store.outbox import Announcement, Webhook
from releases.store.tx import Tx

LEASE = timedelta(minutes=2)
BATCH = 20
# Waits between attempts; after the last one an announcement is a dead letter. About 31 hours.
BACK_OFF = tuple(
    timedelta(seconds=s) for s in (2, 10, 60, 300, 1_800, 7_200, 14_400, 28_800, 57_600)
)


class Errand(msgspec.Struct, frozen=True):
    """One announcement with what its sink needs: where it goes and what has happened.

    `item` is the release as public when the errand is taken up; `webhook` is None where it was
    removed, and where the sink is a hub.
    """

    announcement: Announcement
    item: PublicRelease
    webhook: Webhook | None


def claim(tx: Tx) -> tuple[Errand, ...]:
    """Take what is due now for two minutes; nobody else gets it meanwhile."""
    claimed = outbox.claim(tx, tx.now, tx.now + LEASE, BATCH)
    return tuple(_errand(tx, each) for each in claimed)


def settle(tx: Tx, announcement_id: str) -> None:
    """Note that the sink has been told."""
    outbox.settle(tx, announcement_id)


def put_off(tx: Tx, announcement: Announcement, error: str) -> None:
    """Note a failed attempt; try again after the next wait, or give up after the last."""
    made = announcement.attempts
    again = tx.now + BACK_OFF[made - 1] if made <= len(BACK_OFF) else None
    outbox.postpone(tx, announcement.id, error[:500], again)


def _errand(tx: Tx, announcement: Announcement) -> Errand:
    item = listings.release(tx, announcement.newsroom, announcement.release, tx.now)
    webhook_id = announcement.sink.removeprefix("webhook:")
    return Errand(
        announcement=announcement,
        item=item,
        webhook=outbox.webhook(tx, webhook_id),
    )
