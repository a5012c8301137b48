"""The embedded engine: one writer thread, a few readers, every commit on disk before it is told.

One connection alone writes and checkpoints (BEGIN IMMEDIATE); readers are opened read-only and
see one snapshot per transaction. WAL with synchronous=FULL: an acknowledged commit survives
`kill -9` and power loss. With the other `sqlite_` modules the only importer of sqlite3.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from releases.errors import StoreDamaged, StoreRefused
from releases.store import clock as clocks
from releases.store import database_lock, log, public_version
from releases.store.full_text import SqliteFullText
from releases.store.pooled import PooledStore
from releases.store.presence import FilePresence
from releases.store.sqlite_faults import refusing
from releases.store.sqlite_file import connect, copy, is_empty, prepare, transaction, verify
from releases.store.sqlite_schema import migrate
from releases.store.tx import Row, Tx
from releases.times import EPOCH, from_millis

P = ParamSpec("P")
T = TypeVar("T")

# A write-ahead log takes as much before it is folded into the database.
ROOM_BYTES = 4_000_000


class SqliteTx:
    """A transaction on one connection; see `releases.store.tx.Tx`."""

    skip_locked = ""
    full_text = SqliteFullText()

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


class SqliteStore(PooledStore):
    """A Pressrum database in one file; made and migrated on opening.

    `alone` says that no other process had it open. Raises `StoreRefused` where the file is not
    ours, is newer than this program, cannot be read or written, or has lost acknowledged changes.
    """

    def __init__(self, path: Path, clock: clocks.Keeper) -> None:
        self.path = path
        self.place = path
        self._clock = clock
        self.writes = 0
        # What was found broken stays so until another file is put in its place.
        self.damage = ""
        self._readers_open: list[sqlite3.Connection] = []
        self._local = threading.local()
        empty = is_empty(path)
        self._hold = database_lock.Hold(path)
        self.alone = self._hold.alone
        try:
            if empty:
                self._hold.check(None)
            self._writer = prepare(path, self._begin)
        except BaseException:
            self._hold.close()
            raise
        super().__init__()
        self._watch = connect(path, read_only=True)
        self._look_at_clock()

    def data_version(self) -> int:
        """Return a number that changes whenever any connection or process commits to the file."""
        with self._refusing():
            row = self._watch.execute("PRAGMA data_version").fetchone()
        return int(row[0])

    def is_lost(self) -> bool:
        """Nothing keeps a process from a file it has open."""
        return False

    def known_version(self) -> int:
        """Of a file that can always be asked nothing need be remembered."""
        return 0

    def room(self) -> str:
        """Return what keeps further writes from fitting, "" where nothing does."""
        left = os.statvfs(self.path.parent)
        full = left.f_bavail * left.f_frsize < ROOM_BYTES
        return "The disk of the database is full." if full else ""

    def verify(self) -> None:
        """Raise `StoreRefused` unless the file is a whole database."""
        verify(self.path)

    def presence(self) -> FilePresence:
        """Return a sign that this process lives; those of the killed are removed meanwhile."""
        presence = FilePresence(self.path)
        presence.sweep()
        return presence

    def backup(self, target: Path) -> None:
        """Write a consistent copy of the database to a path where nothing is yet, as `copy`."""
        copy(self.path, target)

    def version(self) -> str:
        """Return the engine's name and version for people."""
        return f"SQLite {sqlite3.sqlite_version}"

    def close(self) -> None:
        """Finish what has begun and close every connection."""
        self._finish()
        # The writer last: closing it then folds the write-ahead log into the file.
        for connection in (*self._readers_open, self._watch, self._writer):
            connection.close()
        self._hold.close()

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Bring the schema up to date, and what is derived from the log."""
        tx = SqliteTx(connection, EPOCH)
        migrate(connection, tx, self.path)
        log.index_all(tx)
        self._hold.check(database_lock.begin(tx))

    def _check(self) -> None:
        """A file is asked at once: nobody waits for it in vain."""

    def _read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._refusing():
            connection = self._reader()
            connection.execute("BEGIN")
            try:
                base, latest = clocks.read(SqliteTx(connection, EPOCH))
                now = clocks.floor(self._clock.tell(base), latest, base)
                self._clock.follow(base, now)
                return f(SqliteTx(connection, from_millis(now)), *args, **kwargs)
            finally:
                connection.execute("ROLLBACK")

    def _reader(self) -> sqlite3.Connection:
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self.path, read_only=True)
            self._readers_open.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def _write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with self._refusing(), transaction(self._writer):
            before = self._writer.total_changes
            now = clocks.settle(SqliteTx(self._writer, EPOCH), self._clock)
            tx = SqliteTx(self._writer, from_millis(now))
            answer = f(tx, *args, **kwargs)
            base, _ = clocks.read(tx)
            mark = database_lock.advance(tx) if self._writer.total_changes != before else None
        if mark is not None:
            self._hold.note(mark)
        self._clock.follow(base, now)
        # Counted before the caller hears of it, so that caches compare what is on disk.
        self.writes += 1
        return answer

    def _look_at_clock(self) -> None:
        # Whoever opens a database looks at its clock. Where that cannot be noted (a full disk, a
        # damaged file), what is kept is gone by all the same.
        with suppress(StoreRefused):
            self.writing(public_version.version).result()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            with refusing():
                yield
        except StoreDamaged as error:
            self.damage = str(error)
            raise
