"""A webhook whose receiver answers 410 Gone has ended: told nothing until it is switched on."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest

from feeds.links import Links
from releases.desk import access, deliveries
from releases.desk.deliveries import BACK_OFF, Results
from releases.errors import NotFound
from releases.refusals import Reason
from releases.store import audit, outbox
from releases.store import deliveries as log
from releases.store.sinks import Cache, Hub, Webhook
from service.doctor import database
from service.doctor.database import Finding
from service.media.folder import Folder
from service.outbound import webhook
from service.outbound.delivery import Announcer
from service.security.vault import Vault
from tests import builders as b
from tests.builders import HOUR, MORNING
from tests.outbox import claim
from tests.service import delivery, webhook_receiver
from tests.service.app_server import ROOM, WHO
from tests.service.webhook_receiver import WebhookReceiver
from tests.stores import Desk

LINKS = Links("https://press.example")
GONE = webhook_receiver.status(410)


@pytest.fixture
def receivers() -> Iterator[tuple[WebhookReceiver, WebhookReceiver]]:
    """One that will say that it is gone, and one that takes everything."""
    with ExitStack() as stack:
        gone, other = (stack.enter_context(webhook_receiver.receiver()) for _ in range(2))
        yield gone, other


def announcer(desk: Desk, *receivers: WebhookReceiver) -> Announcer:
    targets = (receiver.target for receiver in receivers)
    return delivery.announcer(desk.store, desk.clock, LINKS, *targets)


def run(desk: Desk, *receivers: WebhookReceiver) -> int:
    """Deliver what is due; return how many attempts were made."""
    return asyncio.run(announcer(desk, *receivers).run())


def hook(desk: Desk, receiver: WebhookReceiver) -> Webhook:
    address = receiver.address
    return desk.write(access.add_webhook, ROOM, address, webhook.new_secret(), WHO)


def bad(desk: Desk) -> list[Finding]:
    """What the doctor says needs a person."""
    folder = Folder(desk.path.parent)
    findings = database.examine(desk.store, desk.clock, LINKS, folder, Vault(""))
    return [finding for finding in findings if not finding.well]


def test_after_a_410_nothing_more_is_sent_and_others_are_told_as_before(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]
) -> None:
    gone, other = receivers
    ended, well = hook(desk, gone), hook(desk, other)
    gone.replies = [GONE] * 9
    desk.publish()
    run(desk, gone, other)
    for wait in (*BACK_OFF, HOUR):
        desk.clock.advance(wait)
        desk.publish()
        run(desk, gone, other)
    assert (len(gone.got), len(other.got)) == (1, len(BACK_OFF) + 2)
    on = {hook.id: hook.ended for hook in desk.read(outbox.webhooks, ROOM)}
    assert on == {ended.id: MORNING, well.id: None}


def test_what_waits_ends_with_it_what_failed_before_and_what_is_planned_too(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]
) -> None:
    gone, other = receivers
    ended, well = hook(desk, gone), hook(desk, other)
    desk.publish(b.document("Först"))
    gone.replies = [webhook_receiver.status(500), GONE]
    run(desk, gone, other)
    desk.order(desk.draft(b.document("Planerat")), at=MORNING + 2 * HOUR)
    desk.publish(b.document("Sedan"))
    assert run(desk, gone, other) == 2
    told = desk.read(log.latest, ROOM, ended, 9)
    assert {owed.state for owed in told} == {"cancelled"}
    assert {owed.error.code for owed in told if owed.error} == {"receiver_gone"}
    assert sorted(owed.attempts for owed in told) == [0, 1, 1]
    assert {owed.state for owed in desk.read(log.latest, ROOM, well, 9)} == {"done", "owed"}
    desk.clock.set(MORNING + 3 * HOUR)
    run(desk, gone, other)
    assert (len(gone.got), len(other.got)) == (2, 3)


def test_of_many_that_are_due_no_more_are_begun_once_one_was_answered_so(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]
) -> None:
    gone, _ = receivers
    hook(desk, gone)
    for _ in range(30):
        desk.publish()
    gone.replies = [GONE] * 30
    run(desk, gone)
    assert len(gone.got) <= webhook.AT_ONCE
    assert desk.read(outbox.counts) == {"cancelled": 30}


def test_a_process_that_held_some_settles_what_it_told_and_tells_no_more(desk: Desk) -> None:
    made = desk.write(access.add_webhook, ROOM, "https://a.example", "whsec_x", WHO)
    for _ in range(2):
        desk.publish()
    first, second = claim(desk, "other")
    third = desk.publish()
    desk.write(access.end_webhook, made, (), WHO)
    desk.write(deliveries.record, "other", Results(delivered=(first.announcement.id,)))
    failed = (deliveries.Failure(second.announcement, Reason("answered", {"status": 500})),)
    desk.write(deliveries.record, "other", Results(failed=failed))
    assert desk.read(outbox.counts) == {"cancelled": 2, "done": 1}
    assert claim(desk, "other") == ()
    assert third.id in {owed.release for owed in desk.read(log.latest, ROOM, made, 9)}


def test_the_audit_and_the_doctor_say_which_when_and_why(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]
) -> None:
    gone, _ = receivers
    made = hook(desk, gone)
    desk.publish()
    desk.publish()
    gone.replies = [GONE] * 2
    run(desk, gone)
    (line,) = (line for line in desk.read(audit.list_entries, ROOM) if line.action == "webhook.end")
    assert (line.at, line.detail["webhook"]) == (MORNING, made.id)
    (finding,) = bad(desk)
    assert finding.subject == "ended webhook"
    for said in (made.id, ROOM, "410 Gone", "2018-04-03T05:23:00Z", "pressrum webhook resume"):
        assert said in finding.said
    desk.write(access.remove_webhook, ROOM, made.id, WHO)
    assert bad(desk) == []


def test_once_switched_on_it_is_told_of_what_is_still_to_come_and_only_of_that(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]
) -> None:
    gone, other = receivers
    desk.order(desk.draft(b.document("Godkänt före")), at=MORNING + 2 * HOUR)
    desk.clock.advance(timedelta(seconds=1))
    made, _ = hook(desk, gone), hook(desk, other)
    planned = desk.draft(b.document("Planerat"))
    desk.order(planned, at=MORNING + 2 * HOUR)
    called_off = desk.draft(b.document("Avbokat"))
    entry = desk.order(called_off, at=MORNING + 2 * HOUR)
    desk.publish(b.document("Besvarat"))
    gone.replies = [GONE]
    run(desk, gone, other)
    desk.publish(b.document("Missat"))
    later = desk.draft(b.document("Planerat sedan"))
    desk.order(later, at=MORNING + 2 * HOUR)
    desk.order(desk.draft(b.document("Tyst")), at=MORNING + 2 * HOUR, announce=False)
    desk.cancel(called_off, entry)
    desk.write(access.resume_webhook, ROOM, made.id, WHO)
    assert bad(desk) == []
    assert run(desk, gone, other) == 1
    assert len(gone.got) == 1
    desk.clock.set(MORNING + 2 * HOUR)
    last = desk.publish(b.document("Nytt"))
    run(desk, gone, other)
    told = sorted(request.json()["data"]["id"] for request in gone.got[1:])
    assert told == sorted((planned.id, later.id, last.id))
    actions = [line.action for line in desk.read(audit.list_entries, ROOM)]
    assert actions.count("webhook.resume") == 1
    desk.clock.advance(timedelta(days=2))
    assert run(desk, gone, other) == 0


def test_it_may_end_again(desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver]) -> None:
    gone, _ = receivers
    made = hook(desk, gone)
    for _ in range(2):
        desk.publish()
        gone.replies = [GONE]
        run(desk, gone)
        desk.write(access.resume_webhook, ROOM, made.id, WHO)
    desk.publish()
    assert run(desk, gone) == 1
    assert len(gone.got) == 3
    assert desk.read(outbox.counts) == {"cancelled": 2, "done": 1}


def test_only_what_has_ended_is_switched_on_and_by_its_newsroom_alone(desk: Desk) -> None:
    made = desk.write(access.add_webhook, ROOM, "https://a.example", "whsec_x", WHO)
    for newsroom, webhook_id in ((ROOM, "ingen"), ("ingen", made.id)):
        with pytest.raises(NotFound):
            desk.write(access.resume_webhook, newsroom, webhook_id, WHO)
    desk.order(desk.draft(), at=MORNING + HOUR)
    desk.write(access.resume_webhook, ROOM, made.id, WHO)
    assert desk.read(outbox.counts) == {"owed": 1}
    assert "webhook.resume" not in {line.action for line in desk.read(audit.list_entries, ROOM)}
    desk.write(access.remove_webhook, ROOM, made.id, WHO)
    with pytest.raises(NotFound):
        desk.write(access.resume_webhook, ROOM, made.id, WHO)


def test_dead_letters_of_one_that_has_ended_are_not_sent_again(desk: Desk) -> None:
    made = desk.write(access.add_webhook, ROOM, "https://a.example", "whsec_x", WHO)
    desk.publish()
    for wait in (*BACK_OFF, HOUR):
        (errand,) = claim(desk, "a")
        failed = (deliveries.Failure(errand.announcement, Reason("answered", {"status": 500})),)
        desk.write(deliveries.record, "a", Results(failed=failed))
        desk.clock.advance(wait)
    (letter,) = desk.read(log.dead, made, 9)
    desk.write(access.end_webhook, made, (), WHO)
    with pytest.raises(NotFound):
        desk.write(log.again, ROOM, letter.id)
    desk.write(access.resume_webhook, ROOM, made.id, WHO)
    desk.write(log.again, ROOM, letter.id)
    assert desk.read(outbox.counts) == {"owed": 1}


@pytest.mark.parametrize("sink", [Hub, Cache])
def test_hubs_and_caches_are_set_by_who_runs_the_server_and_are_asked_again(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver], sink: type[Hub] | type[Cache]
) -> None:
    """Neither WebSub nor purging gives a 410 to a publisher a meaning of its own."""
    gone, _ = receivers
    desk.write(outbox.set_hubs if sink is Hub else outbox.set_caches, [gone.address])
    desk.publish()
    gone.replies = [GONE]
    run(desk, gone)
    desk.clock.advance(BACK_OFF[0])
    run(desk, gone)
    assert len(gone.got) > 1
    assert desk.read(outbox.counts) == {"done": 1}


@pytest.mark.parametrize("status", [404, 403, 451, 301, 500])
def test_other_answers_are_tried_again(
    desk: Desk, receivers: tuple[WebhookReceiver, WebhookReceiver], status: int
) -> None:
    gone, _ = receivers
    hook(desk, gone)
    desk.publish()
    gone.replies = [webhook_receiver.status(status)]
    run(desk, gone)
    desk.clock.advance(BACK_OFF[0])
    run(desk, gone)
    assert len(gone.got) == 2
