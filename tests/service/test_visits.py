"""Visits are counted by day and kind without a trace of who came, and none is counted twice."""

from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from releases.errors import StoreRefused
from releases.store import visits
from releases.times import local_day
from service.visits import EVERY, Ledger, Tallies, resource
from tests import builders
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.service.app_server import BASE, ROOM, run_app
from tests.stores import Desk, open_desk

DAY = local_day(MORNING)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (f"/{ROOM}/feed.rss", (ROOM, "rss", "")),
        (f"/{ROOM}/", (ROOM, "room", "")),
        (f"/{ROOM}/embed.html", (ROOM, "embed", "")),
        (f"/{ROOM}/{'a' * 16}/rubrik", (ROOM, "page", "a" * 16)),
        ("/", None),
        ("/feed.rss", None),
        (f"/{ROOM}/search", None),
        (f"/{ROOM}/archive/2018-04.atom", None),
        ("/static/pressrum.css", None),
        ("/media/bild1.jpg", None),
    ],
)
def test_what_is_counted_is_known_by_its_address(
    path: str, named: tuple[str, str, str] | None
) -> None:
    assert resource(path.encode()) == named


def test_every_answer_counts_made_new_or_kept(tmp_path: Path) -> None:
    """The first builds the edition, the others find it; a refusal or redirect counts nothing.

    What is in memory is stored when the service stops.
    """
    with run_app(tmp_path, ManualClock(), scheduler=True) as press:
        release = press.publish(builders.document()).release
        for _ in range(5):
            assert press.get(f"/{ROOM}/feed.rss").status == 200
        led = press.get(f"/{ROOM}/{release}").header("location") or ""
        assert press.get(led.removeprefix(BASE)).status == 200
        assert press.get(f"/{ROOM}/feed.rss?kind=unknown").status == 400
    with open_desk(tmp_path / "pressrum.db") as desk:
        counts = desk.read(visits.of_newsroom, ROOM, DAY)
        pages = desk.read(visits.of_release, release, DAY)
    assert counts == {(DAY, "rss"): 5, (DAY, "page"): 1}
    assert pages == {DAY: 1}


async def test_counts_are_stored_at_most_once_in_a_while(desk: Desk) -> None:
    tallies = Tallies()
    ledger = Ledger(desk.store, tallies)
    tally = tallies.of(f"/{ROOM}/feed.rss".encode())
    assert tally is not None
    for at, expected in ((MORNING, 1), (MORNING + EVERY / 2, 1), (MORNING + EVERY, 3)):
        tally.count += 1
        await ledger.settle(at)
        stored = desk.read(visits.of_newsroom, ROOM, DAY)
        assert stored == {(DAY, "rss"): expected}
    tally.count += 1
    await ledger.settle(MORNING + EVERY + timedelta(seconds=1), now=True)
    assert desk.read(visits.of_newsroom, ROOM, DAY) == {(DAY, "rss"): 4}


async def test_counts_that_cannot_be_stored_are_kept(desk: Desk) -> None:
    tallies = Tallies()
    tally = tallies.of(f"/{ROOM}/feed.rss".encode())
    assert tally is not None
    tally.count = 3

    class Full:
        async def write(self, *_: object) -> None:
            raise StoreRefused("The disk is full.")

    with pytest.raises(StoreRefused):
        await Ledger(Full(), tallies).settle(MORNING)  # type: ignore[arg-type] # writes alone
    assert tally.count == 3


async def test_what_cannot_be_counted_is_dropped_and_told_and_the_rest_is_counted(
    desk: Desk,
) -> None:
    tallies = Tallies()
    for path, count in ((f"/{ROOM}/feed.rss", 3), ("/nedlagd/feed.rss", 2), ("/%6f/", 1)):
        tally = tallies.of(path.encode())
        assert tally is not None
        tally.count = count
    ledger = Ledger(desk.store, tallies)
    with capture_logs() as told:
        await ledger.settle(MORNING)
    assert desk.read(visits.of_newsroom, ROOM, DAY) == {(DAY, "rss"): 3}
    assert [(line["event"], line["resources"], line["requests"]) for line in told] == [
        ("visits.dropped", 2, 3)
    ]
    tallied = tallies.of(f"/{ROOM}/feed.rss".encode())
    assert tallied is not None
    tallied.count = 4
    with capture_logs() as told:
        await ledger.settle(MORNING, now=True)
    assert (desk.read(visits.of_newsroom, ROOM, DAY), told) == ({(DAY, "rss"): 7}, [])


async def test_a_batch_that_fails_for_a_reason_of_its_own_does_not_come_back() -> None:
    tallies = Tallies()
    tally = tallies.of(f"/{ROOM}/feed.rss".encode())
    assert tally is not None
    tally.count = 3

    class Wrong:
        async def write(self, *_: object) -> None:
            raise ValueError("a day that there is not")

    with capture_logs() as told:
        await Ledger(Wrong(), tallies).settle(MORNING)  # type: ignore[arg-type] # writes alone
    assert tally.count == 0
    assert [(line["event"], line["requests"]) for line in told] == [("visits.dropped", 3)]


def test_another_spelling_of_a_newsroom_ends_no_count(tmp_path: Path) -> None:
    with run_app(tmp_path, ManualClock(), scheduler=True) as press:
        press.publish(builders.document())
        assert press.get(f"/%72{ROOM[1:]}/feed.rss").status == 301
        assert press.get(f"/{ROOM}/feed.rss").status == 200
    with open_desk(tmp_path / "pressrum.db") as desk:
        assert desk.read(visits.of_newsroom, ROOM, DAY) == {(DAY, "rss"): 1}
