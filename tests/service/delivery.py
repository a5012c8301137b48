"""Announcing as the service does it, for tests that run the announcer themselves."""

import asyncio
from typing import Any

from feeds.links import Links
from releases.store import claims
from releases.store.engine import Store
from releases.store.outbox import Announcement
from releases.store.tx import Tx
from service.outbound.delivery import Announcer
from service.outbound.http import GuardedClient
from service.outbound.queue import DeliveryTally
from service.outbound.sender import Sender
from tests.builders import DAY
from tests.service.app_server import Press

WORKER = "w"


def announcer(store: Store, clock: Any, links: Links, *private: str) -> Announcer:
    """An announcer that may reach the private hosts."""
    return Announcer(store, Sender(GuardedClient(private), links, clock.now))


def announce(press: Press) -> DeliveryTally:
    """Deliver once what is due by the clock of a running service."""
    targets = press.settings.private_targets
    links = Links(press.settings.base_url)
    worker = announcer(press.store, press.clock, links, *targets)
    asyncio.run(worker.run())
    return worker.tally


def claim_due(tx: Tx, owner: str = WORKER, count: int = 100) -> tuple[Announcement, ...]:
    """Take up what is due of every sink; return all that the owner holds."""
    return tuple(
        claim
        for sink in claims.due_sinks(tx)
        for claim in claims.claim(tx, owner, sink, tx.now + DAY, count)
    )
