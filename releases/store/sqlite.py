"""The embedded engine: one writer thread, a few readers, every commit on disk before it is told.

One connection alone writes and checkpoints (BEGIN IMMEDIATE); readers are opened read-only and
see one snapshot per transaction. WAL with synchronous=FULL: an acknowledged commit survives
`kill -9` and power loss. The only importer of sqlite3 and sqlite_utils.
"""

import asyncio
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from contextvars import copy_context
from datetime import datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from releases.errors import StoreRefused
from releases.store import log
from releases.store.migrations import MIGRATIONS
from releases.store.tx import Row, Tx
from releases.times import EPOCH, from_millis, to_millis

P = ParamSpec("P")
T = TypeVar("T")

APPLICATION_ID = 0x50525352  # "PRSR" in the file header marks a database as ours
READERS = 4
BUSY_MILLIS = 10_000
PAUSE_MILLIS = 10
# Tables with a full-text index, and which columns it covers. Swedes tell å from a.
FULL_TEXT = {"release_text": ["text"], "search": ["title", "text", "keys"]}


class Clock(Protocol):
    def now(self) -> datetime:
        """Return the current instant, aware."""


class SqliteTx:
    """A transaction on one connection; see `releases.store.tx.Tx`."""

    def __init__(self, connection: sqlite3.Connection, now: datetime) -> None:
        self._connection = connection
        self._now = now

    @property
    def now(self) -> datetime:
        return self._now

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        return self._connection.execute(sql, values).fetchall()

    def one(self, sql: str, **values: object) -> Row | None:
        row: Row | None = self._connection.execute(sql, values).fetchone()
        return row

    def run(self, sql: str, **values: object) -> int:
        return self._connection.execute(sql, values).rowcount

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        self._connection.executemany(sql, rows)


class SqliteStore:
    """A Pressrum database in one file; made and migrated on opening.

    Raises `StoreRefused` where the file is not ours, is newer than this program, or cannot be
    read or written.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock
        self.writes = 0
        self._readers_open: list[sqlite3.Connection] = []
        self._local = threading.local()
        self._writer = _prepare(path)
        self._write_pool = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._read_pool = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")
        self._watch = _connect(path, read_only=True)

    async def read(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` on one snapshot in a reader thread."""
        return await asyncio.wrap_future(self.reading(f, *args, **kwargs))

    async def write(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` as one transaction; once begun it ends even if the caller goes away."""
        return await asyncio.shield(asyncio.wrap_future(self.writing(f, *args, **kwargs)))

    def reading(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `read`, for callers without an event loop."""
        return self._read_pool.submit(copy_context().run, lambda: self._read(f, *args, **kwargs))

    def writing(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `write`, for callers without an event loop."""
        return self._write_pool.submit(copy_context().run, lambda: self._write(f, *args, **kwargs))

    def data_version(self) -> int:
        """Return a number that changes whenever any connection or process commits to the file."""
        row = self._watch.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the database to a path where nothing is yet, as `copy`."""
        copy(self.path, target)

    def version(self) -> str:
        """Return the engine's name and version for people."""
        return f"SQLite {sqlite3.sqlite_version}"

    def close(self) -> None:
        """Finish what has begun and close every connection."""
        self._write_pool.shutdown()
        self._read_pool.shutdown()
        # The writer last: closing it then folds the write-ahead log into the file.
        for connection in (*self._readers_open, self._watch, self._writer):
            connection.close()

    def _read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with _refusing():
            connection = self._reader()
            connection.execute("BEGIN")
            try:
                return f(SqliteTx(connection, self._instant(connection)), *args, **kwargs)
            finally:
                connection.execute("ROLLBACK")

    def _reader(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = _connect(self.path, read_only=True)
            self._readers_open.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with _refusing(), _transaction(self._writer):
            answer = f(SqliteTx(self._writer, self._instant(self._writer)), *args, **kwargs)
        # Counted before the caller hears of it, so that caches compare what is on disk.
        self.writes += 1
        return answer

    def _instant(self, connection: sqlite3.Connection) -> datetime:
        # The log's own last instant is a floor: a clock set back never reorders it.
        row = connection.execute("SELECT latest_ms FROM pulse").fetchone()
        return from_millis(max(to_millis(self._clock.now()), row["latest_ms"]))


@contextmanager
def _refusing() -> Iterator[None]:
    """Turn what the machine does to the database (disk full, read error) into a refusal."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise StoreRefused(f"The database cannot be used at present: {error}.") from error


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        # A commit that fails leaves its transaction open: it is undone like any other failure.
        connection.execute("COMMIT")
    except BaseException:
        # SQLite itself rolls back on some errors (disk full); then there is nothing to undo.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLIS}")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _prepare(path: Path) -> sqlite3.Connection:
    """Open the writer, refuse what is not ours, bring the schema up to date."""
    if not path.parent.is_dir():
        raise StoreRefused(f"The folder {path.parent} of the database does not exist.")
    try:
        connection = _connect(path, read_only=False)
    except sqlite3.Error as error:
        raise StoreRefused(f"The database {path} cannot be opened: {error}.") from error
    try:
        _migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise StoreRefused(f"The database {path} cannot be used: {error}.") from error
    except StoreRefused:
        connection.close()
        raise
    return connection


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if tables and not ours:
        raise StoreRefused(f"{path} is a database of something else; Pressrum leaves it alone.")
    _turn_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")
    database = Database(connection, execute_plugins=False)
    steps = Migrations("pressrum")
    for name, statements in MIGRATIONS:
        steps(name=name)(_applying(statements))
    with _transaction(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        unknown = {done.name for done in steps.applied(database)} - {name for name, _ in MIGRATIONS}
        if unknown:
            raise StoreRefused(
                f"{path} was written by a newer Pressrum ({', '.join(sorted(unknown))})."
            )
        steps.apply(database)
        for table, columns in FULL_TEXT.items():
            if not database.table(table).detect_fts():
                database.table(table).enable_fts(
                    columns, create_triggers=True, tokenize="unicode61 remove_diacritics 0"
                )
        log.index_all(SqliteTx(connection, EPOCH))


def _turn_to_wal(connection: sqlite3.Connection) -> None:
    # SQLite waits for no one here, whatever the busy timeout, where two open a new file at once.
    for patience in reversed(range(BUSY_MILLIS // PAUSE_MILLIS)):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or not patience:
                raise
            time.sleep(PAUSE_MILLIS / 1000)
        else:
            return


def _applying(statements: str) -> Callable[[Database], None]:
    def migration(database: Database) -> None:
        # Triggers hold semicolons of their own: statements are parted by blank lines.
        for statement in re.split(r";\s*\n\s*\n", statements.strip().rstrip(";")):
            database.conn.execute(statement)

    return migration


def copy(path: Path, target: Path) -> None:
    """Write a verified copy of a database, its write-ahead log included; raises `StoreRefused`."""
    try:
        with closing(_connect(path, read_only=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise StoreRefused(f"The copy {target} cannot be written: {error}.") from error
    verify(target)


def verify(path: Path) -> None:
    """Raise `StoreRefused` unless the file is a whole Pressrum database."""
    try:
        connection = _connect(path, read_only=True)
    except sqlite3.Error as error:
        raise StoreRefused(f"{path} cannot be opened: {error}.") from error
    try:
        application: Any = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise StoreRefused(f"{path} is not a Pressrum database.")
        found = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise StoreRefused(f"{path} is damaged: {found}.")
    except sqlite3.DatabaseError as error:
        raise StoreRefused(f"{path} is not a Pressrum database: {error}.") from error
    finally:
        with suppress(sqlite3.Error):
            connection.close()
