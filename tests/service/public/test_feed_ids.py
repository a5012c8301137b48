"""The ids of feeds: one for each list of each installation, the same wherever it is read."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from feeds.elements import ATOM
from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders as b
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, moment, run_app

FEEDS = (
    f"/{ROOM}/feed.atom",
    f"/{ROOM}/feed.atom?kind=press_release",
    f"/{ROOM}/feed.atom?topic=kultur&lang=sv",
    "/feed.atom",
    "/feed.atom?place=18",
)


def atom_id(press: Press, path: str) -> str:
    answer = press.get(path)
    assert answer.status == 200, path
    return str(etree.fromstring(answer.body).findtext(f"{{{ATOM}}}id"))


def ids(press: Press) -> list[str]:
    return [atom_id(press, path) for path in FEEDS]


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Press]:
    """Another installation that has given its newsroom the same slug."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with run_app(folder, ManualClock()) as running:
        yield running


def test_two_installations_with_the_same_slugs_share_no_feed_id(press: Press, other: Press) -> None:
    for each in (press, other):
        each.publish(b.document("Samma rubrik"))
    assert not {*ids(press)} & {*ids(other)}
    assert len({*ids(press)}) == len(FEEDS)


def test_ninjs_and_atom_know_a_list_by_one_uri(press: Press) -> None:
    for path in FEEDS:
        told = press.get(path.replace("feed.atom", "feed.ninjs.json")).json()
        assert told["uri"] == atom_id(press, path)


def test_the_volumes_of_an_archive_are_of_the_feed_they_belong_to(press: Press) -> None:
    at = moment(b.MORNING - 40 * b.DAY)
    press.publish(b.document("Gammal nyhet"), Order(Action.PUBLISH, at))
    assert atom_id(press, f"/{ROOM}/archive/2018-02.atom") == atom_id(press, FEEDS[0])


def test_an_id_outlives_restarts_new_addresses_and_new_names(tmp_path: Path) -> None:
    clock = ManualClock()
    with run_app(tmp_path, clock) as before:
        first = ids(before)
        entry = before.publish(b.document("Ny rubrik"))
        item = before.get(f"/{ROOM}/feed.json").json()["items"][0]["id"]
    with run_app(tmp_path, clock, base_url="https://nytt.example/press") as after:
        assert ids(after) == first
        assert after.get(f"/{ROOM}/feed.json").json()["items"][0]["id"] == item
        assert entry.release in after.get(f"/{ROOM}/feed.atom").text
