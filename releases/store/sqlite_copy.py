"""A database file read whole, or made from the rows of another database.

What is made is `NAME.part` until it is whole, and has not the mark of a database of ours till then:
neither the service nor a command opens it. A new copy begins it anew.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from releases.errors import StoreRefused
from releases.store.copied_rows import BLOCK, Table, read_lines, write_lines
from releases.store.database_lock import SoleHold
from releases.store.sqlite import SqliteTx
from releases.store.sqlite_faults import refusing
from releases.store.sqlite_file import APPLICATION_ID, BESIDE, connect, transaction
from releases.store.sqlite_schema import FULL_TEXT, columns, list_tables, migrate
from releases.times import EPOCH

PART = ".part"
# What is in a file from its first byte on until it is whole, for whoever looks into it.
_UNFINISHED = "CREATE TABLE unfinished_move (no_database_of_pressrum_yet)"
# Pages in memory: indexes are written in no order, and a file of any size in as much.
_CACHE_KIB = 64_000
_ROWS = 200
# While no file is whole nothing of it needs to survive; what is whole is forced to disk.
_FAST = ("journal_mode = MEMORY", "synchronous = OFF", "foreign_keys = OFF")


class SqliteSource:
    """A database file, as one snapshot has it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def check(self, tables: Iterable[Table]) -> tuple[str, ...]:
        """Return the names of tables that are none of ours; raises `StoreRefused`."""
        there = set(list_tables(self._connection))
        for table in tables:
            if columns(self._connection, table.name) != table.columns:
                raise StoreRefused(f"The table {table.name} is not as this Pressrum has it.")
            there.discard(table.name)
        return tuple(sorted(there))

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table in blocks of lines, in the order of its key."""
        return _read(self._connection, table)


class SqliteTarget:
    """A database file that is being made."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        with refusing(), transaction(connection):
            migrate(connection, SqliteTx(connection, EPOCH), path)
        # Migrations want rows by name; what is copied has an order.
        connection.row_factory = None
        connection.execute("BEGIN IMMEDIATE")

    def check(self, tables: Iterable[Table]) -> None:
        """Raise `StoreRefused` unless the tables are these; nothing else was ever in them."""
        SqliteSource(self._connection).check(tables)

    def write(self, table: Table, blocks: Iterable[bytes]) -> None:
        """Write rows in the place of those that the schema began with."""
        with refusing():
            self._empty(table)
            marks = ", ".join("?" * len(table.columns))
            try:
                self._connection.executemany(
                    f"INSERT INTO {table.name} ({table.names}) VALUES ({marks})",
                    read_lines(table, blocks),
                )
            except sqlite3.IntegrityError as error:
                raise StoreRefused(f"A row of {table.name} is no sound one: {error}.") from error

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table as they were written."""
        return _read(self._connection, table)

    def finish(self, _: Iterable[Table]) -> None:
        """Keep for good what was written: on disk first, then marked as a database of ours."""
        with refusing():
            self._connection.execute("DROP TABLE unfinished_move")
            self._connection.execute("COMMIT")
            self._check()
            to_disk(self._path)
            self._connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            self._connection.close()
        to_disk(self._path)

    def _empty(self, table: Table) -> None:
        """Remove the rows that a new database begins with, which triggers keep from then on."""
        if self._connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone() is None:
            return
        triggers = self._connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?",
            (table.name,),
        ).fetchall()
        for name, _ in triggers:
            self._connection.execute(f"DROP TRIGGER {name}")
        self._connection.execute(f"DELETE FROM {table.name}")
        for _, statement in triggers:
            self._connection.execute(statement)

    def _check(self) -> None:
        """Raise `StoreRefused` unless rows, indexes, references and full text agree."""
        stray = self._connection.execute("PRAGMA foreign_key_check").fetchone()
        if stray is not None:
            raise StoreRefused(f"A row of {stray[0]} names one of {stray[2]} that is not there.")
        verdict = self._connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise StoreRefused(f"The copy is not whole: {' '.join(verdict.split())}.")
        for table in FULL_TEXT:
            # 1: against the table that it covers.
            self._connection.execute(
                f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)"
            )


@contextmanager
def open_source(path: Path) -> Iterator[SqliteSource]:
    """Read a database that nobody has open, and that nobody opens until the block ends."""
    sole = SoleHold(path)
    try:
        with refusing(), closing(connect(path, read_only=True)) as connection:
            connection.row_factory = None
            connection.execute("BEGIN")
            yield SqliteSource(connection)
    finally:
        sole.close()


@contextmanager
def open_target(path: Path) -> Iterator[SqliteTarget]:
    """Make a database where there is none: renamed to its name when the block ends, if it is whole.

    Raises `StoreRefused` where anything is there.
    """
    if not path.absolute().parent.is_dir():
        raise StoreRefused(f"The folder {path.absolute().parent} does not exist.")
    part = path.with_name(path.name + PART)
    # Two at once would write the same part.
    sole = SoleHold(path)
    try:
        _refuse_taken(path)
        _remove(part)
        # Renamed to its name, it is no moment without a byte, when it would be anybody's.
        begun = part.with_name(f"{part.name}-begun")
        begun.write_bytes(_begun())
        begun.rename(part)
        with closing(connect(part, read_only=False)) as connection:
            for setting in (*_FAST, f"cache_size = -{_CACHE_KIB}"):
                connection.execute(f"PRAGMA {setting}")
            yield SqliteTarget(connection, part)
        _refuse_taken(path)
        # What is known of a database that was there once is not about this one.
        sole.forget()
        part.rename(path)
        to_disk(path.absolute().parent)
    except OSError as error:
        raise StoreRefused(f"{path} cannot be made: {error}.") from error
    finally:
        _remove(part)
        sole.close()


def _begun() -> bytes:
    """Return a file that is no empty database, in which anybody might begin another."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(_UNFINISHED)
        return connection.serialize()


def to_disk(path: Path) -> None:
    """Let a file, or the names in a folder, outlive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _read(connection: sqlite3.Connection, table: Table) -> Iterator[bytes]:
    with refusing():
        cursor = connection.execute(table.select)
        block = b""
        while rows := cursor.fetchmany(_ROWS):
            block += write_lines(rows)
            if len(block) >= BLOCK:
                yield block
                block = b""
        if block:
            yield block


def _refuse_taken(path: Path) -> None:
    for there in (path, *(path.with_name(path.name + suffix) for suffix in BESIDE)):
        if there.exists():
            raise StoreRefused(
                f"{there} is there already; a database is moved to where nothing is."
            )


def _remove(part: Path) -> None:
    for path in (
        part,
        *(part.with_name(part.name + suffix) for suffix in (*BESIDE, "-journal", "-begun")),
    ):
        with suppress(FileNotFoundError):
            path.unlink()
