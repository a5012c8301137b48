"""The announcer: no receiver waits for another, and nothing taken up is lost or told twice."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler

import pytest

from feeds.links import Links
from releases.desk import access, deliveries
from releases.desk.deliveries import Results
from releases.errors import StoreRefused
from releases.store import claims, outbox
from releases.store.sinks import Webhook
from releases.store.tx import Tx
from releases.timeline import Action
from service.outbound import purge, queue, webhook
from service.outbound.delivery import Announcer
from service.scheduler import Scheduler
from tests import builders as b
from tests.builders import HOUR, MORNING
from tests.service import delivery, webhook_receiver
from tests.service.app_server import ROOM, WHO
from tests.service.webhook_receiver import Reply, WebhookReceiver
from tests.stores import Desk

LINKS = Links("https://press.example")


class Silence:
    """A reply that does not come before it is let go; `asked` once somebody waits for it."""

    def __init__(self) -> None:
        self.asked = threading.Semaphore(0)
        self.over = threading.Event()

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.release()
        self.over.wait(30)
        webhook_receiver.status(204)(handler)

    async def wait(self, times: int = 1) -> None:
        """Wait until so many more have asked."""
        for _ in range(times):
            assert await asyncio.to_thread(self.asked.acquire, timeout=10)


@pytest.fixture
def silence() -> Iterator[Silence]:
    receiver = Silence()
    yield receiver
    receiver.over.set()


@pytest.fixture
def silent(silence: Silence) -> Iterator[WebhookReceiver]:
    """A receiver that takes everything and answers nothing."""
    with webhook_receiver.receiver() as running:
        running.replies = [silence] * 1_000
        yield running
        silence.over.set()


@pytest.fixture
def healthy() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


def announcer(desk: Desk, *receivers: WebhookReceiver) -> Announcer:
    return delivery.announcer(
        desk.store, desk.clock, LINKS, *(receiver.target for receiver in receivers)
    )


def hook(desk: Desk, receiver: WebhookReceiver) -> Webhook:
    secret = webhook.new_secret()
    return desk.write(access.add_webhook, ROOM, receiver.address, secret, WHO)


@asynccontextmanager
async def at_work(desk: Desk, worker: Announcer) -> AsyncIterator[Scheduler]:
    """Run the scheduler until the block ends."""
    scheduler = Scheduler(desk.store, desk.clock, worker)
    scheduler.start()
    try:
        yield scheduler
    finally:
        await scheduler.stop()


def told(receiver: WebhookReceiver) -> list[str]:
    return [request.json()["data"]["title"] for request in receiver.got]


def answering(*seen: tuple[threading.Event, Reply]) -> list[Reply]:
    """Replies of which each tells that it was given."""

    def noting(event: threading.Event, reply: Reply) -> Reply:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            reply(handler)
            event.set()

        return answer

    return [noting(*request) for request in seen]


async def test_what_is_urgent_passes_a_receiver_that_does_not_answer(
    desk: Desk, silent: WebhookReceiver, silence: Silence, healthy: WebhookReceiver
) -> None:
    first, urgent = threading.Event(), threading.Event()
    ok = webhook_receiver.status(204)
    healthy.replies = answering((first, ok), (urgent, ok))
    for receiver in (silent, healthy):
        await asyncio.to_thread(hook, desk, receiver)
    await asyncio.to_thread(desk.publish)
    async with at_work(desk, announcer(desk, silent, healthy)) as scheduler:
        await silence.wait()
        assert await asyncio.to_thread(first.wait, 5)
        desk.clock.advance(HOUR)
        await asyncio.to_thread(desk.publish)
        scheduler.rearm()
        # The silent one is waited for ten seconds.
        assert await asyncio.to_thread(urgent.wait, 5)
        silence.over.set()


async def test_a_hub_is_told_once_of_each_feed_however_much_takes_effect(
    desk: Desk, healthy: WebhookReceiver
) -> None:
    await asyncio.to_thread(desk.write, outbox.set_hubs, [healthy.address])

    def plan() -> None:
        for _ in range(25):
            desk.order(desk.draft(), at=MORNING + HOUR)

    await asyncio.to_thread(plan)
    desk.clock.advance(HOUR)
    assert await announcer(desk).run() == 25
    assert len(healthy.got) == 6
    assert await desk.store.read(outbox.counts) == {"done": 25}


async def test_a_cache_is_purged_once_of_a_newsroom_however_much_takes_effect(
    desk: Desk, healthy: WebhookReceiver
) -> None:
    await asyncio.to_thread(desk.write, outbox.set_caches, [healthy.address])

    def plan() -> None:
        for _ in range(25):
            desk.order(desk.draft(), at=MORNING + HOUR)

    await asyncio.to_thread(plan)
    desk.clock.advance(HOUR)
    assert await announcer(desk).run() == 25
    assert [request.method for request in healthy.got] == ["PURGE"]


async def test_a_dead_cache_holds_up_a_hub_for_a_moment_only(
    desk: Desk,
    silent: WebhookReceiver,
    silence: Silence,
    healthy: WebhookReceiver,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert purge.SECONDS <= 2
    monkeypatch.setattr(purge, "SECONDS", 0.2)
    heard = threading.Event()
    healthy.replies = answering((heard, webhook_receiver.status(204)))
    await asyncio.to_thread(desk.write, outbox.set_caches, [silent.address])
    await asyncio.to_thread(desk.write, outbox.set_hubs, [healthy.address])
    await asyncio.to_thread(desk.publish)
    run = asyncio.create_task(announcer(desk).run())
    await silence.wait()
    assert await asyncio.to_thread(heard.wait, 5)
    await run
    assert await desk.store.read(outbox.counts) == {"owed": 1, "done": 1}


async def test_what_concerns_one_release_is_told_in_order_though_the_newest_comes_first(
    desk: Desk, healthy: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, healthy)

    def work() -> None:
        first = desk.publish()
        desk.save(first, b.document("Rättad"))
        for action in (Action.CORRECT, Action.WITHDRAW):
            desk.clock.advance(HOUR)
            desk.order(first, action, note="Fel.")

    await asyncio.to_thread(work)
    await announcer(desk, healthy).run()
    assert [request.json()["type"] for request in healthy.got] == [
        "release.published",
        "release.corrected",
        "release.withdrawn",
    ]


@pytest.mark.sqlite("with a trigger taken away")
async def test_one_that_cannot_be_read_does_not_stop_the_others(
    desk: Desk, healthy: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, healthy)
    damaged = await asyncio.to_thread(desk.publish)
    for _ in range(2):
        await asyncio.to_thread(desk.publish)

    def damage(tx: Tx) -> None:
        tx.run("DROP TRIGGER revision_is_immutable")
        tx.run("UPDATE revision SET document = '{' WHERE release = :id", id=damaged.id)

    await asyncio.to_thread(desk.write, damage)
    worker = announcer(desk, healthy)
    await worker.run()
    assert (worker.tally.delivered, worker.tally.failed) == (2, 1)
    assert await desk.store.read(outbox.counts) == {"owed": 1, "done": 2}


async def test_what_could_not_be_noted_is_noted_later_and_not_told_again(
    desk: Desk, healthy: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.to_thread(hook, desk, healthy)
    await asyncio.to_thread(desk.publish)
    record, full = deliveries.record, [True]

    def refusing(tx: Tx, owner: str, results: Results) -> None:
        if results.delivered and full.pop():
            raise StoreRefused("The disk is full.")
        record(tx, owner, results)

    monkeypatch.setattr(deliveries, "record", refusing)
    worker = announcer(desk, healthy)
    await worker.run()
    assert await desk.store.read(outbox.counts) == {"owed": 1}
    full.append(False)
    await worker.run()
    assert await desk.store.read(outbox.counts) == {"done": 1}
    assert len(healthy.got) == 1


async def test_what_waits_is_handed_back_at_once_when_the_service_ends(
    desk: Desk, silent: WebhookReceiver, silence: Silence
) -> None:
    sink = await asyncio.to_thread(hook, desk, silent)
    for _ in range(10):
        await asyncio.to_thread(desk.publish)
    worker = announcer(desk, silent)
    await worker.look()
    at_once = webhook.AT_ONCE
    await silence.wait(at_once)
    stopping = asyncio.create_task(worker.stop())
    taken: tuple[outbox.Announcement, ...] = ()
    async with asyncio.timeout(5):
        while not taken:
            taken = await desk.store.write(deliveries.claim, "other", sink, 20)
    assert len(taken) == 10 - at_once
    assert {claim.attempts for claim in taken} == {0}
    # What is under way is let end, and noted.
    silence.over.set()
    await stopping
    assert await desk.store.read(outbox.counts) == {"owed": 10 - at_once, "done": at_once}


async def test_what_does_not_end_in_time_is_handed_back_too(
    desk: Desk, silent: WebhookReceiver, silence: Silence, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue, "GRACE_SECONDS", 0.01)
    await asyncio.to_thread(hook, desk, silent)
    await asyncio.to_thread(desk.publish)
    worker = announcer(desk, silent)
    await worker.look()
    await silence.wait()
    await worker.stop()
    assert await desk.store.read(claims.owners) == ()
    (sink,) = await desk.store.read(claims.due_sinks)
    (owed,) = await desk.store.write(deliveries.claim, "other", sink, 20)
    assert owed.attempts == 0
