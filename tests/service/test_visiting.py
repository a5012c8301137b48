"""Visits are counted by day and kind without a trace of who came, and none is counted twice."""

from datetime import timedelta
from pathlib import Path

import pytest

from releases.errors import StoreRefused
from releases.store import visits
from releases.times import local_day
from service.visiting import EVERY, Ledger, Tallies, resource
from tests import builders
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.service.serving import BASE, ROOM, served
from tests.stores import Desk, opened

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
    with served(tmp_path, ManualClock(), scheduler=True) as press:
        release = press.publish(builders.document()).release
        for _ in range(5):
            assert press.get(f"/{ROOM}/feed.rss").status == 200
        led = press.get(f"/{ROOM}/{release}").header("location") or ""
        assert press.get(led.removeprefix(BASE)).status == 200
        assert press.get(f"/{ROOM}/feed.rss?kind=unknown").status == 400
    with opened(tmp_path / "pressrum.db") as desk:
        found = desk.read(visits.of_newsroom, ROOM, DAY)
        pages = desk.read(visits.of_release, release, DAY)
    assert found == {(DAY, "rss"): 5, (DAY, "page"): 1}
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
