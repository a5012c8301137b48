"""The queue of one sink: it waits for no other, and none waits for it."""

import asyncio
from collections import deque
from collections.abc import Sequence
from datetime import datetime

import structlog

from releases.desk import deliveries
from releases.desk.access import GONE
from releases.desk.deliveries import Errand, Failure, Results
from releases.errors import StoreRefused
from releases.refusals import Reason
from releases.store import claims
from releases.store.engine import Store
from releases.store.outbox import Announcement
from releases.store.sinks import Sink
from service.outbound.parcels import Chain, Parcel
from service.outbound.sender import Sender
from service.outbound.sink import handling
from service.outbound.traced import traced_delivery

log = structlog.get_logger()

# How long deliveries are begun before the queue looks whether something more urgent is due.
ROUND_SECONDS = 1.0
# How long what is under way may go on once the service has been asked to stop.
GRACE_SECONDS = 2.0


class DeliveryTally:
    """Counts attempts of all queues of a process."""

    def __init__(self) -> None:
        self.delivered = 0
        self.failed = 0

    @property
    def made(self) -> int:
        return self.delivered + self.failed


class SinkQueue:
    """Delivers to one sink what is due, a round at a time, until nothing is.

    A round is claimed, delivered and settled with two commits, however much it holds. What came of
    it is kept until it is on disk.
    """

    def __init__(
        self, sink: Sink, sender: Sender, store: Store, owner: str, tally: DeliveryTally
    ) -> None:
        self._sink = sink
        self._handling = handling(sink, sender)
        self._tracer = sender.tracer
        self._store = store
        self._owner = owner
        self._waiting: deque[Chain] = deque()
        self._workers: set[asyncio.Task[None]] = set()
        self._unrecorded = Results()
        self._stopping = False
        self._tally = tally
        self.at_work = False

    async def run(self, until: datetime | None = None) -> None:
        """Deliver until nothing is due (by `until`, if given), or the queue is stopped."""
        while not self._stopping:
            claimed = await self._store.write(
                deliveries.claim,
                self._owner,
                self._sink,
                self._handling.most,
                self._unrecorded,
                until,
            )
            self._unrecorded = Results()
            if not claimed:
                return
            self._unrecorded = await self._deliver(claimed)
            self._tally.delivered += len(self._unrecorded.delivered)
            self._tally.failed += len(self._unrecorded.failed)
        await self._store.write(deliveries.record, self._owner, self._unrecorded)
        self._unrecorded = Results()

    async def stop(self) -> None:
        """Begin nothing more, hand back at once what waits, and give the rest a little time."""
        self._stopping = True
        parcels = (parcel for chain in self._waiting for parcel in chain)
        waiting = [errand.announcement.id for parcel in parcels for errand in parcel]
        self._waiting.clear()
        if waiting:
            await self._store.write(claims.hand_back, self._owner, waiting)
        if self._workers:
            _, late = await asyncio.wait(self._workers, timeout=GRACE_SECONDS)
            for parcel in late:
                parcel.cancel()

    async def _deliver(self, claimed: Sequence[Announcement]) -> Results:
        round_ = _Round(claimed)
        errands = await self._errands(claimed, round_)
        self._waiting.extend(self._handling.chains(errands))
        until = asyncio.get_running_loop().time() + ROUND_SECONDS
        self._workers = {
            asyncio.create_task(self._work(round_, until)) for _ in range(self._handling.at_once)
        }
        await asyncio.wait(self._workers)
        self._workers.clear()
        self._waiting.clear()
        return round_.results()

    async def _errands(
        self, claimed: Sequence[Announcement], round_: "_Round"
    ) -> tuple[Errand, ...]:
        try:
            return await self._store.read(deliveries.errands, claimed)
        except StoreRefused:
            raise
        except Exception:
            # One that cannot be read must not hold up the others.
            log.exception("announcement.unreadable", sink=self._sink.name)
        errands: list[Errand] = []
        for claim in claimed:
            try:
                errands += await self._store.read(deliveries.errands, (claim,))
            except StoreRefused:
                raise
            except Exception as error:  # noqa: BLE001 - it has been logged, and is put off
                round_.fail(claim, _broken(error))
        return tuple(errands)

    async def _work(self, round_: "_Round", until: float) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting and not round_.is_over and loop.time() < until:
            for parcel in self._waiting.popleft():
                if self._stopping or round_.is_over or loop.time() >= until:
                    return
                await self._hand_over(parcel, round_)

    async def _hand_over(self, parcel: Parcel, round_: "_Round") -> None:
        try:
            with traced_delivery(self._tracer, self._sink, parcel) as span:
                failed = await self._handling.deliver(parcel)
                if failed:
                    span.fail(next(iter(failed.values())).code)
        except Exception as error:
            # A fault of ours with one announcement must not hold up the others.
            log.exception("announcement.broken", sink=self._sink.name)
            failed = dict.fromkeys((errand.announcement.id for errand in parcel), _broken(error))
        for owed in (errand.announcement for errand in parcel):
            if owed.id in failed:
                round_.fail(owed, failed[owed.id])
            else:
                round_.deliver(owed)


def _broken(error: Exception) -> Reason:
    return Reason("delivery_broken", {"why": f"{type(error).__name__}: {error}"})


class _Round:
    """What comes of one claim; over as soon as the receiver has said that it is gone."""

    def __init__(self, claimed: Sequence[Announcement]) -> None:
        self.is_over = False
        self._open = {claim.id for claim in claimed}
        self._delivered: list[str] = []
        self._failed: list[Failure] = []

    def deliver(self, owed: Announcement) -> None:
        self._open.discard(owed.id)
        self._delivered.append(owed.id)
        log.info("announcement.delivered", id=owed.id, entry=owed.entry, sink=owed.sink.name)

    def fail(self, owed: Announcement, why: Reason) -> None:
        self._open.discard(owed.id)
        self._failed.append(Failure(owed, why))
        log.warning("announcement.failed", id=owed.id, attempt=owed.attempts + 1, why=why.phrase)
        if why == GONE and not self.is_over:
            self.is_over = True
            log.warning("webhook.ended", sink=owed.sink.name, why=why.phrase)

    def results(self) -> Results:
        return Results(tuple(self._delivered), tuple(self._failed), tuple(sorted(self._open)))
