"""What the desk tells of deliveries to webhooks, hubs and caches, and of whose."""

import asyncio
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from feeds.links import Links
from releases import access
from releases.announcing import BACK_OFF
from releases.desk import Order
from releases.people import Role
from releases.timeline import Action
from service.announcer import Announcer
from service.redaktion import answers
from service.redaktion.rendering import translator
from service.sinks import webhook
from tests import builders
from tests.builders import HOUR
from tests.clocks import ManualClock
from tests.service import receiving
from tests.service.receiving import Receiver
from tests.service.redaktion.desking import Visitor, somebody
from tests.service.serving import ROOM, WHO, Press, moment, served

PAGE = f"/redaktion/{ROOM}/installningar/webhooks"
OTHER = "region-grannlandet"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving.receiver() as running:
        yield running


@contextmanager
def announcing(folder: Path, receiver: Receiver) -> Iterator[tuple[Press, Visitor]]:
    """Serve with a hub, a cache and a webhook, all at the receiver; with an admin of ROOM."""
    settings: dict[str, Any] = {
        "hubs": (f"{receiver.address}/hub",),
        "caches": (f"{receiver.address}/cache",),
        "private_targets": frozenset({receiver.target}),
    }
    with served(folder, ManualClock(), **settings) as press:
        address = f"{receiver.address}/hook"
        press.write(access.add_webhook, ROOM, address, webhook.new_secret(), WHO)
        admin = Visitor(press).admitted(somebody(press, "a@b.example", Role.ADMIN))
        yield press, admin
        admin.close()


def announce(press: Press) -> None:
    links = Links(press.settings.base_url)
    asyncio.run(Announcer(press.store, press.clock, links, press.settings).run())


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


def test_who_was_told_what_when_and_what_they_answered(tmp_path: Path, receiver: Receiver) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        assert rows(admin) == {"hook": [], "hub": [], "cache": []}
        press.publish(builders.document("Nya bussar"))
        due, what = "3 april 2018 kl. 07.23", "Nya bussar Publicering"
        waits = [due, what, "väntar", "0", due]
        assert rows(admin) == {"hook": [waits], "hub": [waits], "cache": [waits]}
        # The cache is told first; then webhook and hub, in whichever order.
        receiver.replies = [receiving.status(204), *[receiving.status(503)] * 2]
        announce(press)
        found = rows(admin)
        assert found["cache"] == [[due, what, "framme", "1", "–"]]
        assert found["hook"] == [[due, what, "väntar svarade 503", "1", due]]
        ((*first, answer, tries, again),) = found["hub"]
        assert (first, tries, again) == ([due, what], "1", due)
        assert re.fullmatch(r"väntar svarade 503 för https://press\.example/\S+", answer)
        press.clock.advance(HOUR)
        announce(press)
        later = ["3 april 2018 kl. 08.23", what, "framme", "2", "–"]
        assert (rows(admin)["hub"], rows(admin)["hook"]) == ([later], [later])


def test_what_is_given_up_says_so_and_only_a_webhooks_is_sent_again(
    tmp_path: Path, receiver: Receiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        press.publish(builders.document())
        receiver.replies = [receiving.status(410)] * 3 * (len(BACK_OFF) + 1)
        for wait in (*BACK_OFF, HOUR):
            announce(press)
            press.clock.advance(wait)
        admin.admitted(somebody(press, "b@b.example", Role.ADMIN))
        found = rows(admin)
        for cells in (found["hub"], found["cache"], found["hook"]):
            assert cells[0][2].startswith("gav upp svarade 410")
            assert cells[0][3:] == [str(len(BACK_OFF) + 1), "–"]
        assert len(re.findall(r'action="[^"]*/igen/', admin.page)) == 1
        below = admin.page.partition("Nav (WebSub)")[2]
        assert "<form" not in below
        assert "<button" not in below


def test_a_newsroom_sees_nothing_of_what_others_tell_and_plan(
    tmp_path: Path, receiver: Receiver
) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        press.open(builders.newsroom(OTHER))
        planned = Order(Action.PUBLISH, moment(press.clock.now() + HOUR))
        press.publish(builders.document("Hemligheten"), planned, OTHER)
        assert rows(admin) == {"hook": [], "hub": [], "cache": []}
        press.publish(builders.document("Vår egen"), planned)
        assert [len(cells) for cells in rows(admin).values()] == [1, 1, 1]
        assert "Hemligheten" not in admin.page


def test_the_log_of_a_receiver_ends_with_the_twentieth(tmp_path: Path, receiver: Receiver) -> None:
    with announcing(tmp_path, receiver) as (press, admin):
        for number in range(25):
            planned = Order(Action.PUBLISH, moment(press.clock.now() + (number + 1) * HOUR))
            press.publish(builders.document(f"Nummer {number}"), planned)
        assert [cells[0][1] for cells in rows(admin).values()] == ["Nummer 24 Publicering"] * 3
        assert [len(cells) for cells in rows(admin).values()] == [20] * 3


@pytest.mark.parametrize(
    ("kept", "swedish", "english"),
    [
        ("", "", ""),
        ("answered 500", "svarade 500", "answered 500"),
        ("answered 404 for https://x/feed.rss", "svarade 404 för https://x/feed.rss", None),
        ("no answer within 10 seconds", "inget svar inom 10 sekunder", None),
        ("ConnectTimeout: ", "inget svar i tid", "no answer in time"),
        (
            "ConnectError: All connection attempts failed",
            "gick inte att ansluta till",
            "could not be connected to",
        ),
        (
            "hub.example has no address: [Errno -2] Name or service not known",
            "hub.example har ingen adress",
            "hub.example has no address",
        ),
        (
            "x.example leads to 10.0.0.1, which is not a public address",
            "x.example leder till 10.0.0.1, som inte är en öppen adress",
            None,
        ),
        ("the webhook was removed", "webhooken är borttagen", None),
        ("ValueError: {oops}", "ett fel: ValueError: {oops}", "a fault: ValueError: {oops}"),
    ],
)
def test_an_answer_is_told_in_the_readers_words(
    kept: str, swedish: str, english: str | None
) -> None:
    """Where no English is given it is what was kept."""
    assert answers.said(kept, translator("sv")) == swedish
    assert answers.said(kept, translator("en")) == (kept if english is None else english)
