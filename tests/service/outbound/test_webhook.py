"""Webhooks: each publication is told once, signed, after its instant, and only to the outside."""

import asyncio
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler
from unittest.mock import Mock

import pytest
import standardwebhooks.webhooks
from standardwebhooks import Webhook as Verifier

from feeds.links import Links
from releases.desk import access, deliveries
from releases.desk.deliveries import BACK_OFF, LEASE
from releases.store import claims, outbox
from releases.store.sinks import Webhook
from releases.timeline import Action
from service.doctor import database
from service.media.folder import Folder
from service.outbound import webhook
from service.outbound.delivery import Announcer
from service.security.vault import Vault
from tests import builders as b
from tests.builders import HOUR, MORNING
from tests.service import delivery as service_delivery
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO
from tests.service.webhook_receiver import WebhookReceiver
from tests.stores import Desk

LINKS = Links("https://press.example")


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


def announcer(desk: Desk, *private: str) -> Announcer:
    return service_delivery.announcer(desk.store, desk.clock, LINKS, *private)


def hook(desk: Desk, url: str) -> Webhook:
    return desk.write(access.add_webhook, ROOM, url, webhook.new_secret(), WHO)


def states(desk: Desk) -> dict[str, int]:
    return desk.read(outbox.counts)


async def test_a_publication_is_told_once_with_a_signature_that_verifies(
    desk: Desk, receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = await asyncio.to_thread(hook, desk, receiver.address + "/hook?x=1")
    release = await asyncio.to_thread(desk.publish)
    worker = announcer(desk, receiver.target)
    assert [await worker.run(), await worker.run()] == [1, 0]
    (delivery,) = receiver.got
    _stand_still(monkeypatch, desk.clock.now())
    told = Verifier(made.secret).verify(delivery.body, dict(delivery.headers))
    assert told == delivery.json()
    assert (told["type"], told["data"]["id"]) == ("release.published", release.id)
    assert told["data"]["url"].startswith(f"https://press.example/{ROOM}/{release.id}/")
    assert told["timestamp"] == "2018-04-03T05:23:00Z"
    assert "regionfullmäktige" not in delivery.body.decode()
    assert delivery.headers["host"] == receiver.target


async def test_a_run_ends_though_each_delivery_brings_another_publication(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)

    def publish_again(handler: BaseHTTPRequestHandler) -> None:
        desk.clock.advance(timedelta(seconds=1))
        desk.publish()
        webhook_receiver.status(204)(handler)

    receiver.replies = [publish_again] * 3
    worker = announcer(desk, receiver.target)
    assert [await worker.run() for _ in range(5)] == [1, 1, 1, 1, 0]


async def test_what_fails_twice_arrives_at_the_third_attempt_under_the_same_key(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(500), webhook_receiver.status(503)]
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    worker = announcer(desk, receiver.target)
    for wait in BACK_OFF[:3]:
        await worker.run()
        assert await worker.run() == 0
        desk.clock.advance(wait)
    assert len(receiver.got) == 3
    assert len({delivery.id for delivery in receiver.got}) == 1
    assert (worker.tally.delivered, worker.tally.failed) == (1, 2)
    assert await asyncio.to_thread(states, desk) == {"done": 1}


async def test_each_receiver_is_told_under_a_key_of_its_own(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    for name in ("a", "b"):
        await asyncio.to_thread(hook, desk, f"{receiver.address}/{name}")
    await asyncio.to_thread(desk.publish)
    await announcer(desk, receiver.target).run()
    assert len({delivery.id for delivery in receiver.got}) == 2


async def test_nothing_is_told_before_its_instant(desk: Desk, receiver: WebhookReceiver) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(lambda: desk.order(desk.draft(), at=MORNING + HOUR))
    worker = announcer(desk, receiver.target)
    desk.clock.set(MORNING + HOUR - timedelta(milliseconds=1))
    assert (await worker.run(), receiver.got) == (0, [])
    desk.clock.set(MORNING + HOUR)
    assert await worker.run() == 1
    assert receiver.got[0].json()["timestamp"] == "2018-04-03T06:23:00Z"


async def test_what_is_cancelled_or_silent_is_told_to_nobody(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)

    def work() -> None:
        release = desk.draft()
        desk.cancel(release, desk.order(release, at=MORNING + HOUR))
        desk.order(desk.draft(), announce=False)
        desk.order(desk.draft(), at=MORNING - 24 * HOUR)

    await asyncio.to_thread(work)
    desk.clock.set(MORNING + 2 * HOUR)
    assert (await announcer(desk, receiver.target).run(), receiver.got) == (0, [])


async def test_corrections_and_withdrawals_are_told_with_their_notes(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)

    def work() -> None:
        release = desk.publish()
        desk.clock.advance(HOUR)
        desk.save(release, b.document("Rättad"))
        desk.order(release, Action.CORRECT, note="Fel siffra.")
        desk.clock.advance(HOUR)
        desk.order(release, Action.WITHDRAW, note="Allt var fel.")

    await asyncio.to_thread(work)
    await announcer(desk, receiver.target).run()
    told = sorted(
        (request.json()["timestamp"], request.json()["type"], request.json()["data"]["note"])
        for request in receiver.got
    )
    assert [message[1:] for message in told] == [
        ("release.published", ""),
        ("release.corrected", "Fel siffra."),
        ("release.withdrawn", "Allt var fel."),
    ]


async def test_a_removed_webhook_is_owed_nothing(desk: Desk, receiver: WebhookReceiver) -> None:
    made = await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    await asyncio.to_thread(desk.write, access.remove_webhook, ROOM, made.id, WHO)
    assert (await announcer(desk, receiver.target).run(), receiver.got) == (0, [])


@pytest.mark.parametrize("target", ["{host}:1", "other.example", ""])
async def test_a_private_address_is_refused_unless_the_operator_named_it(
    desk: Desk, receiver: WebhookReceiver, target: str
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    worker = announcer(desk, target.format(host="127.0.0.1"))
    await worker.run()
    assert (worker.tally.failed, receiver.got) == (1, [])


async def test_a_host_named_without_port_may_be_reached_on_any(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address.replace("127.0.0.1", "LocalHost"))
    await asyncio.to_thread(desk.publish)
    await announcer(desk, "localhost").run()
    assert len(receiver.got) == 1


async def test_one_webhook_that_cannot_be_told_does_not_hold_up_the_others(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, "http://" + "a" * 64 + ".example/")
    await asyncio.to_thread(desk.write, outbox.add_webhook, ROOM, receiver.address, "whsec_x")
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    worker = announcer(desk, receiver.target)
    await worker.run()
    assert (worker.tally.delivered, worker.tally.failed) == (1, 2)


async def test_a_redirect_is_an_answer_and_never_followed(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(307, Location=receiver.address + "/inside")]
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    worker = announcer(desk, receiver.target)
    await worker.run()
    assert (worker.tally.failed, len(receiver.got)) == (1, 1)


async def test_what_is_never_accepted_becomes_a_dead_letter_the_doctor_names(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    receiver.replies = [webhook_receiver.status(404)] * (len(BACK_OFF) + 1)
    made = await asyncio.to_thread(hook, desk, receiver.address)
    release = await asyncio.to_thread(desk.publish)
    worker = announcer(desk, receiver.target)
    for wait in (*BACK_OFF, HOUR):
        await worker.run()
        desk.clock.advance(wait)
    assert await worker.run() == 0
    assert await asyncio.to_thread(states, desk) == {"dead": 1}
    folder = Folder(desk.path.parent)
    findings = await asyncio.to_thread(
        database.examine, desk.store, desk.clock, LINKS, folder, Vault("")
    )
    (dead,) = (finding for finding in findings if not finding.well)
    for part in (made.name, release.id, "answered 404", f"{len(BACK_OFF) + 1} attempts"):
        assert part in dead.said


async def test_two_workers_on_one_database_tell_each_receiver_once(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    for _ in range(12):
        await asyncio.to_thread(desk.publish)
    workers = [announcer(desk, receiver.target) for _ in range(3)]
    await asyncio.gather(*(worker.run() for worker in workers))
    assert len(receiver.got) == len({delivery.id for delivery in receiver.got}) == 12


async def test_what_a_killed_worker_took_up_is_delivered_by_the_next(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    (lost,) = await asyncio.to_thread(desk.write, service_delivery.claim_due)
    assert await announcer(desk, receiver.target).run() == 1
    assert receiver.got[0].id == lost.id


async def test_what_a_living_worker_took_up_is_left_to_it_until_its_lease_is_over(
    desk: Desk, receiver: WebhookReceiver
) -> None:
    await asyncio.to_thread(hook, desk, receiver.address)
    await asyncio.to_thread(desk.publish)
    living = desk.store.presence()
    (sink,) = await desk.store.read(claims.due_sinks)
    await desk.store.write(deliveries.claim, living.id, sink, 1)
    worker = announcer(desk, receiver.target)
    assert await worker.run() == 0
    desk.clock.advance(LEASE)
    assert await worker.run() == 1
    living.close()


def _stand_still(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the verifier, which reads the wall clock, believe that it is `now`."""
    then = Mock(wraps=datetime)
    then.now.return_value = now
    monkeypatch.setattr(standardwebhooks.webhooks, "datetime", then)
