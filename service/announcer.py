"""The third trip: take up what is due, deliver it, settle or put off."""

import asyncio

import structlog

from feeds.links import Links
from releases import announcing
from releases.announcing import Errand
from releases.store.outbox import Announcement
from releases.store.sqlite import SqliteStore
from service.clock import Clock
from service.config import Settings
from service.sinks import purge, webhook, websub
from service.sinks.outgoing import DeliveryFailed

log = structlog.get_logger()


class Announcer:
    """Delivers announcements of one database. Publication never waits for it."""

    def __init__(self, store: SqliteStore, clock: Clock, links: Links, settings: Settings) -> None:
        self._store = store
        self._clock = clock
        self._links = links
        self._private_targets = settings.private_targets
        self.delivered = 0
        self.failed = 0

    async def run(self) -> int:
        """Deliver everything that is due, a batch at a time; return how many attempts were made."""
        made = 0
        while errands := await self._store.write(announcing.claim):
            # A hub fetches what has changed as soon as it is told, and does so through the caches.
            for purges in (True, False):
                chosen = [each for each in errands if bool(each.announcement.cache) is purges]
                await asyncio.gather(*map(self._deliver, chosen))
            made += len(errands)
        return made

    async def _deliver(self, errand: Errand) -> None:
        owed = errand.announcement
        try:
            await self._tell(errand)
        except DeliveryFailed as error:
            log.warning("announcement.failed", id=owed.id, attempt=owed.attempts, why=str(error))
            await self._put_off(owed, str(error))
            return
        except Exception as error:
            # A fault of ours with one announcement must not hold up the others.
            log.exception("announcement.broken", id=owed.id, attempt=owed.attempts)
            await self._put_off(owed, f"{type(error).__name__}: {error}")
            return
        self.delivered += 1
        log.info("announcement.delivered", id=owed.id, entry=owed.entry, sink=owed.sink)
        await self._store.write(announcing.settle, owed.id)

    async def _tell(self, errand: Errand) -> None:
        if errand.announcement.cache:
            await purge.deliver(errand.announcement.cache, errand.announcement.newsroom)
        elif errand.announcement.hub:
            await websub.deliver(errand.announcement.hub, errand, self._links)
        else:
            await webhook.deliver(errand, self._links, self._clock.now(), self._private_targets)

    async def _put_off(self, owed: Announcement, why: str) -> None:
        self.failed += 1
        await self._store.write(announcing.put_off, owed, why)
