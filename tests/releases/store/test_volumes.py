"""The archive: following it from its newest volume meets every release ever public, once."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import timeline
from releases.errors import NotFound
from releases.public import Archive, Volume
from releases.store import archives
from releases.store.tx import Row, Tx, TxAt
from releases.times import local_day, month
from tests import builders as b
from tests.clocks import ManualClock
from tests.releases.histories import LIVES, Step
from tests.releases.store.test_listings_law import instants, live, world
from tests.stores import ROOM, Desk, open_desk

# Eight in the evening of a month's last day, so that short lives fall in two months.
EVENING = datetime(2018, 3, 31, 18, 0, tzinfo=UTC)
APRIL = Volume(2018, 4)


def followed(tx: Tx, t: datetime) -> list[Archive]:
    """Return all volumes, newest first, by following `earlier`."""
    volumes: list[Archive] = []
    wanted = archives.newest(tx, ROOM, t)
    while wanted:
        volumes.append(archives.volume(tx, ROOM, wanted, t))
        wanted = volumes[-1].earlier
    return volumes


def complete(tx: Tx, size: int) -> None:
    known = world(tx)
    for t in instants(known):
        volumes = followed(tx, t)
        states = [item.state for volume in volumes for item in volume.listing.items]
        public = [s for s in timeline.public(known.log, t) if known.homes[s.release] == ROOM]
        assert sorted(states, key=lambda s: s.release) == sorted(public, key=lambda s: s.release)
        assert all(0 < len(volume.listing.items) <= size for volume in volumes)
        laters = [volume.later for volume in volumes]
        assert laters == [None, *(volume.volume for volume in volumes)][: len(volumes)]
        for volume in volumes:
            days = {local_day(item.state.published) for item in volume.listing.items}
            assert {(day.year, day.month) for day in days} == {
                (volume.volume.year, volume.volume.month)
            }


@given(LIVES, st.integers(1, 3))
def test_every_release_ever_public_stands_in_exactly_one_volume_at_any_instant(
    steps: list[Step], size: int
) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(Path(folder) / "a.db", ManualClock(EVENING)) as desk,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(archives, "SIZE", size)
        live(desk, steps)
        desk.read(complete, size)


def test_a_month_begins_and_ends_at_midnight_in_stockholm(desk: Desk) -> None:
    start, end = month(2018, 12)
    assert (start, end) == (
        datetime(2018, 11, 30, 23, tzinfo=UTC),
        datetime(2018, 12, 31, 23, tzinfo=UTC),
    )
    desk.clock.set(end)
    last, first = desk.draft(), desk.draft()
    desk.order(last, at=end - b.HOUR / 3_600_000)
    desk.order(first, at=end)
    volumes = desk.read(followed, end)
    assert [(volume.volume, volume.listing.items[0].id) for volume in volumes] == [
        (Volume(2019, 1), first.id),
        (Volume(2018, 12), last.id),
    ]


def test_a_month_that_holds_nothing_yet_is_as_absent_as_one_that_never_will(desk: Desk) -> None:
    planned = desk.draft()
    desk.order(planned, at=b.MORNING + 40 * b.DAY)
    refusals = set()
    for volume in (Volume(2018, 5), Volume(2018, 6), Volume(2018, 4, 2)):
        with pytest.raises(NotFound) as refused:
            desk.read(archives.volume, ROOM, volume, desk.clock.now())
        refusals.add(str(refused.value))
    assert len(refusals) == 1
    assert desk.read(archives.newest, ROOM, desk.clock.now()) is None


def test_a_withdrawn_release_keeps_its_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "SIZE", 2)
    made = []
    for _ in range(5):
        made.append(desk.publish())
        desk.clock.advance(b.HOUR)
    before = [ids(volume) for volume in desk.read(followed, desk.clock.now())]
    assert [len(volume) for volume in before] == [1, 2, 2]
    desk.order(made[1], timeline.Action.WITHDRAW)
    assert [ids(volume) for volume in desk.read(followed, desk.clock.now())] == before


@pytest.mark.sqlite("its plans")
def test_no_question_of_the_archive_scans_more_than_its_month(desk: Desk) -> None:
    """Every statement is answered by the index of publications, within bounds on its date."""

    def plans(tx: Tx) -> list[str]:
        seen: list[str] = []
        watched = Watched(tx, seen)
        archives.volume(watched, ROOM, APRIL, tx.now)
        archives.newest(watched, ROOM, tx.now)
        return seen

    desk.publish()
    steps = desk.read(plans)
    assert len(steps) == 5
    for plan in steps:
        assert "period_by_publication (newsroom=? AND published_ms" in plan
        assert "TEMP B-TREE" not in plan


class Watched(TxAt):
    """A transaction that notes how the engine would answer each question about periods' dates."""

    def __init__(self, tx: Tx, plans: list[str]) -> None:
        super().__init__(tx, tx.now)
        self._plans = plans

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        self._note(sql, values)
        return self._tx.all(sql, **values)

    def one(self, sql: str, **values: object) -> Row | None:
        self._note(sql, values)
        return self._tx.one(sql, **values)

    def _note(self, sql: str, values: dict[str, object]) -> None:
        if "published_ms" in sql:
            rows = self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)
            self._plans.append("; ".join(row["detail"] for row in rows))


def ids(volume: Archive) -> list[str]:
    return [item.id for item in volume.listing.items]
