"""What the desk tells of deliveries to webhooks, hubs and caches, and of whose."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from releases.desk import access
from releases.desk.approval import Order
from releases.desk.deliveries import BACK_OFF
from releases.rules.roles import Role
from releases.timeline import Action
from service.outbound import webhook
from tests import builders
from tests.builders import HOUR
from tests.clocks import ManualClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, Press, moment, run_app
from tests.service.delivery import announce
from tests.service.redaktion.desk_client import Visitor, somebody
from tests.service.webhook_receiver import WebhookReceiver

PAGE = f"/redaktion/{ROOM}/installningar/webhooks"
OTHER = "region-grannlandet"


@pytest.fixture
def receiver() -> Iterator[WebhookReceiver]:
    with webhook_receiver.receiver() as running:
        yield running


@contextmanager
def announcing(folder: Path, receiver: WebhookReceiver) -> Iterator[tuple[Press, Visitor]]:
    """Serve with a hub, a cache and a webhook, all at the receiver; with an admin of ROOM."""
    settings: dict[str, Any] = {
        "hubs": (f"{receiver.address}/hub",),
        "caches": (f"{receiver.address}/cache",),
        "private_targets": frozenset({receiver.target}),
    }
    with run_app(folder, ManualClock(), **settings) as press:
        address = f"{receiver.address}/hook"
        press.write(access.add_webhook, ROOM, address, webhook.new_secret(), WHO)
        admin = Visitor(press).admitted(somebody(press, "a@b.example", Role.ADMIN))
        yield press, admin
        admin.close()


def rows(visitor: Visitor) -> dict[str, list[list[str]]]:
    """Return the cells of each delivery on the page, by the receiver's path."""
    page = html.fromstring(visitor.get(PAGE).text)
    return {
        panel.findtext(".//h3").rpartition("/")[2]: [
            [" ".join(cell.text_content().split()) for cell in row.iter("td")]
            for row in panel.iterfind(".//tbody/tr")
        ]
        for panel in page.iterfind(".//section[@class='panel']")
    }


def test_who_was_told_what_when_and_what_they_answered(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        assert rows(admin) == {"hook": [], "hub": [], "cache": []}
        press.publish(builders.document("Nya bussar"))
        due, what = "3 april 2018 kl. 07.23", "Nya bussar Publicering"
        waits = [due, what, "väntar", "0", due]
        assert rows(admin) == {"hook": [waits], "hub": [waits], "cache": [waits]}
        # The cache is told first; then webhook and hub, in whichever order.
        receiver.replies = [webhook_receiver.status(204), *[webhook_receiver.status(503)] * 2]
        announce(press)
        deliveries = rows(admin)
        assert deliveries["cache"] == [[due, what, "levererat", "1", "–"]]
        assert deliveries["hook"] == [[due, what, "väntar Servern svarade 503.", "1", due]]
        ((*first, answer, tries, again),) = deliveries["hub"]
        assert (first, tries, again) == ([due, what], "1", due)
        assert re.fullmatch(r"väntar Servern svarade 503 för https://press\.example/\S+\.", answer)
        press.clock.advance(HOUR)
        announce(press)
        later = ["3 april 2018 kl. 08.23", what, "levererat", "2", "–"]
        assert (rows(admin)["hub"], rows(admin)["hook"]) == ([later], [later])


def test_what_is_given_up_says_so_and_only_a_webhooks_is_sent_again(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        press.publish(builders.document())
        receiver.replies = [webhook_receiver.status(404)] * 3 * (len(BACK_OFF) + 1)
        for wait in (*BACK_OFF, HOUR):
            announce(press)
            press.clock.advance(wait)
        admin.admitted(somebody(press, "b@b.example", Role.ADMIN))
        deliveries = rows(admin)
        for cells in (deliveries["hub"], deliveries["cache"], deliveries["hook"]):
            assert cells[0][2].startswith("misslyckat Servern svarade 404")
            assert cells[0][3:] == [str(len(BACK_OFF) + 1), "–"]
        assert len(re.findall(r'action="[^"]*/igen/', admin.page)) == 1
        below = admin.page.partition("Hubbar (WebSub)")[2]
        assert "<form" not in below
        assert "<button" not in below


def test_a_newsroom_sees_nothing_of_what_others_tell_and_plan(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        press.open(builders.newsroom(OTHER))
        planned = Order(Action.PUBLISH, moment(press.clock.now() + HOUR))
        press.publish(builders.document("Hemligheten"), planned, OTHER)
        assert rows(admin) == {"hook": [], "hub": [], "cache": []}
        press.publish(builders.document("Vår egen"), planned)
        assert [len(cells) for cells in rows(admin).values()] == [1, 1, 1]
        assert "Hemligheten" not in admin.page


def test_the_log_of_a_receiver_ends_with_the_twentieth(
    tmp_path: Path, receiver: WebhookReceiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        for number in range(25):
            planned = Order(Action.PUBLISH, moment(press.clock.now() + (number + 1) * HOUR))
            press.publish(builders.document(f"Nummer {number}"), planned)
        assert [cells[0][1] for cells in rows(admin).values()] == ["Nummer 24 Publicering"] * 3
        assert [len(cells) for cells in rows(admin).values()] == [20] * 3
