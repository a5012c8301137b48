"""The embedded engine: what it refuses to open, and what holds between its transactions."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Barrier

import pytest

from releases.errors import StoreRefused
from releases.store import drafts, newsrooms, public_version
from releases.store.sqlite import SqliteStore
from releases.store.sqlite_file import APPLICATION_ID
from releases.store.tx import Tx
from tests import builders as b
from tests.clocks import ManualClock
from tests.stores import ROOM, Desk, open_desk

pytestmark = pytest.mark.sqlite("its file and its connections")


def something_else(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE patient (id)")


def from_the_future(path: Path) -> None:
    SqliteStore(path, ManualClock()).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
            "VALUES ('pressrum', '9999_tomorrow', 'då')"
        )


def no_database(path: Path) -> None:
    path.write_text("Det här är ett vanligt brev. " * 100)


def cut_short(path: Path) -> None:
    SqliteStore(path, ManualClock()).close()
    path.write_bytes(path.read_bytes()[:5_000])


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (something_else, "database of something else"),
        (from_the_future, "newer Pressrum .*9999_tomorrow"),
        (no_database, "cannot be used"),
        (cut_short, "cannot be used"),
        (folder, "cannot be used"),
    ],
)
def test_what_is_not_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, make: Callable[[Path], None], reason: str
) -> None:
    path = tmp_path / "pressrum.db"
    make(path)
    before = None if path.is_dir() else path.read_bytes()
    with pytest.raises(StoreRefused, match=reason):
        SqliteStore(path, ManualClock())
    if before is not None:
        assert path.read_bytes() == before


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for parent in ("missing", "file"):
        with pytest.raises(StoreRefused, match="does not exist"):
            SqliteStore(tmp_path / parent / "pressrum.db", ManualClock())


def test_a_database_opens_again_as_it_was_left(tmp_path: Path) -> None:
    path = tmp_path / "pressrum.db"
    with open_desk(path) as desk:
        release = desk.publish()
        entries = desk.entries(release)
    with open_desk(path) as desk:
        assert desk.entries(release) == entries
        assert desk.release(release).draft == release.draft
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_several_programs_may_start_on_a_new_database_at_once(tmp_path: Path) -> None:
    starters = 4
    for number in range(10):
        path, barrier = tmp_path / f"{number}.db", Barrier(starters)

        def start(path: Path = path, barrier: Barrier = barrier) -> SqliteStore:
            barrier.wait()
            return SqliteStore(path, ManualClock())

        with ThreadPoolExecutor(starters) as pool:
            stores = [future.result() for future in [pool.submit(start) for _ in range(starters)]]
        for store in stores:
            store.close()


def test_two_programs_on_one_file_see_each_others_commits(desk: Desk) -> None:
    with open_desk(desk.path) as other:
        first = other.store.data_version()
        release = desk.publish()
        second = other.store.data_version()
        assert second != first
        assert other.store.data_version() == second
        assert other.entries(release) == desk.entries(release)
        mine = desk.store.data_version()
        other.publish()
        assert desk.store.data_version() != mine


def test_two_programs_write_in_turn_and_lose_nothing(desk: Desk) -> None:
    def count(tx: Tx) -> None:
        room = newsrooms.get(tx, ROOM)
        newsrooms.replace(tx, b.newsroom(ROOM, name=str(int(room.name) + 1)))

    desk.write(newsrooms.replace, b.newsroom(ROOM, name="0"))
    with open_desk(desk.path) as other:
        for future in [
            program.store.writing(count) for _ in range(50) for program in (desk, other)
        ]:
            future.result()
    assert desk.read(newsrooms.get, ROOM).name == "100"


def test_a_reader_sees_one_snapshot_whatever_is_written_meanwhile(desk: Desk) -> None:
    def twice(tx: Tx) -> tuple[int, int]:
        first = public_version.version(tx)
        desk.publish()
        return first, public_version.version(tx)

    first, second = desk.read(twice)
    assert first == second
    assert desk.read(public_version.version) > second


def test_a_reader_cannot_write(desk: Desk) -> None:
    with pytest.raises(StoreRefused, match="readonly"):
        desk.read(public_version.beat)


def test_public_changes_beat_the_pulse_while_drafts_and_plans_do_not(desk: Desk) -> None:
    def beats(change: Callable[[], object]) -> bool:
        before = desk.read(public_version.version)
        change()
        return desk.read(public_version.version) != before

    release = desk.draft()
    assert not beats(desk.draft)
    assert not beats(lambda: desk.save(release, b.document("Ny")))
    planned = desk.order(release, at=b.MORNING + b.HOUR)
    assert not beats(lambda: desk.order(desk.draft(), at=b.MORNING + b.HOUR))
    assert not beats(lambda: desk.move(release, planned, b.MORNING + b.DAY))
    assert not beats(lambda: desk.cancel(release, desk.entries(release)[-1]))
    assert beats(lambda: desk.order(release))
    assert beats(lambda: desk.write(newsrooms.replace, b.newsroom(ROOM, name="Ny")))


def test_a_clock_set_back_never_goes_behind_the_log(desk: Desk) -> None:
    entry = desk.order(desk.draft())
    desk.clock.set(b.MORNING - b.DAY)
    assert desk.write(lambda tx: tx.now) == entry.made_at
    assert desk.read(lambda tx: tx.now) == entry.made_at
    later = desk.order(desk.draft())
    assert later.made_at == entry.made_at
    desk.clock.set(b.MORNING + b.DAY)
    assert desk.write(lambda tx: tx.now) == b.MORNING + b.DAY


def test_a_transaction_has_one_instant_of_whole_milliseconds(desk: Desk) -> None:
    desk.clock.set(b.MORNING.replace(microsecond=123_999))
    assert desk.write(lambda tx: tx.now) == b.MORNING.replace(microsecond=123_000)


def test_what_refers_to_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        desk.write(drafts.add, "region-okand", b.document(), "maja")


def test_a_commit_that_fails_is_undone_and_the_next_one_goes_through(desk: Desk) -> None:
    def late(tx: Tx) -> None:
        tx.run("PRAGMA defer_foreign_keys = ON")
        drafts.add(tx, "region-okand", b.document(), "maja")

    with pytest.raises(sqlite3.IntegrityError):
        desk.write(late)
    release = desk.draft()
    assert desk.read(lambda tx: [row["id"] for row in tx.all("SELECT id FROM release")]) == [
        release.id
    ]


def test_writes_are_counted_once_they_are_on_disk(desk: Desk) -> None:
    before = desk.store.writes
    desk.draft()
    with pytest.raises(sqlite3.IntegrityError):
        desk.write(drafts.add, "region-okand", b.document(), "maja")
    assert desk.store.writes == before + 1


async def test_a_write_goes_on_when_its_caller_has_gone_away(desk: Desk) -> None:
    task = asyncio.ensure_future(desk.store.write(drafts.add, ROOM, b.document(), "maja"))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    # The next write waits its turn behind the one begun.
    assert await desk.store.write(lambda tx: len(tx.all("SELECT 1 FROM release"))) == 1
