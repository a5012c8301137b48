"""What is owed to whom because of which entry: webhooks, hubs, and the caches in front of us."""

from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec

from releases.errors import NotFound
from releases.model import new_id
from releases.refusals import Reason
from releases.store import reasons, trace
from releases.store.sinks import WITH_WEBHOOK, Cache, Hub, Sink, Webhook, sink_of, webhook_of
from releases.store.tx import Row, Tx
from releases.timeline import Action, Entry
from releases.times import from_millis, to_millis


class Announcement(msgspec.Struct, frozen=True):
    """What is owed to one sink because of one entry; `id` is sent as its idempotency key.

    `trace` is that of the request which approved the entry, empty where nobody traced.
    """

    id: str
    entry: str
    release: str
    newsroom: str
    action: Action
    note: str
    effective: datetime
    sink: Sink
    due: datetime
    attempts: int
    state: str
    error: Reason | None
    settled: datetime | None = None
    trace: str = ""

    @property
    def order(self) -> tuple[datetime, str]:
        """What to sort the announcements of one release by."""
        return self.effective, self.entry


_SELECT = (
    "SELECT announcement.id, entry, release, release.newsroom, action, note, effective_ms, sink, "
    "webhook.url, webhook.secret, next_ms, attempts, state, error, settled_ms, trace "
    "FROM announcement JOIN entry ON entry.id = announcement.entry "
    f"JOIN release ON release.id = entry.release {WITH_WEBHOOK}"
)


def add_webhook(tx: Tx, newsroom: str, url: str, secret: str) -> Webhook:
    """Store a webhook; it is told of entries approved from now on."""
    webhook = Webhook(new_id(), newsroom, url, secret)
    tx.run(
        "INSERT INTO webhook (id, newsroom, url, secret, created_ms) "
        "VALUES (:id, :newsroom, :url, :secret, :now)",
        id=webhook.id,
        newsroom=newsroom,
        url=url,
        secret=secret,
        now=to_millis(tx.now),
    )
    return webhook


def webhooks(tx: Tx, newsroom: str) -> tuple[Webhook, ...]:
    """Return a newsroom's webhooks, oldest first, those that have ended too."""
    rows = tx.all(
        "SELECT id, newsroom, url, secret, ended_ms FROM webhook "
        "WHERE newsroom = :newsroom AND removed_ms IS NULL ORDER BY created_ms, id",
        newsroom=newsroom,
    )
    return tuple(map(webhook_of, rows))


def webhook(tx: Tx, webhook_id: str) -> Webhook | None:
    """Return a webhook, None where it was removed."""
    row = tx.one(
        "SELECT id, newsroom, url, secret, ended_ms FROM webhook "
        "WHERE id = :id AND removed_ms IS NULL",
        id=webhook_id,
    )
    return webhook_of(row) if row else None


def remove_webhook(tx: Tx, newsroom: str, webhook_id: str) -> None:
    """Remove a webhook; what it was still owed is cancelled. Raises `NotFound`."""
    gone = tx.run(
        "UPDATE webhook SET removed_ms = :now "
        "WHERE id = :id AND newsroom = :newsroom AND removed_ms IS NULL",
        id=webhook_id,
        newsroom=newsroom,
        now=to_millis(tx.now),
    )
    if not gone:
        raise NotFound("no_webhook", webhook=webhook_id, newsroom=newsroom)
    _cancel(tx, Webhook.prefix + webhook_id)


def set_hubs(tx: Tx, urls: Iterable[str]) -> None:
    """Store which WebSub hubs are told of all newsrooms' entries approved from now on.

    What a hub that is no longer among them was still owed is cancelled.
    """
    _replace(tx, "hub", hubs(tx), map(Hub, urls))


def hubs(tx: Tx) -> tuple[Hub, ...]:
    """Return the WebSub hubs."""
    return tuple(map(Hub, _urls(tx, "hub")))


def set_caches(tx: Tx, urls: Iterable[str]) -> None:
    """Store which shared caches are purged because of entries written from now on.

    What one that is no longer among them was still owed is cancelled.
    """
    _replace(tx, "cache", caches(tx), map(Cache, urls))


def caches(tx: Tx) -> tuple[Cache, ...]:
    """Return the shared caches."""
    return tuple(map(Cache, _urls(tx, "cache")))


def sinks(tx: Tx, newsroom: str) -> tuple[Sink, ...]:
    """Return all that a newsroom's entries are announced to."""
    told = (webhook for webhook in webhooks(tx, newsroom) if webhook.ended is None)
    return (*told, *hubs(tx))


def owe(tx: Tx, entry: str, sinks: Iterable[Sink], due: datetime) -> None:
    """Note that each sink is to be told of an entry when it takes effect."""
    tx.many(
        "INSERT INTO announcement "
        "(id, entry, newsroom, sink, instant_ms, next_ms, leased_ms, attempts, state, error, "
        "trace) SELECT :id, :entry, (SELECT newsroom FROM entry JOIN release "
        "ON release.id = entry.release WHERE entry.id = :entry), :sink, "
        "(SELECT effective_ms FROM entry WHERE id = :entry), :due, 0, 0, 'owed', '', :trace",
        [
            {
                "id": new_id(),
                "entry": entry,
                "sink": sink.name,
                "due": to_millis(due),
                "trace": trace.current.get(),
            }
            for sink in sinks
        ],
    )


def owe_purges(tx: Tx, newsroom: str, entry: Entry) -> None:
    """Note that each cache is to drop what shows the newsroom, when the entry takes effect.

    Owed for silent entries too: purging tells nobody. An import of thousands owes one: what is
    due already and not yet taken up will do for every entry written until then.
    """
    sinks = caches(tx)
    due = max(entry.effective, tx.now)
    if sinks and due == tx.now:
        waiting = _waiting(tx, newsroom)
        sinks = tuple(sink for sink in sinks if sink.name not in waiting)
    owe(tx, entry.id, sinks, due)


def _waiting(tx: Tx, newsroom: str) -> set[str]:
    """Return the names of sinks owed something of a newsroom that is due and not taken up."""
    # The subquery keeps planners from beginning with the releases, which are many more.
    rows = tx.all(
        "SELECT sink FROM announcement WHERE state = 'owed' AND next_ms <= :now "
        "AND leased_ms = 0 AND (SELECT newsroom FROM entry JOIN release "
        "ON release.id = entry.release WHERE entry.id = announcement.entry) = :newsroom",
        now=to_millis(tx.now),
        newsroom=newsroom,
    )
    return {row["sink"] for row in rows}


def forgive(tx: Tx, entry: str) -> None:
    """Cancel what was owed because of an entry that will not take effect."""
    tx.run(
        "UPDATE announcement SET state = 'cancelled' WHERE entry = :entry AND state = 'owed'",
        entry=entry,
    )


def dead_letters(tx: Tx) -> tuple[Announcement, ...]:
    """Return what could not be delivered and is no longer tried, newest entry first."""
    rows = tx.all(f"{_SELECT} WHERE state = 'dead' ORDER BY next_ms DESC, announcement.id")
    return tuple(_announcement(row) for row in rows)


def announcements(tx: Tx, where: str, **values: object) -> tuple[Announcement, ...]:
    """Return the announcements a clause of this package asks for."""
    return tuple(_announcement(row) for row in tx.all(f"{_SELECT} WHERE {where}", **values))


def counts(tx: Tx) -> dict[str, int]:
    """Return how many announcements there are in each state."""
    rows = tx.all("SELECT state, count(*) AS n FROM announcement GROUP BY state")
    return {row["state"]: row["n"] for row in rows}


def _replace(
    tx: Tx, table: str, before: Collection[Hub | Cache], after: Iterable[Hub | Cache]
) -> None:
    wanted = tuple(dict.fromkeys(after))
    for sink in before:
        if sink not in wanted:
            tx.run(f"DELETE FROM {table} WHERE url = :url", url=sink.url)
            _cancel(tx, sink.name)
    new = [{"url": sink.url} for sink in wanted if sink not in before]
    tx.many(f"INSERT INTO {table} (url) VALUES (:url)", new)


def _urls(tx: Tx, table: str) -> tuple[str, ...]:
    return tuple(row["url"] for row in tx.all(f"SELECT url FROM {table} ORDER BY url"))


def _cancel(tx: Tx, name: str) -> None:
    tx.run(
        "UPDATE announcement SET state = 'cancelled' WHERE sink = :sink AND state = 'owed'",
        sink=name,
    )


def _announcement(row: Row) -> Announcement:
    return Announcement(
        id=row["id"],
        entry=row["entry"],
        release=row["release"],
        newsroom=row["newsroom"],
        action=Action(row["action"]),
        note=row["note"],
        effective=from_millis(row["effective_ms"]),
        sink=sink_of(row),
        due=from_millis(row["next_ms"]),
        attempts=row["attempts"],
        state=row["state"],
        error=reasons.decode(row["error"]),
        settled=from_millis(row["settled_ms"]) if row["settled_ms"] is not None else None,
        trace=row["trace"],
    )
