"""Sinks: whoever is told of entries. The outbox keeps each by its name."""

from datetime import datetime
from typing import ClassVar

import msgspec

from releases.store.tx import Row
from releases.times import from_millis


class Webhook(msgspec.Struct, frozen=True):
    """An address that is told of a newsroom's publications; `secret` signs what is sent.

    It is told nothing since `ended`, when its receiver answered 410 Gone.
    """

    prefix: ClassVar[str] = "webhook:"

    id: str
    newsroom: str
    url: str
    secret: str
    ended: datetime | None = None

    @property
    def name(self) -> str:
        return self.prefix + self.id


class Hub(msgspec.Struct, frozen=True):
    """A WebSub hub; it is told which feeds have changed, of all newsrooms."""

    prefix: ClassVar[str] = "websub:"

    url: str

    @property
    def name(self) -> str:
        return self.prefix + self.url


class Cache(msgspec.Struct, frozen=True):
    """A shared cache in front of the service; it is told to drop what has become old."""

    prefix: ClassVar[str] = "purge:"

    url: str

    @property
    def name(self) -> str:
        return self.prefix + self.url


Sink = Webhook | Hub | Cache

# With it, a row that names a sink holds all of it, a webhook that was removed too.
WITH_WEBHOOK = f"LEFT JOIN webhook ON webhook.id = substr(sink, {len(Webhook.prefix) + 1})"


def sink_of(row: Row) -> Sink:
    """Return the sink that a row names; the row holds its newsroom and is `WITH_WEBHOOK`.

    Raises `ValueError` for a name of no kind of sink.
    """
    name: str = row["sink"]
    if name.startswith(Hub.prefix):
        return Hub(name.removeprefix(Hub.prefix))
    if name.startswith(Cache.prefix):
        return Cache(name.removeprefix(Cache.prefix))
    if not name.startswith(Webhook.prefix):
        raise ValueError(name)
    # Of what is owed to one that has ended, nothing is left to deliver.
    webhook_id = name.removeprefix(Webhook.prefix)
    return Webhook(webhook_id, row["newsroom"], row["url"], row["secret"])


def webhook_of(row: Row) -> Webhook:
    """Return the webhook of a row with its columns."""
    ended = from_millis(row["ended_ms"]) if row["ended_ms"] is not None else None
    return Webhook(row["id"], row["newsroom"], row["url"], row["secret"], ended)
