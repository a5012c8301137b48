"""The schema of a database file: brought up to date on opening, and refused where it is another."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from releases.errors import StoreRefused
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
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FOLDER.joinpath("current.sql").read_text(encoding="utf-8"))
        return describe(connection)


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
