"""What became of a newsroom's announcements: the log of a sink, dead letters, another try."""

from releases.errors import NotFound
from releases.store import outbox
from releases.store.outbox import Announcement
from releases.store.sinks import Sink, Webhook
from releases.store.tx import Tx
from releases.times import to_millis


def latest(tx: Tx, newsroom: str, sink: Sink, count: int) -> tuple[Announcement, ...]:
    """Return a newsroom's last announcements to a sink, latest due first, those to come too."""
    return outbox.announcements(
        tx,
        "announcement.newsroom = :newsroom AND sink = :sink ORDER BY next_ms DESC LIMIT :count",
        newsroom=newsroom,
        sink=sink.name,
        count=count,
    )


def dead(tx: Tx, webhook: Webhook, count: int) -> tuple[Announcement, ...]:
    """Return the dead letters of a webhook, latest first."""
    return outbox.announcements(
        tx,
        "sink = :sink AND state = 'dead' ORDER BY next_ms DESC LIMIT :count",
        sink=webhook.name,
        count=count,
    )


def again(tx: Tx, newsroom: str, announcement_id: str) -> None:
    """Owe a dead letter once more, from now and with all its attempts; raises `NotFound`."""
    revived = tx.run(
        "UPDATE announcement SET state = 'owed', error = '', attempts = 0, leased_ms = 0, "
        "next_ms = :now WHERE id = :id AND state = 'dead' AND sink IN "
        f"(SELECT '{Webhook.prefix}' || id FROM webhook "
        "WHERE newsroom = :newsroom AND removed_ms IS NULL AND ended_ms IS NULL)",
        id=announcement_id,
        newsroom=newsroom,
        now=to_millis(tx.now),
    )
    if not revived:
        raise NotFound(what="dead letter")
