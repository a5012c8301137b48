"""What the desk says of a webhook whose receiver is gone, and how it is switched on again."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from releases.desk import access
from releases.rules.roles import Role
from releases.store import outbox
from releases.store.sinks import Webhook
from releases.store.tokens import Scope
from service.outbound import webhook
from tests import builders
from tests.builders import HOUR
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, Press, run_app
from tests.service.delivery import announce
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.webhook_receiver import WebhookReceiver

DESK = f"/redaktion/{ROOM}"
PAGE = f"{DESK}/installningar/webhooks"
ENDED = "3 april 2018 kl. 07.23"
WHY = "Mottagaren svarade att den inte längre finns (410 Gone)"


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


@pytest.fixture
def press(tmp_path: Path, receiver: WebhookReceiver) -> Iterator[Press]:
    """A service with a webhook at the receiver and another elsewhere."""
    targets = frozenset({receiver.target})
    with run_app(tmp_path, ManualClock(), private_targets=targets) as running:
        for name in ("hook", "other"):
            address = f"{receiver.address}/{name}"
            running.write(access.add_webhook, ROOM, address, webhook.new_secret(), WHO)
        yield running


def hooks(press: Press) -> dict[str, Webhook]:
    found = press.store.reading(outbox.webhooks, ROOM).result()
    return {hook.url.rpartition("/")[2]: hook for hook in found}


def end(press: Press) -> Webhook:
    press.write(access.end_webhook, hooks(press)["hook"], (), WHO)
    return hooks(press)["hook"]


def visitor(press: Press, role: Role) -> Visitor:
    return Visitor(press).admitted(somebody(press, f"{role}@b.example", role))


def test_the_desk_says_that_it_has_ended_when_and_why(
    press: Press, receiver: WebhookReceiver
) -> None:
    hook = hooks(press)["hook"]
    other = hooks(press)["other"]
    press.write(access.remove_webhook, ROOM, other.id, WHO)
    release = press.publish(builders.document("Nya bussar")).release
    receiver.replies = [webhook_receiver.status(410)]
    announce(press)
    press.clock.advance(HOUR)
    admin, author = visitor(press, Role.ADMIN), visitor(press, Role.AUTHOR)
    page = admin.get(PAGE).text
    assert f"Avslutad {ENDED}. {WHY}. Inget mer skickas dit." in page
    assert f'action="{PAGE}/{hook.id}/sla-pa"' in page
    assert 'avbrutet</span> <span class="meta">Mottagaren svarade' in page
    for reader in (admin, author):
        said = f"Webhooken till {receiver.address}/hook avslutades {ENDED}. {WHY}."
        assert said in reader.get(f"{DESK}/").text
        assert "Meddelas inte: Mottagaren svarade" in reader.get(f"{DESK}/r/{release}/kvitto").text
    log = admin.get(f"{DESK}/installningar/logg").text
    assert "En webhook avslutades: mottagaren svarade 410 Gone" in log
    admin.close()
    author.close()


def test_an_admin_switches_it_on_again(press: Press, receiver: WebhookReceiver) -> None:
    ended = end(press)
    admin, author = visitor(press, Role.ADMIN), visitor(press, Role.AUTHOR)
    address = f"{PAGE}/{ended.id}/sla-pa"
    author.get(f"{DESK}/")
    assert author.post(address).status == 403
    assert hooks(press)["hook"].ended is not None
    admin.get(PAGE)
    assert admin.post(address).status == 303
    assert "Avslutad" not in admin.get(PAGE).text
    assert "avslutad" not in admin.get(f"{DESK}/").text
    assert "Slog på en webhook igen" in admin.get(f"{DESK}/installningar/logg").text
    assert hooks(press)["hook"].ended is None
    assert admin.post(f"{PAGE}/ingen/sla-pa").status == 404
    press.publish(builders.document("Nya bussar"))
    announce(press)
    assert len(receiver.got) == 2
    admin.close()
    author.close()


def test_a_test_that_is_answered_so_ends_it_and_one_that_arrives_leaves_it_ended(
    press: Press, receiver: WebhookReceiver
) -> None:
    hook = hooks(press)["hook"]
    admin = visitor(press, Role.ADMIN)
    admin.get(PAGE)
    receiver.replies = [webhook_receiver.status(410)]
    answer = admin.post(f"{PAGE}/{hook.id}/testa")
    assert "Testet misslyckades: Mottagaren svarade att den inte längre finns" in answer.text
    assert f"Avslutad {ENDED}" in answer.text
    assert admin.post(f"{PAGE}/{hook.id}/testa").status == 303
    assert {name: bool(each.ended) for name, each in hooks(press).items()} == {
        "hook": True,
        "other": False,
    }
    admin.close()


def test_programs_are_told_by_the_list_of_webhooks(press: Press) -> None:
    end(press)
    token = press.write(access.add_token, ROOM, "läsare", Scope.READ, WHO)
    answer = press.api("GET", f"/api/v1/newsrooms/{ROOM}/webhooks", token)
    listed = msgspec.json.decode(answer.text)["webhooks"]
    assert {hook["url"].rpartition("/")[2]: hook.get("ended") for hook in listed} == {
        "hook": "2018-04-03T05:23:00Z",
        "other": None,
    }
