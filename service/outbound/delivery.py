"""The third trip: each sink's queue takes up what is due, delivers it, settles or puts off."""

import asyncio
from datetime import datetime

import structlog

from releases.store import claims
from releases.store.engine import Presence, Store
from releases.store.sinks import Sink
from releases.store.tx import Tx
from service.outbound.queue import DeliveryTally, SinkQueue
from service.outbound.sender import Sender

log = structlog.get_logger()


class Announcer:
    """Delivers announcements of one database. Publication never waits for it."""

    def __init__(self, store: Store, sender: Sender) -> None:
        self._store = store
        self._sender = sender
        self._presence: Presence | None = None
        # Those at work, and those whose results could not be stored yet.
        self._queues: dict[Sink, SinkQueue] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._looking = asyncio.Lock()
        self._stopping = False
        self.tally = DeliveryTally()

    async def run(self) -> int:
        """Deliver what is due by now; return how many attempts were made.

        What becomes due meanwhile is left to the next run, so that each run has an end.
        """
        before = self.tally.made
        await self.look(await self._store.read(_instant))
        while self._running:
            await asyncio.wait(self._running)
        return self.tally.made - before

    async def look(self, until: datetime | None = None) -> None:
        """Begin to deliver what is due to sinks that nothing is delivered to yet.

        What a process that is gone had taken up is free again from here. With `until`, only what
        was due by then is delivered.
        """
        async with self._looking:
            if self._stopping:
                return
            me = self._presence
            if me is None:
                await self._sender.prepare()
                me = self._presence = await asyncio.to_thread(self._store.presence)
            # Its own id too: who asks for that comes back where it was lost.
            held = {me.id, *await self._store.read(claims.owners)}
            gone = await asyncio.to_thread(lambda: list(filter(me.is_gone, held)))
            if gone:
                freed = await self._store.write(claims.free, gone)
                log.warning("announcements.freed", count=freed)
            due = await self._store.read(claims.due_sinks, until)
            unrecorded = [sink for sink, queue in self._queues.items() if not queue.at_work]
            for sink in dict.fromkeys((*unrecorded, *due)):
                self._begin(sink, me.id, until)

    async def stop(self) -> None:
        """Begin nothing more, hand back what waits, let what is under way end in a few seconds."""
        self._stopping = True
        ended = (queue.stop() for queue in self._queues.values())
        for error in await asyncio.gather(*ended, return_exceptions=True):
            if error is not None:
                # The claims are free once this process has ended.
                log.error("announcer.stopped", why=str(error))
        while self._running:
            await asyncio.wait(self._running)
        if self._presence is not None:
            self._presence.close()

    def _begin(self, sink: Sink, owner: str, until: datetime | None) -> None:
        queue = self._queues.get(sink)
        if queue is None:
            queue = SinkQueue(sink, self._sender, self._store, owner, self.tally)
            self._queues[sink] = queue
        elif queue.at_work:
            return
        queue.at_work = True
        task = asyncio.create_task(self._serve(sink, queue, until))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _serve(self, sink: Sink, queue: SinkQueue, until: datetime | None) -> None:
        before = self.tally.made
        try:
            await queue.run(until)
            del self._queues[sink]
            if self.tally.made > before:
                # A cache that has been asked lets others go ahead.
                await self.look(until)
        except Exception:
            # The interval tries again; a worker that died would never.
            log.exception("announcer.failed", sink=sink.name)
        finally:
            queue.at_work = False


def _instant(tx: Tx) -> datetime:
    return tx.now
