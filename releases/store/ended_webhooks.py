"""Webhooks that have ended: their receiver answered 410 Gone, and they are told nothing more."""

from collections.abc import Iterable

from releases.errors import NotFound
from releases.refusals import Reason
from releases.store import outbox, reasons
from releases.store.sinks import Webhook, webhook_of
from releases.store.tx import Tx
from releases.times import from_millis, to_millis


def list_all(tx: Tx) -> tuple[Webhook, ...]:
    """Return the webhooks of all newsrooms that have ended, the first to end first."""
    rows = tx.all(
        "SELECT id, newsroom, url, secret, ended_ms FROM webhook "
        "WHERE ended_ms IS NOT NULL AND removed_ms IS NULL ORDER BY ended_ms, id"
    )
    return tuple(map(webhook_of, rows))


def end(tx: Tx, webhook: Webhook, attempted: Iterable[str], why: Reason) -> bool:
    """Tell a webhook nothing more, cancel what it is still owed; return whether it was told.

    `attempted` are the ids of announcements that it answered so.
    """
    tx.many(
        "UPDATE announcement SET attempts = attempts + 1 WHERE id = :id AND state = 'owed'",
        [{"id": announcement_id} for announcement_id in attempted],
    )
    tx.run(
        "UPDATE announcement SET state = 'cancelled', error = :why, owner = '', leased_ms = 0 "
        "WHERE sink = :sink AND state = 'owed'",
        sink=webhook.name,
        why=reasons.encode(why),
    )
    ended = tx.run(
        "UPDATE webhook SET ended_ms = :now "
        "WHERE id = :id AND ended_ms IS NULL AND removed_ms IS NULL",
        id=webhook.id,
        now=to_millis(tx.now),
    )
    return bool(ended)


def resume(tx: Tx, newsroom: str, webhook_id: str) -> bool:
    """Tell a webhook again of what is still to come; return whether it had ended.

    Raises `NotFound`.
    """
    webhook = outbox.webhook(tx, webhook_id)
    if webhook is None or webhook.newsroom != newsroom:
        raise NotFound("no_webhook", webhook=webhook_id, newsroom=newsroom)
    if webhook.ended is None:
        return False
    tx.run("UPDATE webhook SET ended_ms = NULL WHERE id = :id", id=webhook_id)
    _owe_again(tx, webhook)
    return True


def _owe_again(tx: Tx, webhook: Webhook) -> None:
    """Owe what would still be owed had it never ended."""
    to_come = tx.all(
        "SELECT entry.id, effective_ms FROM entry JOIN release ON release.id = entry.release "
        "JOIN webhook ON webhook.id = :webhook AND webhook.newsroom = release.newsroom "
        "WHERE effective_ms > :now AND made_ms >= webhook.created_ms AND announce = 1 "
        "AND cancelled_ms IS NULL",
        webhook=webhook.id,
        now=to_millis(tx.now),
    )
    for entry in to_come:
        tx.run(
            "DELETE FROM announcement WHERE entry = :entry AND sink = :sink",
            entry=entry["id"],
            sink=webhook.name,
        )
        outbox.owe(tx, entry["id"], (webhook,), from_millis(entry["effective_ms"]))
