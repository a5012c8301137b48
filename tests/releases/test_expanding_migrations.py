"""Old and new program side by side: what a migration that says `-- expands` may do, and does.

A program that does not know a migration goes on with the database if all that migration did was to
add; a rolling upgrade needs no more than that, and going back to the old program neither.
"""

import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import psycopg
import pytest

from releases.desk import drafts as desk_drafts
from releases.desk import newsroom_settings
from releases.errors import StoreRefused
from releases.model import DraftRef
from releases.rules.validation import validate
from releases.store import audit, drafts, postgres_schema
from releases.store.engine import open_store
from releases.store.postgres_link import connect
from releases.store.postgres_schema import Migration, migrations
from releases.store.tx import Tx
from tests import engines
from tests.builders import document, newsroom
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, WHO
from tests.service.processes import ServerProcess, eventually, run, run_server, serving_by
from tests.service.test_process import LISTS, looked, made

ROOT = Path(__file__).parents[2]
# All that follows the baseline, by which databases on a server begin.
LATER = migrations()[1:]
TABLE = re.compile(r"CREATE TABLE (\w+) \(")
INDEX = re.compile(r"CREATE (UNIQUE )?INDEX \w+ ON (\w+) ")
COLUMN = re.compile(r"ALTER TABLE \w+ ADD COLUMN (.+)", re.DOTALL)
BASE = "https://press.example"
# Psycopg prepares what a connection has asked five times, and a store has four that read.
OFTEN = 40
TABLES = ("audit", "release")
TOKEN = ("token", "add", "--newsroom", ROOM, "--name", "t", "--scope", "publish")


def hinders(migration: Migration) -> Iterator[str]:
    """Tell the statements with which a program that does not know them might not go on."""
    made_here: set[str] = set()
    for statement in migration.statements:
        if table := TABLE.match(statement):
            made_here.add(table[1])
        elif index := INDEX.match(statement):
            # A new rule for rows of an old table is one that the old program may break.
            if index[1] and index[2] not in made_here:
                yield statement
        elif column := COLUMN.match(statement):
            if "NOT NULL" in column[1] and "DEFAULT" not in column[1]:
                yield statement
            if re.search(r"UNIQUE|CHECK|REFERENCES", column[1]):
                yield statement
        else:
            yield statement


@pytest.mark.parametrize("migration", LATER, ids=[migration.name for migration in LATER])
def test_a_migration_that_says_it_expands_only_adds_and_one_that_only_adds_says_so(
    migration: Migration,
) -> None:
    assert migration.expands == (list(hinders(migration)) == [])


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE entry DROP COLUMN note",
        "ALTER TABLE entry RENAME TO line",
        "ALTER TABLE entry ADD COLUMN mood text NOT NULL",
        "ALTER TABLE entry ADD COLUMN mood text REFERENCES mood",
        "CREATE UNIQUE INDEX one_title ON release (title)",
        "CREATE TRIGGER t BEFORE DELETE ON entry BEGIN SELECT 1; END",
        "UPDATE entry SET note = ''",
    ],
)
def test_what_an_old_program_might_not_go_on_with_is_found(statement: str) -> None:
    assert list(hinders(Migration("x", (statement,), expands=True))) == [statement]


def older_program(folder: Path) -> Path:
    """Make a `pressrum` that knows no migration since the baseline; return its command."""
    copy = folder / "older"
    for package in ("releases", "feeds", "service"):
        shutil.copytree(ROOT / package, copy / package, ignore=shutil.ignore_patterns("*.pyc"))
    for migration in LATER:
        (copy / "releases/store/schema" / f"{migration.name}.sql").unlink()
    command = folder / "older-pressrum"
    command.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(copy)!r})\n"
        "from service.cli import main\nmain()\n"
    )
    command.chmod(0o700)
    return command


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database of its own on the server, with nothing in it."""
    return engines.url_of(engines.make_database())


def ledger(database: str) -> list[str]:
    """Return the names of the migrations that a database has had."""
    with psycopg.connect(database) as connection:
        rows = connection.execute("SELECT name FROM migration ORDER BY name").fetchall()
    return [name for (name,) in rows]


def assert_alike(*services: ServerProcess) -> None:
    """Hold that all give the same lists, by their tags, once each has heard of the last change."""
    told = {path: looked(services[0], path) for path in LISTS}
    for service in services[1:]:
        for path in LISTS:
            eventually(partial(_is_told, service, path, told[path]))


def _is_told(service: ServerProcess, path: str, told: list[tuple[object, ...]]) -> bool:
    return looked(service, path) == told


@pytest.mark.postgres
def test_a_program_that_does_not_know_the_newest_migrations_works_beside_one_that_made_them(
    tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It starts anew, too: that is how an upgrade is taken back."""
    baseline = migrations()[:1]
    with monkeypatch.context() as before, connect(database) as connection:
        before.setattr(postgres_schema, "migrations", lambda: baseline)
        postgres_schema.migrate(connection, database)
    assert ledger(database) == [baseline[0].name]
    settings = {"PRESSRUM_DATABASE": database, "PRESSRUM_BASE_URL": BASE}
    older = older_program(tmp_path)
    with run_server(tmp_path, **settings) as new:
        assert ledger(database) == [migration.name for migration in migrations()]
        run(tmp_path, "newsroom", "add", ROOM, "--name", "Region Mellanlandet", **settings)
        token = run(tmp_path, *TOKEN, **settings).stdout.split()[-1]
        for attempt in ("först", "startad på nytt"):
            with serving_by(older, tmp_path, **settings) as old:
                assert old.get("/health/ready").status == 200
                made(old, token, f"Av den äldre, {attempt}")
                made(new, token, f"Av den nyare, {attempt}")
                assert_alike(new, old)
        assert new.get(LISTS[1]).text.count("<item>") == 4


@pytest.mark.postgres
def test_a_column_that_is_added_while_a_program_runs_does_not_disturb_what_it_asks_for_all_day(
    database: str,
) -> None:
    """A statement that the server has prepared must not give other columns later."""
    with closing(open_store(database, ManualClock())) as store:
        release = store.writing(add_release).result()
        for statement in (*(f"ALTER TABLE {table} ADD COLUMN mood text" for table in TABLES), ""):
            for _ in range(OFTEN):
                assert store.reading(audit.list_entries, ROOM).result()
                assert store.reading(drafts.get, release).result()
            if statement:
                with psycopg.connect(database) as connection:
                    connection.execute(statement)


def add_release(tx: Tx) -> DraftRef:
    newsroom_settings.add_newsroom(tx, newsroom(ROOM), WHO)
    return desk_drafts.create(tx, ROOM, validate(document()), WHO).ref


@pytest.mark.postgres
def test_a_database_that_a_newer_program_has_changed_beyond_adding_is_refused_in_one_line(
    database: str,
) -> None:
    open_store(database, ManualClock()).close()
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("INSERT INTO migration VALUES ('9990_adds', true)")
        open_store(database, ManualClock()).close()
        connection.execute("INSERT INTO migration VALUES ('9991_changes', false)")
    with pytest.raises(StoreRefused, match=r"was written by a newer Pressrum \(9991_changes\)"):
        open_store(database, ManualClock())
