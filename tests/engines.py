"""The engine that tests have their databases in: SQLite, or PostgreSQL with `--engine=postgres`.

Every path a test names is a database of its own: the file itself, or one on the server that is made
when it is first asked for and dropped with the process.
"""

import atexit
import os
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg

from releases.model import new_id
from releases.store.engine import Database, Store, open_store
from releases.store.tx import Tx
from tests.clocks import ManualClock

SERVER = os.environ.get("PRESSRUM_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
SQLITE, POSTGRES = "sqlite", "postgres"
# What is raised where a statement breaks a rule of the schema.
BROKEN_RULE = (sqlite3.IntegrityError, psycopg.IntegrityError)

_chosen = SQLITE
_made: dict[Path, str] = {}
_free: list[str] = []
_blank: list[str] = []
_all: list[str] = []
_END_OTHERS = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def choose(engine: str) -> None:
    """Have every database of this process in an engine."""
    global _chosen  # noqa: PLW0603 - what the command line says holds for the process
    _chosen = engine


def chosen() -> str:
    """Return the engine."""
    return _chosen


def unreachable() -> str:
    """Return why no server answers, "" where one does."""
    try:
        with _server():
            return ""
    except psycopg.OperationalError as error:
        return " ".join(str(error).split())


def database_at(path: Path) -> Database:
    """Return the database that a path stands for, made if need be; a file is only named."""
    if _chosen == SQLITE:
        return path
    if path not in _made:
        # Laws have a folder for each example, and this for all of them.
        drop(but=frozenset(kept for kept in made() if kept.parent.exists()))
        _made[path] = _free.pop() if _free else make_database()
    return url_of(_made[path])


def is_new(path: Path) -> bool:
    """Tell whether nothing was opened under a path yet."""
    if _chosen == SQLITE:
        return not path.exists()
    if path not in _made:
        return True
    # Named to a process perhaps that has made nothing in it yet.
    with psycopg.connect(url_of(_made[path]), autocommit=True) as database:
        begun = database.execute("SELECT to_regclass('newsroom') IS NOT NULL").fetchone()
        if begun is None or not begun[0]:
            return True
        return database.execute("SELECT 1 FROM newsroom LIMIT 1").fetchone() is None


def open_at(path: Path, clock: Any) -> Store:
    """Open the database that a path stands for, a new one as if all migrations had just run."""
    database = database_at(path)
    if isinstance(database, Path) and not database.exists() and database.parent.is_dir():
        _copy_migrated(database)
    return open_store(database, clock)


def _copy_migrated(path: Path) -> None:
    """Write a file in which all migrations have run, and nobody has ever done anything else."""
    path.write_bytes(_migrated())
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA journal_mode = MEMORY")
        name, kept = database.execute(
            "SELECT name, sql FROM sqlite_master WHERE name = 'installation_never_changes'"
        ).fetchone()
        database.execute("UPDATE mark SET name = ?, commits = 0", (new_id(),))
        database.execute(f"DROP TRIGGER {name}")
        database.execute("UPDATE installation SET name = lower(hex(randomblob(10)))")
        database.execute(kept)


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pressrum.db"
        open_store(path, ManualClock()).close()
        with closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA journal_mode = DELETE")
        return path.read_bytes()


def columns(tx: Tx) -> dict[str, frozenset[str]]:
    """Return the columns of every table there is, by the table's name."""
    ask = (
        "SELECT t.name AS table_name, c.name AS column_name FROM sqlite_master AS t "
        "JOIN pragma_table_info(t.name) AS c WHERE t.type = 'table'"
        if _chosen == SQLITE
        else "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    )
    rows = tx.all(ask)
    return {
        table: frozenset(row["column_name"] for row in rows if row["table_name"] == table)
        for table in {row["table_name"] for row in rows}
    }


def made() -> frozenset[Path]:
    """Return the paths that have databases on the server."""
    return frozenset(_made)


def drop(but: frozenset[Path]) -> None:
    """Let go of the databases of all other paths; nobody has them open any more."""
    for path in made() - but:
        name = _made.pop(path)
        _empty(name)
        _free.append(name)


def make_database() -> str:
    """Make a database with nothing in it, under a name of its own; return the name."""
    name = f"pressrum_test_{uuid.uuid4().hex}"
    with _server() as server:
        server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        # Tests end no power: nothing need be on disk before it is told.
        server.execute(f"ALTER DATABASE {name} SET synchronous_commit = off".encode())
    if not _all:
        atexit.register(_drop_all)
    _all.append(name)
    return name


@contextmanager
def blank_database() -> Iterator[str]:
    """Yield the URL of a database in which nobody has made anything, to do with as one likes."""
    url = url_of(_blank.pop() if _blank else make_database())
    yield url
    # Quicker than dropping it, for which the server writes to disk all it has in memory.
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(_END_OTHERS)
        database.execute("DROP SCHEMA public CASCADE")
        database.execute("CREATE SCHEMA public")
        database.execute("GRANT USAGE ON SCHEMA public TO public")
    _blank.append(url.rpartition("/")[2])


def hear(store: Store, other: Store) -> None:
    """Wait until a store knows of what another process has made public; raises in a second.

    In a file that is known at once; a server's notice is under way for a moment.
    """
    if _chosen == SQLITE:
        return
    begun = time.monotonic()
    while store.known_version() < other.known_version():
        assert time.monotonic() - begun < 1


def drop_database(name: str) -> None:
    """Drop a database, whoever is connected to it."""
    with _server() as server:
        server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)".encode())


def url_of(name: str) -> str:
    """Return the URL of a database on the server."""
    return f"{SERVER}/{name}"


def _empty(name: str) -> None:
    """Make a database as if nobody had ever written to it: quicker than making another."""
    with psycopg.connect(url_of(name), autocommit=True) as database:
        database.execute(_END_OTHERS)
        begun = database.execute("SELECT to_regclass('pulse')").fetchone()
        if begun is None or begun[0] is None:
            return
        with database.transaction():
            # No triggers, no references: rows of the log go too.
            database.execute("SET LOCAL session_replication_role = replica")
            rows = database.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
                "AND tablename NOT IN ('migration', 'pulse', 'mark', 'installation')"
            ).fetchall()
            for (table,) in rows:
                database.execute(f"DELETE FROM {table}".encode())  # noqa: S608 - a name of our own
            database.execute("UPDATE pulse SET version = 0, latest_ms = 0")
            database.execute("ALTER TABLE audit ALTER number RESTART")


def _drop_all() -> None:
    for name in _all:
        drop_database(name)


def _server() -> psycopg.Connection[Any]:
    return psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3)
