"""A database copied to another engine and back is the same, and refused where it could be half."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from releases.errors import StoreRefused
from releases.model import new_id
from releases.public import Selection
from releases.store import search, transfer
from releases.store.copied_rows import TableDigest
from releases.store.database_lock import SoleHold
from releases.store.engine import open_store
from releases.store.postgres import LOCK
from releases.store.sqlite_copy import PART, SqliteTarget
from releases.store.sqlite_file import is_empty
from releases.store.sqlite_schema import tables
from releases.store.tx import Tx
from releases.text.search_terms import question
from tests import engines
from tests.clocks import ManualClock
from tests.releases.store.full_database import TEXTS, make_full
from tests.stores import ROOM, Desk, open_desk

pytestmark = pytest.mark.postgres
Rows = dict[str, list[tuple[Any, ...]]]


@pytest.fixture
def full(tmp_path: Path) -> Path:
    path = tmp_path / "full.db"
    make_full(path)
    return path


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a database in which nothing is."""
    name = engines.make_database()
    yield engines.url_of(name)
    engines.drop_database(name)


def nothing(_: object) -> None:
    """Copy no files."""


def copy(source: Path | str, target: Path | str) -> dict[str, TableDigest]:
    copied = transfer.copy(source, target, nothing)
    assert copied.others == ()
    return {table.table: table for table in copied.tables}


@contextmanager
def opened(database: Path | str) -> Iterator[Desk]:
    clock = ManualClock()
    store = open_store(database, clock)
    try:
        yield Desk(store, clock, Path())
    finally:
        store.close()


def columns(path: Path) -> dict[str, list[str]]:
    """Return the tables of a file and their columns, by SQLite's own word for it."""
    with closing(sqlite3.connect(path)) as database:
        names = [
            row[0]
            for row in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT%'"
            )
        ]
        return {
            name: [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            for name in names
        }


def selects(path: Path) -> dict[str, str]:
    return {
        table: f"SELECT {', '.join(names)} FROM {table}"  # noqa: S608 - names of the schema
        for table, names in columns(path).items()
    }


def rows_of_file(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as database:
        return {
            table: sorted(database.execute(select), key=repr)
            for table, select in selects(path).items()
        }


def rows_of_server(url: str, like: Path) -> Rows:
    with psycopg.connect(url) as database:
        return {
            table: sorted(database.execute(select.encode()).fetchall(), key=repr)
            for table, select in selects(like).items()
        }


def tables_on_server(url: str) -> list[str]:
    with psycopg.connect(url) as database:
        rows = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return sorted(row[0] for row in rows)


def test_everything_goes_to_a_server_and_comes_back_as_it_was(
    full: Path, server: str, tmp_path: Path
) -> None:
    before = rows_of_file(full)
    assert len(before) > 35
    assert all(before.values())
    there = copy(full, server)
    assert rows_of_file(full) == before
    assert rows_of_server(server, full) == before
    back = tmp_path / "back.db"
    assert copy(server, back) == there
    assert rows_of_file(back) == before
    assert {name: counted.rows for name, counted in there.items()} == {
        name: len(rows) for name, rows in before.items()
    }


def test_everything_goes_from_server_to_server_and_from_file_to_file(
    full: Path, server: str, tmp_path: Path
) -> None:
    name = engines.make_database()
    other, another = engines.url_of(name), tmp_path / "another.db"
    assert copy(full, server) == copy(server, other) == copy(full, another)
    assert rows_of_server(other, full) == rows_of_file(another) == rows_of_file(full)
    engines.drop_database(name)


def test_every_table_of_either_engine_is_copied(full: Path, server: str) -> None:
    """A migration that adds a table needs nothing here: what is copied is read from the schema."""
    copied = set(copy(full, server))
    assert copied == set(columns(full))
    assert copied == set(tables_on_server(server)) - {"migration"}


def test_a_table_comes_after_those_that_it_refers_to(full: Path) -> None:
    seen: set[str] = set()
    with closing(sqlite3.connect(full)) as database:
        for table in tables():
            references = database.execute(f"PRAGMA foreign_key_list({table.name})").fetchall()
            assert {row[2] for row in references} <= seen
            seen.add(table.name)


def test_what_is_hashed_can_be_hashed_by_anybody(full: Path, server: str) -> None:
    from hashlib import sha256  # noqa: PLC0415 - what a stranger would take

    counted = copy(full, server)["feedback"]
    with (
        psycopg.connect(server) as database,
        database.cursor().copy(
            "COPY (SELECT id, newsroom, release, text, email, state, made_ms, until_ms "
            "FROM feedback ORDER BY id) TO STDOUT"
        ) as lines,
    ):
        assert sha256(b"".join(bytes(line) for line in lines)).hexdigest() == counted.sha256
    assert counted.rows == len(TEXTS)


def test_a_moved_database_is_worked_on_as_before(full: Path, server: str, tmp_path: Path) -> None:
    """Numbers go on, triggers and full text are there again, and what was made is migrated."""
    copy(full, server)
    with opened(server) as desk:
        _go_on(desk)
    back = tmp_path / "back.db"
    copy(server, back)
    with opened(back) as desk:
        _go_on(desk)
        desk.store.verify()


def _go_on(desk: Desk) -> None:
    before = desk.read(_last_number)
    desk.publish()
    assert desk.read(_last_number) > before
    asked = question("busslinjer"), Selection(newsroom=ROOM), desk.clock.now(), 20
    assert len(desk.read(search.hits, *asked).releases) >= 2
    for statement in (
        "DELETE FROM entry",
        "UPDATE audit SET who = ''",
        "UPDATE installation SET name = ''",
    ):
        with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError)):
            desk.write(_run, statement)


def _run(tx: Tx, statement: str) -> None:
    tx.run(statement)


def _last_number(tx: Tx) -> int:
    row = tx.one("SELECT max(number) AS n FROM audit")
    assert row is not None
    return int(row["n"])


def test_a_server_on_which_something_is_stays_as_it_is(full: Path, server: str) -> None:
    with psycopg.connect(server) as database:
        database.execute("CREATE TABLE mine (x text)")
    with pytest.raises(StoreRefused, match="database of something else"):
        copy(full, server)
    assert tables_on_server(server) == ["mine"]


def test_a_server_that_cannot_hold_every_letter_is_refused(full: Path) -> None:
    name = f"pressrum_test_{new_id()}"
    with psycopg.connect(f"{engines.SERVER}/postgres", autocommit=True) as server:
        template = "TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
        server.execute(f"CREATE DATABASE {name} {template}".encode())
    with pytest.raises(StoreRefused, match="keeps text as SQL_ASCII; Pressrum needs UTF8"):
        copy(full, engines.url_of(name))
    engines.drop_database(name)


def test_a_database_that_was_only_looked_into_is_still_empty(full: Path, server: str) -> None:
    with opened(server):
        pass
    copy(full, server)
    assert rows_of_server(server, full) == rows_of_file(full)


def test_a_database_with_rows_is_not_written_to(full: Path, server: str) -> None:
    copy(full, server)
    before = rows_of_server(server, full)
    with pytest.raises(StoreRefused, match="not empty: there are rows in"):
        copy(full, server)
    assert rows_of_server(server, full) == before


@pytest.mark.parametrize("name", ["t.db", "t.db-wal", "t.db-shm"])
def test_a_file_is_made_only_where_nothing_is(full: Path, tmp_path: Path, name: str) -> None:
    there = tmp_path / name
    there.write_bytes(b"x")
    with pytest.raises(StoreRefused, match=f"{name} is there already"):
        copy(full, tmp_path / "t.db")
    assert there.read_bytes() == b"x"
    assert not (tmp_path / f"t.db{PART}").exists()


def test_a_folder_that_is_not_there_is_named(full: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="does not exist"):
        copy(full, tmp_path / "none" / "t.db")


def test_a_database_that_somebody_has_open_is_not_moved(
    full: Path, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_desk(full), pytest.raises(StoreRefused, match="stop it first"):
        copy(full, server)
    assert tables_on_server(server) == []
    copy(full, server)
    monkeypatch.setattr("releases.store.postgres_copy.PATIENCE_SECONDS", 0.2)
    with opened(server), pytest.raises(StoreRefused, match=r"\d connections.*stop it first"):
        copy(server, tmp_path / "back.db")
    assert not (tmp_path / "back.db").exists()


def test_nobody_opens_a_file_while_it_is_moved(
    full: Path, server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("releases.store.database_lock.PATIENCE_SECONDS", 0.1)

    def others_try(_: object) -> None:
        with pytest.raises(StoreRefused, match="being restored or moved"), opened(full):
            pass

    transfer.copy(full, server, others_try)


def test_nobody_writes_to_a_server_while_it_is_moved(
    full: Path, server: str, tmp_path: Path
) -> None:
    """Whoever opens a database takes the writer's lock first, and waits for it."""
    copy(full, server)
    taken = []

    def others_try(_: object) -> None:
        with psycopg.connect(server) as database:
            row = database.execute("SELECT pg_try_advisory_xact_lock(%s)", (LOCK,)).fetchone()
            taken.append(row)

    transfer.copy(server, tmp_path / "back.db", others_try)
    assert taken == [(False,)]


def test_a_copy_that_differs_is_not_kept(
    full: Path, server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a target makes of a row without a word is noticed."""
    with psycopg.connect(server) as database:
        database.execute(
            "CREATE FUNCTION spoil() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN "
            "IF to_regclass('feedback') IS NOT NULL AND NOT EXISTS (SELECT FROM pg_trigger "
            "WHERE tgname = 'spoils') THEN CREATE TRIGGER spoils BEFORE INSERT ON feedback "
            "FOR EACH ROW EXECUTE FUNCTION spoil_row(); END IF; END $$"
        )
        database.execute(
            "CREATE FUNCTION spoil_row() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "NEW.text = replace(NEW.text, E'\\r', ''); RETURN NEW; END $$"
        )
        database.execute(
            "CREATE EVENT TRIGGER spoiling ON ddl_command_end EXECUTE FUNCTION spoil()"
        )
    with pytest.raises(StoreRefused, match="feedback has 12 rows"):
        copy(full, server)
    assert tables_on_server(server) == []


def test_a_file_that_fails_on_the_way_leaves_nothing(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(SqliteTarget, "_check", full_disk)
    with pytest.raises(StoreRefused, match="disk is full"):
        copy(full, tmp_path / "t.db")
    assert [path.name for path in tmp_path.glob("t.db*")] == ["t.db-lock"]


def test_a_file_that_is_not_whole_yet_opens_as_no_database(full: Path, tmp_path: Path) -> None:
    part = tmp_path / f"t.db{PART}"
    seen = []

    def look(_: object) -> None:
        with pytest.raises(StoreRefused, match="something else"):
            is_empty(part)
        with pytest.raises(StoreRefused, match="something else"), open_desk(part):
            pass
        seen.append(part.stat().st_size)

    transfer.copy(full, tmp_path / "t.db", look)
    assert seen[0] > 0
    assert not part.exists()
    assert rows_of_file(tmp_path / "t.db") == rows_of_file(full)
    with closing(sqlite3.connect(tmp_path / "t.db")) as database:
        made = "SELECT count(*) FROM sqlite_master WHERE name = 'unfinished_move'"
        assert database.execute(made).fetchone() == (0,)


def test_a_file_is_no_database_from_its_first_byte_on(
    full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = tmp_path / f"t.db{PART}"
    began = []

    def look(*_: object) -> None:
        with pytest.raises(StoreRefused, match="something else"):
            is_empty(part)
        began.append(part.stat().st_size)
        raise StoreRefused("killed")

    monkeypatch.setattr("releases.store.sqlite_copy.migrate", look)
    with pytest.raises(StoreRefused, match="killed"):
        copy(full, tmp_path / "t.db")
    assert began[0] > 0


def test_two_copies_to_one_file_do_not_meet(full: Path, tmp_path: Path) -> None:
    sole = SoleHold(tmp_path / "t.db")
    with pytest.raises(StoreRefused):
        copy(full, tmp_path / "t.db")
    sole.close()
    copy(full, tmp_path / "t.db")


def test_a_nul_is_refused_by_the_key_of_its_row(full: Path, server: str, tmp_path: Path) -> None:
    with opened(full) as desk:
        desk.write(_run, "UPDATE feedback SET text = 'a' || char(0) WHERE id = 'f3'")
    with pytest.raises(StoreRefused, match="The row of feedback with id f3 has a NUL"):
        copy(full, server)
    assert tables_on_server(server) == []
    copy(full, tmp_path / "t.db")
    assert rows_of_file(tmp_path / "t.db") == rows_of_file(full)


def test_a_row_that_refers_to_none_is_refused(full: Path, server: str, tmp_path: Path) -> None:
    with closing(sqlite3.connect(full)) as database, database:
        database.execute("PRAGMA foreign_keys = OFF")
        database.execute("UPDATE feedback SET release = 'gone' WHERE id = 'f3'")
    for target in (server, tmp_path / "t.db"):
        with pytest.raises(StoreRefused, match="feedback"):
            copy(full, target)
    assert tables_on_server(server) == []
    assert not (tmp_path / "t.db").exists()


def test_a_table_of_somebody_elses_stays_and_is_named(
    full: Path, server: str, tmp_path: Path
) -> None:
    with closing(sqlite3.connect(full)) as database, database:
        database.execute("CREATE TABLE notes (x)")
    assert transfer.copy(full, server, nothing).others == ("notes",)
    with psycopg.connect(server) as database_:
        database_.execute("CREATE TABLE jottings (x text)")
    assert transfer.copy(server, tmp_path / "back.db", nothing).others == ("jottings",)


def test_a_database_that_a_newer_program_has_widened_is_not_moved_by_an_older(
    full: Path, server: str, tmp_path: Path
) -> None:
    """The older one opens it, and would leave behind what it does not know."""
    copy(full, server)
    with psycopg.connect(server) as database:
        database.execute("INSERT INTO migration (name, expands) VALUES ('9999_wider', true)")
        database.execute("ALTER TABLE release ADD wider text")
    with opened(server):
        pass
    with pytest.raises(StoreRefused, match=r"newer Pressrum \(9999_wider\)"):
        copy(server, tmp_path / "back.db")
    with psycopg.connect(server) as database:
        database.execute("DELETE FROM migration WHERE name = '9999_wider'")
    with pytest.raises(StoreRefused, match="The table release is not as"):
        copy(server, tmp_path / "back.db")


def test_a_server_that_cannot_be_reached_is_a_refusal(full: Path) -> None:
    with pytest.raises(StoreRefused, match="cannot be used at present"):
        copy(full, "postgresql://postgres@127.0.0.1:1/none")
