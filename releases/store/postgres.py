"""PostgreSQL: many processes on many machines, one of which writes at a time.

Every write takes one advisory lock for its transaction: the log has one writer whatever the
engine, and what the functions of this package know of one another's writes holds here too.
Readers see one snapshot each (REPEATABLE READ). Threads keep their connections, as with SQLite;
one that broke is replaced when it is next needed, and a transaction that had not begun to read or
write is begun again. With the other `postgres_` modules the only importer of psycopg.
"""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

import psycopg

from releases.errors import StoreRefused
from releases.store import clock as clocks
from releases.store import log, postgres_faults, public_version
from releases.store.pooled import PooledStore
from releases.store.postgres_link import connect, shown
from releases.store.postgres_presence import PostgresPresence
from releases.store.postgres_schema import migrate
from releases.store.postgres_tx import Connection, PostgresTx
from releases.store.postgres_watch import Watch
from releases.store.tx import Tx
from releases.times import EPOCH, from_millis

P = ParamSpec("P")
T = TypeVar("T")

# What the writer locks: "PRSR".
LOCK = 0x50525352
_WRITER = f"SELECT pg_advisory_xact_lock({LOCK})"
_CLOCK = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock_ms"
# An index over a million rows, or every row read once, outlasts what a request may take.
_AS_LONG_AS_IT_TAKES = "SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"
_BEGIN_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
# Said whatever the server's default is: a snapshot from before the lock would hide the last writer.
_BEGIN_WRITE = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"


class PostgresStore(PooledStore):
    """A Pressrum database on a server; made and migrated on opening.

    Raises `StoreRefused` where the server cannot be reached or the database is not ours or newer.
    """

    def __init__(self, url: str, clock: clocks.Keeper) -> None:
        self.place = shown(url)
        # Sharing is what it is for: nobody need be told.
        self.alone = True
        self.writes = 0
        self.damage = ""
        self._committed = 0
        self._url = url
        self._clock = clock
        self._local = threading.local()
        self._open: set[Connection] = set()
        with postgres_faults.refusing():
            with connect(url) as connection:
                self._prepare(connection)
                self._version = connection.info.server_version
            self._watch = Watch(url, clock)
        super().__init__()
        with suppress(StoreRefused):
            # Whoever opens a database looks at its clock.
            self.writing(public_version.version).result()

    def data_version(self) -> int:
        """Return a number that changes when another process may have changed the log."""
        self._check()
        return self._watch.version

    def is_lost(self) -> bool:
        """Tell whether what others commit can no longer be known: the database does not answer."""
        return self._watch.is_lost

    def known_version(self) -> int:
        """Return the newest version of what is public that was committed or heard of here."""
        return max(self._committed, self._watch.known)

    def room(self) -> str:
        """Whether further writes fit is the server's to watch."""
        return ""

    def verify(self) -> None:
        """Read every row of the log, as far as a client can tell what a server stores."""
        self.reading(_walk).result()

    def presence(self) -> PostgresPresence:
        """Return a sign that this process lives: a lock held by a connection of its own."""
        with postgres_faults.refusing():
            return PostgresPresence(self._url)

    def backup(self, _: Path) -> None:
        """Backups are the server's matter; raises `StoreRefused`, which says how."""
        raise StoreRefused(
            f"{self.place} is backed up with PostgreSQL's own tools: pg_dump --format=custom, or "
            "pg_basebackup with archived write-ahead logs for any point in time (docs/scaling.md)."
        )

    def version(self) -> str:
        """Return the engine's name and version for people."""
        return f"PostgreSQL {self._version // 10_000}.{self._version % 10_000}"

    def close(self) -> None:
        """Finish what has begun and close every connection."""
        self._finish()
        self._watch.close()
        for connection in self._open:
            connection.close()

    def _prepare(self, connection: Connection) -> None:
        with connection.transaction():
            connection.execute(_AS_LONG_AS_IT_TAKES)
            # One migrates, others wait, and find it done.
            connection.execute(_WRITER)
            migrate(connection, self.place)
            log.index_all(PostgresTx(connection, EPOCH))

    def _read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with postgres_faults.refusing():
            connection, now = self._begun(_BEGIN_READ, self._instant)
            try:
                return f(PostgresTx(connection, from_millis(now), reads=True), *args, **kwargs)
            finally:
                _end(connection, "ROLLBACK")

    def _write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        with postgres_faults.refusing():
            connection, _ = self._begun(_BEGIN_WRITE, _lock)
            try:
                row = connection.execute(f"SELECT {_CLOCK}").fetchone()
                self._clock.observe(row["clock_ms"] if row else 0)
                now = clocks.settle(PostgresTx(connection, EPOCH), self._clock)
                tx = PostgresTx(connection, from_millis(now))
                answer = f(tx, *args, **kwargs)
                after = tx.one(f"SELECT version, {clocks.READ}")
                connection.execute("COMMIT")
            except BaseException:
                _end(connection, "ROLLBACK")
                raise
        if after is not None:
            self._clock.follow(clocks.read_row(after)[0], now)
            self._committed = max(self._committed, after["version"])
        # Counted before the caller hears of it, so that caches compare what is on disk.
        self.writes += 1
        return answer

    def _begun(self, begin: str, first: Callable[[Connection], int]) -> tuple[Connection, int]:
        """Return a connection with a transaction whose first question has been answered."""
        self._check()
        connection = self._connection()
        try:
            return connection, _first(connection, begin, first)
        except psycopg.OperationalError:
            # One that broke since it was last used has done nothing yet.
            if not connection.broken:
                raise
        connection = self._connection()
        try:
            return connection, _first(connection, begin, first)
        except psycopg.OperationalError:
            if connection.broken:
                self._watch.lose()
            raise

    def _check(self) -> None:
        # Whoever waited for it would keep others waiting, too.
        if self._watch.is_lost:
            raise StoreRefused("The database cannot be used at present: it does not answer.")

    def _instant(self, connection: Connection) -> int:
        # The first question of a transaction takes its snapshot.
        row = connection.execute(f"SELECT {_CLOCK}, {clocks.READ}").fetchone()
        if row is None:
            raise StoreRefused(f"{self.place} has lost its clock.")
        self._clock.observe(row["clock_ms"])
        base, latest = clocks.read_row(row)
        now = clocks.floor(self._clock.tell(base), latest, base)
        self._clock.follow(base, now)
        return now

    def _connection(self) -> Connection:
        """Return the connection of this thread, a new one in place of one that broke."""
        kept: Connection | None = getattr(self._local, "connection", None)
        if kept is not None and not kept.closed:
            return kept
        if kept is not None:
            self._open.discard(kept)
        try:
            made = connect(self._url, alive=lambda: not self._watch.is_lost)
        except psycopg.OperationalError:
            self._watch.lose()
            raise
        self._local.connection = made
        self._open.add(made)
        return made


def _first(connection: Connection, begin: str, first: Callable[[Connection], int]) -> int:
    try:
        connection.execute(begin)
        return first(connection)
    except BaseException:
        _end(connection, "ROLLBACK")
        raise


def _lock(connection: Connection) -> int:
    connection.execute(_WRITER)
    return 0


def _end(connection: Connection, how: str) -> None:
    """End a transaction; where the connection is gone, the server has ended it."""
    with suppress(psycopg.Error):
        connection.execute(how)


def _walk(tx: Tx) -> None:
    tx.run(_AS_LONG_AS_IT_TAKES)
    for table in ("entry", "revision", "audit"):
        tx.one(f"SELECT count(*) AS n FROM {table} AS kept WHERE kept::text = ''")
