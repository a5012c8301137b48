"""The schema: what has landed never changes, and a file that is otherwise is refused."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from importlib.resources.abc import Traversable
from itertools import islice, pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from releases.desk import newsroom_settings
from releases.errors import StoreRefused
from releases.public import Selection
from releases.store import audit, listings, log, search
from releases.store.postgres_schema import migrations
from releases.store.schema.migrations import FOLDER, MIGRATIONS, read_statements
from releases.store.sqlite import SqliteStore, SqliteTx
from releases.store.sqlite_file import APPLICATION_ID
from releases.store.sqlite_schema import current, describe
from releases.text.search_terms import question
from tests.builders import MORNING, document, newsroom
from tests.clocks import ManualClock
from tests.stores import ROOM, WHO, Desk, open_desk

pytestmark = pytest.mark.sqlite("files of earlier versions")

# A line a migration: its name and the SHA-256 of its statements, or of its Python. Lines are added,
# never changed.
LANDED = Path(__file__).with_name("migrations.txt")
LANDED_POSTGRES = Path(__file__).with_name("migrations.postgres.txt")
# The audit of files from before the first migration was fixed for ever.
EARLY = """
DROP TABLE audit;
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at_ms INTEGER NOT NULL,
    who TEXT NOT NULL,
    action TEXT NOT NULL,
    newsroom TEXT NOT NULL,
    release TEXT,
    detail TEXT NOT NULL
) STRICT;
DELETE FROM _sqlite_migrations WHERE name = '0170_audit_numbers';
INSERT INTO audit VALUES
    ('z', 1, 'maja', 'newsroom.add', 'region-mellanlandet', NULL, '{}'),
    ('a', 2, 'maja', 'release.create', 'region-mellanlandet', NULL, '{}');
CREATE INDEX audit_by_time ON audit (newsroom, at_ms);
CREATE TRIGGER audit_is_immutable BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit never changes'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never shortened'); END;
"""


def fingerprint(name: str) -> str:
    """Return the SHA-256 of what a migration does; comments between its statements may change."""
    sql = FOLDER / f"{name}.sql"
    if sql.is_file():
        return fingerprint_of_sql(sql)
    return sha256((FOLDER / f"{name}.py").read_bytes()).hexdigest()


def fingerprint_of_sql(path: Traversable) -> str:
    text = "\n" + ";\n\n".join(read_statements(path.read_text())) + "\n"
    return sha256(text.encode()).hexdigest()


def test_no_migration_that_has_landed_ever_changes_and_new_ones_come_last() -> None:
    """A new migration adds its line to migrations.txt."""
    landed = LANDED.read_text().splitlines()
    assert [f"{name} {fingerprint(name)}" for name in MIGRATIONS] == landed
    assert landed == sorted(landed)


def test_what_postgresql_says_otherwise_never_changes_either() -> None:
    """A new file adds its line to migrations.postgres.txt."""
    landed = LANDED_POSTGRES.read_text().splitlines()
    own = sorted(
        (path for path in FOLDER.iterdir() if path.name.endswith(".postgres.sql")),
        key=lambda path: path.name,
    )
    assert [f"{path.name} {fingerprint_of_sql(path)}" for path in own] == landed
    assert [each.name for each in migrations()] == sorted(each.name for each in migrations())
    assert all(each.statements for each in migrations())


def test_every_file_of_the_folder_is_a_migration_but_for_the_schema_of_today() -> None:
    """One name is one file: in SQL, or in Python where SQL does not suffice."""
    files = sorted(
        path.name for path in FOLDER.iterdir() if path.is_file() and path.name[0] not in "_."
    )
    others = ["current.sql", "migrations.py"]
    assert [
        name.partition(".")[0]
        for name in files
        if name not in others and not name.endswith(".postgres.sql")
    ] == [*MIGRATIONS]


@pytest.mark.parametrize(
    "text",
    [
        "-- Why.\n\nDROP TABLE a;\n\nDROP TABLE b;\n",
        "DROP TABLE a;\n\n-- Why\n-- this.\nDROP TABLE b;\n",
        "\nDROP TABLE a;\n \nDROP TABLE b\n",
    ],
)
def test_comments_above_statements_are_no_part_of_them(text: str) -> None:
    assert read_statements(text) == ("DROP TABLE a", "DROP TABLE b")


def test_a_trigger_keeps_its_semicolons() -> None:
    trigger = "CREATE TRIGGER t BEFORE DELETE ON a\nBEGIN SELECT 1; SELECT 2; END"
    assert read_statements(f"{trigger};\n\nDROP TABLE b;\n") == (trigger, "DROP TABLE b")


def test_the_schema_of_today_is_what_the_migrations_make(tmp_path: Path) -> None:
    """Tables, STRICT or not, their columns in order, indexes, triggers and full-text tables."""
    SqliteStore(tmp_path / "new.db", ManualClock()).close()
    assert shape(tmp_path / "new.db") == current()


@pytest.mark.parametrize("count", range(1, len(MIGRATIONS)))
def test_a_database_of_any_earlier_version_is_brought_up_to_date(
    tmp_path: Path, count: int
) -> None:
    path = tmp_path / "old.db"
    with older(path, count) as old:
        assert old.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0] == count
    with open_desk(path) as desk:
        desk.write(newsroom_settings.add_newsroom, newsroom(ROOM), WHO)
        desk.publish()
    assert shape(path) == current()


# An entry a line: number, revision, action, when and by whom it was made, and the same of the
# cancelling. What each was put in place of stands last.
GUESSED = {
    "moved": """
        1 a publish 1 maja 2 maja -
        2 a publish 2 maja - - 1
    """,
    "moved twice, the second time by another": """
        1 a publish 1 maja 2 maja -
        2 a publish 2 maja 3 olle 1
        3 a publish 3 olle - - 2
    """,
    "replaced by another text": """
        1 a publish 1 maja 2 maja -
        2 b publish 2 maja - - 1
    """,
    "cancelled, and later approved anew": """
        1 a publish 1 maja 2 maja -
        2 a publish 3 maja - - -
    """,
    "cancelled by one while another approved": """
        1 a publish 1 maja 2 maja -
        2 a publish 2 olle - - -
    """,
    "withdrawn, and what was planned called off": """
        1 a publish 1 maja - - -
        2 b correct 1 maja 2 maja -
        3 a withdraw 2 maja - - -
    """,
    "two by one": """
        1 a publish 1 maja - - -
        2 b correct 1 maja 2 maja -
        3 c correct 1 maja 2 maja -
        4 c correct 2 maja - - 2,3
    """,
    "one by two: by the same text": """
        1 a publish 1 maja 2 maja -
        2 b publish 2 maja 3 olle -
        3 a publish 2 maja - - 1
    """,
}


@pytest.mark.parametrize("lines", GUESSED.values(), ids=GUESSED)
def test_an_old_database_is_told_once_which_entries_took_the_place_of_others(
    tmp_path: Path, lines: str
) -> None:
    told = [line.split() for line in lines.strip().splitlines()]
    path = tmp_path / "old.db"
    with older(path, [*MIGRATIONS].index("0180_replaces")) as old:
        old.execute("INSERT INTO newsroom VALUES ('r', '', '', 'sv', '', '', '', 0, 0)")
        old.execute(
            "INSERT INTO release (id, newsroom, draft, version, created_ms, changed_ms, changed_by)"
            " VALUES ('a', 'r', '{}', 1, 0, 0, '')"
        )
        for release in "abc":
            old.execute(
                "INSERT INTO revision VALUES (?, 'a', ?, '{}', '', 0, '')", (release, ord(release))
            )
        for number, revision, action, made, by, gone, gone_by, _ in told:
            old.execute(
                "INSERT INTO entry (id, release, number, revision, action, at_ms, made_ms, "
                "effective_ms, made_by, significance, note, announce, day_only, cancelled_ms, "
                "cancelled_by) VALUES (?, 'a', ?, ?, ?, 9, ?, 9, ?, 'major', '', 1, 0, "
                "nullif(?, '-'), nullif(?, '-'))",
                (number, number, revision, action, made, by, gone, gone_by),
            )
    with open_desk(path) as desk:
        log_lines = desk.read(log.lines, "a")
    assert [",".join(line.entry.replaces) or "-" for line in log_lines] == [
        line[-1] for line in told
    ]


@pytest.mark.parametrize(
    ("written", "language"), [("zh-hans", "zh-Hans"), ("sv-fi", "sv-FI"), ("sr-LATN", "sr-Latn")]
)
def test_releases_are_found_by_a_language_whose_tag_was_written_in_another_case(
    tmp_path: Path, written: str, language: str
) -> None:
    path = tmp_path / "old.db"
    old, new = (f"x{f'lang:{tag}'.encode().hex()}" for tag in (written, language))
    with open_desk(path) as desk:
        release = desk.publish(document("Bron öppnar", language=language))
    with closing(sqlite3.connect(path)) as connection, connection:
        keys = (f"lang:{written}", f"lang:{language}")
        connection.execute("UPDATE facet SET key = ? WHERE key = ?", keys)
        connection.execute("UPDATE search SET keys = replace(keys, ?, ?)", (new, old))
        connection.execute("DELETE FROM _sqlite_migrations WHERE name = '0200_language_tags'")
    chosen = Selection(ROOM, lang=language)
    with open_desk(path) as desk:
        listed = desk.read(listings.listing, chosen, MORNING, 5)
        hits = desk.read(search.hits, question("bron"), chosen, MORNING, 5)
    assert [item.id for item in listed.items] == [*hits.releases] == [release.id]


def test_the_schema_of_today_says_of_every_table_what_it_holds() -> None:
    lines = (FOLDER / "current.sql").read_text().splitlines()
    tables = [
        (above, line)
        for above, line in pairwise(lines)
        if re.match(r"CREATE (VIRTUAL )?TABLE", line)
    ]
    assert len(tables) > 30
    assert [line for above, line in tables if not above.startswith("-- ")] == []


def change(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(statements)


@contextmanager
def older(path: Path, count: int) -> Iterator[sqlite3.Connection]:
    """Make a database that has had so many of the migrations, to be filled in the block."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        Migrations("pressrum").ensure_migrations_table(Database(connection))
        for name, migrate in islice(MIGRATIONS.items(), count):
            migrate(SqliteTx(connection, MORNING))
            connection.execute(
                "INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('pressrum', ?)",
                (name,),
            )
        yield connection
        connection.commit()


def shape(path: Path) -> dict[str, str]:
    with closing(sqlite3.connect(path)) as connection:
        return describe(connection)


def test_a_file_from_before_the_first_migration_was_fixed_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as desk:
        release = desk.publish()
        kept = [
            f"{sql};"
            for name, sql in shape(path).items()
            if "ON audit" in sql and name not in EARLY
        ]
    assert kept
    expected = shape(path)
    change(path, EARLY + "\n".join(kept))
    with open_desk(path) as desk:
        assert [deed.action for deed in desk.read(audit.list_entries, ROOM)] == [
            "newsroom.add",
            "release.create",
        ]
        desk.publish()
        assert len(desk.read(audit.list_entries, ROOM)) == 4
        assert desk.release(release).draft.title == release.draft.title
    assert shape(path) == expected


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP INDEX period_by_instant", "period_by_instant"),
        ("DROP TRIGGER entry_is_kept", "entry_is_kept"),
        ("ALTER TABLE webhook ADD COLUMN mood TEXT", "webhook"),
        ("DROP TABLE hub", "hub"),
    ],
)
def test_a_file_with_another_schema_is_refused_in_one_line_that_names_it(
    desk: Desk, tmp_path: Path, statement: str, name: str
) -> None:
    path = tmp_path / "other.db"
    desk.store.backup(path)
    change(path, statement)
    with pytest.raises(StoreRefused, match=rf"another schema .*\({name}\)") as refused:
        SqliteStore(path, ManualClock())
    assert "\n" not in str(refused.value)


def test_an_index_somebody_added_does_no_harm(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    desk.store.backup(path)
    change(path, "CREATE INDEX own ON release (changed_by)")
    with open_desk(path) as other:
        other.publish()
