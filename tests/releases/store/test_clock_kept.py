"""The clock a database keeps: begun in old files, obeyed by writes, put right with its log."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from releases.clock import DAY, Asker
from releases.desk import access, members
from releases.errors import ClockInDoubt, StoreRefused
from releases.public import Selection
from releases.rules.roles import Role as Post
from releases.store import changes, claims, listings, people, previews
from releases.store import clock as clocks
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.times import from_millis, to_millis
from service.clock.guarded import GuardedClock
from tests import builders as b
from tests import engines
from tests.builders import HOUR, MORNING
from tests.clocks import Machine, ManualClock
from tests.stores import ROOM, WHO, Desk, open_desk

HOUR_MILLIS = 3_600_000
TEN_YEARS = 3_650 * DAY
YEAR_2022 = MORNING.replace(year=2022)


@contextmanager
def running(path: Path, machine: Machine, role: Asker = Asker.SERVICE) -> Iterator[Desk]:
    """A process on a database, by the machine's clocks."""
    clock = GuardedClock(machine, role)
    with open_desk(path, clock) as desk:  # type: ignore[arg-type]
        yield desk


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.db"


@pytest.fixture
def machine() -> Machine:
    return Machine()


def titles(desk: Desk) -> set[str]:
    def listed(tx: Tx) -> set[str]:
        listing = listings.listing(tx, Selection(ROOM), tx.now, 50)
        return {item.document.title for item in listing.items}

    return desk.read(listed)


def planned(desk: Desk, title: str, at: datetime) -> None:
    desk.order(desk.draft(b.document(title)), at=at)


@pytest.mark.sqlite("opened by its own driver")
def test_an_old_file_whose_log_ran_ahead_hides_what_is_not_due(
    path: Path, machine: Machine
) -> None:
    wrong = ManualClock(MORNING)
    with open_desk(path, wrong) as old:
        old.publish(b.document("Länge ute"))
        planned(old, "Om fyra år", YEAR_2022)
        wrong.set(from_millis(machine.true + TEN_YEARS))
        old.publish(b.document("Ute under fel klocka"))
        planned(old, "Bestämd under fel klocka", YEAR_2022)
        token = old.write(people.sign_in, add_person(old))
    with running(path, machine) as new:
        assert titles(new) == {"Länge ute", "Ute under fel klocka"}
        assert to_millis(new.write(lambda tx: tx.now)) - machine.true < 10
        assert new.read(people.session, token) is None
        assert [entry.redated for entry in new.read(clocks.list_misdated)] == [True, True]
        base, _ = new.read(clocks.read)
        assert base is not None
        assert base.moved == -TEN_YEARS
        machine.go(to_millis(YEAR_2022) - machine.true)
        assert len(titles(new)) == 4


def add_person(desk: Desk) -> str:
    email = "kim@mellanlandet.example"
    return str(desk.write(members.add, email, "Kim", ROOM, Post.EDITOR, "x", WHO).id)


@pytest.mark.sqlite("opened by its own driver")
def test_an_instant_that_ran_ahead_by_another_way_is_no_floor(path: Path, machine: Machine) -> None:
    with running(path, machine):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE pulse SET latest_ms = ?", (machine.true + TEN_YEARS,))
    with running(path, machine) as desk:
        assert to_millis(desk.read(lambda tx: tx.now)) == machine.true
        planned(desk, "Om fyra år", YEAR_2022)
        assert titles(desk) == set()


def test_entries_written_while_the_clock_is_out_of_step_are_marked(
    path: Path, machine: Machine
) -> None:
    with running(path, machine) as desk:
        desk.publish()
        machine.step(HOUR_MILLIS)
        late = desk.publish()
        (marked,) = desk.read(clocks.list_misdated)
        assert (marked.release, marked.gap_ms, marked.redated) == (late.id, HOUR_MILLIS, False)
        assert desk.read(clocks.list_misdated, late.id) == (marked,)


def run(tx: Tx, statement: str) -> int:
    return tx.run(statement)


def test_times_of_an_entry_change_only_with_those_it_had_kept(path: Path, machine: Machine) -> None:
    with running(path, machine) as desk:
        entry = desk.order(desk.draft())
        with pytest.raises(engines.BROKEN_RULE, match="never changes"):
            desk.write(run, "UPDATE entry SET at_ms = 0, effective_ms = 0")
        machine.step(HOUR_MILLIS)
        desk.publish()
        for statement in ("DELETE FROM misdated", "UPDATE misdated SET gap_ms = 0"):
            with pytest.raises(engines.BROKEN_RULE):
                desk.write(run, statement)
        assert entry.at == MORNING


def test_an_instant_between_two_clocks_is_refused_and_nothing_is_lost(
    path: Path, machine: Machine
) -> None:
    with running(path, machine) as desk:
        release = desk.draft()
        machine.step(-HOUR_MILLIS)
        with pytest.raises(ClockInDoubt, match="pressrum clock"):
            desk.order(release, at=MORNING - HOUR / 2)
        assert desk.entries(release) == ()
        desk.order(release, at=MORNING + HOUR)
        with pytest.raises(ClockInDoubt):
            desk.move(release, desk.entries(release)[0], MORNING - HOUR / 2)


def test_what_is_owed_is_due_when_the_right_clock_comes_to_it(path: Path, machine: Machine) -> None:
    machine.step(TEN_YEARS)
    with running(path, machine, Asker.COMMAND) as desk:
        hook = desk.write(access.add_webhook, ROOM, "https://a.example/", "s", WHO)
        desk.publish()
        planned(desk, "Om tio år", from_millis(machine.true + TEN_YEARS + DAY))
    machine.step(-TEN_YEARS)
    with running(path, machine) as desk:
        assert desk.read(claims.due_sinks) == (hook,)


def test_links_made_ahead_of_time_end_when_the_clock_is_set_right(
    path: Path, machine: Machine
) -> None:
    machine.step(TEN_YEARS)
    with running(path, machine, Asker.COMMAND) as desk:
        release = desk.publish()
        (entry,) = desk.entries(release)
        desk.write(previews.add, release.id, entry.revision, MORNING.replace(year=2040), WHO.who)
    machine.step(-TEN_YEARS)
    with running(path, machine) as desk:
        (link,) = desk.read(previews.of_release, release.id)
        assert not link.is_open(MORNING)


def test_a_cursor_from_a_time_that_ran_ahead_misses_nothing(path: Path, machine: Machine) -> None:
    machine.step(HOUR_MILLIS)
    with running(path, machine) as desk:
        desk.publish()
        cursor = desk.read(changes.since, ROOM, changes.BEGINNING, 10).next
        machine.step(-HOUR_MILLIS)
    with running(path, machine) as desk:
        later = desk.publish(b.document("Sedan"))
        page = desk.read(changes.since, ROOM, cursor, 10)
        assert later.id in {item.id for _, item in page.changes}
        assert to_millis(page.next.effective) <= machine.true + 10


@pytest.mark.sqlite("opened by its own driver")
def test_a_disk_that_takes_nothing_keeps_nobody_from_reading_by_the_kept_clock(
    path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(path, machine) as desk:
        desk.publish()
    machine.step(TEN_YEARS)

    def full(*_: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(clocks, "settle", full)
    store = SqliteStore(path, GuardedClock(machine))
    try:
        assert to_millis(store.reading(lambda tx: tx.now).result()) == machine.true
        with pytest.raises(StoreRefused, match="full"):
            store.writing(lambda tx: tx.now).result()
    finally:
        store.close()
