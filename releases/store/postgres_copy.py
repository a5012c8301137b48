"""A database on a server read whole, or made from the rows of another database, by COPY.

What is made is one transaction: until its end the server shows nobody anything of it, and whatever
ends the copy before that, the server undoes it.
"""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import psycopg

from releases.errors import StoreRefused
from releases.store.copied_rows import BLOCK, Table
from releases.store.postgres import LOCK
from releases.store.postgres_faults import refusing
from releases.store.postgres_link import connect, shown
from releases.store.postgres_schema import migrate, migrations
from releases.store.postgres_tx import Connection

# What is there once somebody has looked into an empty database: no reason to leave it alone.
_OF_OPENING = frozenset({"pulse", "mark", "installation", "clock", "signing_key"})
# How long connections of a service that has just been stopped may take to be gone.
PATIENCE_SECONDS = 5.0
_PAUSE_SECONDS = 0.05
# A table may take as long as it takes.
_PATIENT = ("SET statement_timeout = 0", "SET idle_in_transaction_session_timeout = 0")
_OTHERS = (
    "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() "
    "AND application_name = 'pressrum' AND pid <> pg_backend_pid()"
)
_COLUMNS = (
    "SELECT attrelid::regclass::text AS table, attname AS name, "
    "format_type(atttypid, NULL) AS type, attidentity <> '' AS counts FROM pg_attribute "
    "JOIN pg_class ON pg_class.oid = attrelid WHERE relkind = 'r' AND attnum > 0 "
    "AND NOT attisdropped AND attgenerated = '' "
    "AND relnamespace = current_schema()::regnamespace ORDER BY attrelid, attnum"
)
_LEDGER = "migration"
_TYPES = {"bigint": True, "text": False}


class PostgresSource:
    """A database on a server, as one snapshot has it."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._connection = connection
        self._name = name

    def check(self, tables: Iterable[Table]) -> tuple[str, ...]:
        """Return the names of tables that are none of ours; raises `StoreRefused`."""
        with refusing():
            done = self._connection.execute("SELECT name FROM migration").fetchall()
        unknown = {row["name"] for row in done} - {migration.name for migration in migrations()}
        if unknown:
            newer = ", ".join(sorted(unknown))
            raise StoreRefused(f"{self._name} was written by a newer Pressrum ({newer}).")
        return _check(self._connection, tables)

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table in blocks of lines, in the order of its key."""
        return _read(self._connection, table)


class PostgresTarget:
    """A database on a server that is being made, in the transaction that is open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def check(self, tables: Iterable[Table]) -> None:
        """Raise `StoreRefused` unless the tables are these, with nothing in them."""
        _check(self._connection, tables)
        for table in tables:
            if table.name not in _OF_OPENING and self._has_rows(table):
                raise StoreRefused(
                    f"The database is not empty: there are rows in {table.name}. A database is "
                    "moved to one in which nothing is."
                )

    def write(self, table: Table, blocks: Iterable[bytes]) -> None:
        """Write rows in the place of those that the schema began with."""
        with refusing():
            if self._has_rows(table):
                # Triggers keep some of them.
                self._run(f"ALTER TABLE {table.name} DISABLE TRIGGER USER")
                self._run(f"DELETE FROM {table.name}")
                self._run(f"ALTER TABLE {table.name} ENABLE TRIGGER USER")
            try:
                with self._connection.cursor().copy(
                    f"COPY {table.name} ({table.names}) FROM STDIN".encode()
                ) as copy:
                    for block in blocks:
                        _refuse_nul(table, block)
                        copy.write(block)
            except (psycopg.IntegrityError, psycopg.DataError) as error:
                said = " ".join(str(error).split())
                raise StoreRefused(f"A row of {table.name} is no sound one: {said}.") from error

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table as they were written."""
        return _read(self._connection, table)

    def finish(self, tables: Iterable[Table]) -> None:
        """Keep for good what was written."""
        names = {table.name for table in tables}
        with refusing():
            for row in self._connection.execute(_COLUMNS.encode()).fetchall():
                if row["counts"] and row["table"] in names:
                    self._count_on(row["table"], row["name"])
            self._run("COMMIT")
            # What lists cost is planned by it; the server would see to it within a minute.
            with suppress(psycopg.Error):
                self._run("ANALYZE")

    def _has_rows(self, table: Table) -> bool:
        with refusing():
            found = self._connection.execute(f"SELECT 1 FROM {table.name} LIMIT 1".encode())
            return found.fetchone() is not None

    def _count_on(self, table: str, column: str) -> None:
        """Let a column that numbers its rows go on from the highest there is."""
        self._run(
            f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) "
            f"FROM {table} HAVING max({column}) IS NOT NULL"
        )

    def _run(self, statement: str) -> None:
        self._connection.execute(statement.encode())


@contextmanager
def open_source(url: str) -> Iterator[PostgresSource]:
    """Read a database on a server that no service has open; nobody writes until the block ends."""
    with _connected(url) as connection:
        # Held before the snapshot is taken: it then has all that was ever written.
        connection.execute(f"SELECT pg_advisory_lock({LOCK})".encode())
        _refuse_open(connection, shown(url))
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield PostgresSource(connection, shown(url))


@contextmanager
def open_target(url: str) -> Iterator[PostgresTarget]:
    """Make a database in an empty one on a server, which nobody opens until the block ends.

    Raises `StoreRefused` where anything is there.
    """
    with _connected(url) as connection:
        connection.execute("BEGIN")
        # As whoever opens a database: one makes it, and others wait.
        connection.execute(f"SELECT pg_advisory_xact_lock({LOCK})".encode())
        _refuse_open(connection, shown(url))
        migrate(connection, shown(url))
        yield PostgresTarget(connection)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    with refusing():
        connection = connect(url)
        try:
            for setting in _PATIENT:
                connection.execute(setting.encode())
            yield connection
        finally:
            # Whatever has not been committed is undone.
            with suppress(psycopg.Error):
                connection.close()


def _refuse_open(connection: Connection, name: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while others := _others(connection):
        if time.monotonic() > deadline:
            raise StoreRefused(
                f"{name} is open in a running service or command ({others} connections): "
                "stop it first."
            )
        time.sleep(_PAUSE_SECONDS)


def _others(connection: Connection) -> int:
    # Within a transaction the server would go on showing what it has shown once.
    connection.execute("SELECT pg_stat_clear_snapshot()")
    row = connection.execute(_OTHERS.encode()).fetchone()
    return int(row["n"]) if row else 0


def _check(connection: Connection, tables: Iterable[Table]) -> tuple[str, ...]:
    with refusing():
        rows = connection.execute(_COLUMNS.encode()).fetchall()
    there: dict[str, set[tuple[str, bool | None]]] = {}
    for row in rows:
        kind = (row["name"], _TYPES.get(row["type"]))
        there.setdefault(row["table"], set()).add(kind)
    there.pop(_LEDGER, None)
    for table in tables:
        ours = {(column.name, column.is_number) for column in table.columns}
        if there.pop(table.name, set()) != ours:
            raise StoreRefused(f"The table {table.name} is not as this Pressrum has it.")
    return tuple(sorted(there))


def _read(connection: Connection, table: Table) -> Iterator[bytes]:
    with (
        refusing(),
        connection.cursor().copy(f"COPY ({table.select}) TO STDOUT".encode()) as copy,
    ):
        # The server sends a row at a time.
        block = bytearray()
        for data in copy:
            block += data
            if len(block) >= BLOCK and block.endswith(b"\n"):
                yield bytes(block)
                block.clear()
        if block:
            yield bytes(block)


def _refuse_nul(table: Table, block: bytes) -> None:
    """Raise `StoreRefused` for what PostgreSQL cannot store in a text."""
    if b"\0" not in block:
        return
    line = next(line for line in block.decode().split("\n") if "\0" in line)
    row = dict(zip((column.name for column in table.columns), line.split("\t"), strict=True))
    key = ", ".join(f"{name} {row[name]}" for name in table.key)
    raise StoreRefused(
        f"The row of {table.name} with {key} has a NUL, which PostgreSQL cannot store: correct it "
        "first. Nothing was moved."
    )
