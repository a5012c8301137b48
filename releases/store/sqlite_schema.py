"""The schema of a database file: brought up to date on opening, and refused where it is another."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from releases.errors import StoreRefused
from releases.store.copied_rows import Column, Table
from releases.store.schema.migrations import FOLDER, MIGRATIONS
from releases.store.tx import Tx
from releases.text.word_readings import indexed

# Tables with a full-text index, and which columns it covers: text as `indexed` makes it. Of accents
# the engine knows too little to tell å from a, and é from neither.
FULL_TEXT = {"release_text": ["text"], "search": ["title", "text", "keys"]}
_TOKEN = re.compile(r"--.*|'[^']*'|\w+|[^\s\"]")
# What sqlite-utils and SQLite make themselves, each version in its own way.
_MADE_BY_ENGINE = re.compile(rf"({'|'.join(FULL_TEXT)})_(fts.*|a[idu])|(idx_)?_sqlite_migrations.*")


def migrate(connection: sqlite3.Connection, tx: Tx, path: Path) -> None:
    """Bring a schema up to date, in the transaction `tx` on its connection.

    Raises `StoreRefused` for a file that is newer than this program or was changed otherwise.
    """
    database = Database(connection, execute_plugins=False)
    steps = Migrations("pressrum")
    for name, step in MIGRATIONS.items():
        steps(name=name)(_applying(step, tx))
    unknown = {done.name for done in steps.applied(database)} - MIGRATIONS.keys()
    if unknown:
        raise StoreRefused(
            f"{path} was written by a newer Pressrum ({', '.join(sorted(unknown))})."
        )
    steps.apply(database)
    for table, columns in FULL_TEXT.items():
        if not database.table(table).detect_fts():
            _make_full_text(connection, database, table, columns)
    if other := sorted(_differing(connection)):
        raise StoreRefused(
            f"{path} has another schema than this Pressrum makes ({', '.join(other)}): it was "
            "changed by hand, or written by a version that was never released. Export it with "
            "the version that wrote it, or restore a backup."
        )


def _make_full_text(
    connection: sqlite3.Connection, database: Database, table: str, columns: list[str]
) -> None:
    """Make the full-text index of a table, and fold what is in the table from before."""
    connection.create_function("indexed", 1, indexed, deterministic=True)
    folded = ", ".join(f"{column} = indexed({column})" for column in columns)
    connection.execute(f"UPDATE {table} SET {folded}")
    database.table(table).enable_fts(
        columns, create_triggers=True, tokenize="unicode61 remove_diacritics 0"
    )


def describe(connection: sqlite3.Connection) -> dict[str, str]:
    """Return what a schema holds, by name, with one spelling of each statement."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    # SQLite keeps statements as they were written, and quotes names where it changes them.
    return {
        name: " ".join(token for token in _TOKEN.findall(sql) if not token.startswith("--"))
        for name, sql in rows
    }


@cache
def current() -> dict[str, str]:
    """Return the schema of today, of which `current.sql` tells, as `describe` does."""
    with closing(_made_new()) as connection:
        return describe(connection)


@cache
def tables() -> tuple[Table, ...]:
    """Return the tables of the schema of today, each after those that its rows refer to.

    What an engine keeps for itself is not among them: full text, and which migrations were done.
    """
    with closing(_made_new()) as connection:
        names = list_tables(connection)
        references = {
            name: {row[2] for row in connection.execute(f"PRAGMA foreign_key_list({name})")}
            - {name}
            for name in names
        }
        ordered = TopologicalSorter(references).static_order()
        return tuple(
            Table(name, columns(connection, name), _key(connection, name)) for name in ordered
        )


def list_tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the tables of a database but those that engine and driver keep."""
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    )
    return tuple(row[0] for row in rows if not re.match("_?sqlite_", row[0]))


def columns(connection: sqlite3.Connection, table: str) -> tuple[Column, ...]:
    """Return the columns of a table; none where there is no such table."""
    rows = connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)).fetchall()
    return tuple(Column(row[0], row[1] == "INTEGER") for row in rows)


def _key(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    rows = connection.execute(
        "SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk", (table,)
    )
    return tuple(row[0] for row in rows)


def _made_new() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.executescript(FOLDER.joinpath("current.sql").read_text(encoding="utf-8"))
    return connection


def _differing(connection: sqlite3.Connection) -> set[str]:
    """Return what belongs to the schema of today and is not there, or not as it should be.

    What else there is does no harm: an index somebody added.
    """
    description = describe(connection)
    return {
        name
        for name, statement in current().items()
        if description.get(name) != statement and not _MADE_BY_ENGINE.fullmatch(name)
    }


def _applying(step: Callable[[Tx], None], tx: Tx) -> Callable[[Database], None]:
    return lambda _: step(tx)
