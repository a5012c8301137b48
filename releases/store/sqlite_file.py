"""The file of a database: opened, held while it is open, copied, verified."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from releases.errors import StoreDamaged, StoreRefused
from releases.store.sqlite_faults import is_damage
from releases.text import swedish_order

APPLICATION_ID = 0x50525352  # "PRSR" in the file header marks a database as ours
BUSY_MILLIS = 10_000
PAUSE_MILLIS = 10
# What SQLite keeps beside a database, under its name.
BESIDE = ("-wal", "-shm")


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection that begins and ends its transactions when told to."""
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
    connection.create_collation("sv-x-icu", swedish_order.compare)
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Hold the writer's lock until the block ends; what fails in it is undone."""
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


def is_empty(path: Path) -> bool:
    """Tell whether there is nothing in a database yet.

    Raises `StoreRefused` for a path that is no place for one, or one of something else.
    """
    if not path.parent.is_dir():
        raise StoreRefused(f"The folder {path.parent} of the database does not exist.")
    if not path.exists():
        return True
    with _name_refusals(path), closing(connect(path, read_only=True)) as connection:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if tables and not ours:
        raise StoreRefused(f"{path} is a database of something else; Pressrum leaves it alone.")
    return not tables


def prepare(path: Path, begin: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """Open the writer; its first transaction marks the file as ours and is what `begin` does."""
    with _name_refusals(path):
        connection = connect(path, read_only=False)
        try:
            _turn_to_wal(connection)
            connection.execute("PRAGMA synchronous = FULL")
            with transaction(connection):
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                begin(connection)
        except (sqlite3.Error, StoreRefused):
            connection.close()
            raise
    return connection


@contextmanager
def _name_refusals(path: Path) -> Iterator[None]:
    """Turn what keeps a database from being opened into a refusal that names it."""
    try:
        yield
    except sqlite3.Error as error:
        said = f"The database {path} cannot be used: {error}"
        if is_damage(error):
            hint = "ask pressrum doctor what to restore"
            raise StoreDamaged(f"{said}; {hint}.") from error
        raise StoreRefused(f"{said}.") from error


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


def copy(path: Path, target: Path) -> None:
    """Write a verified copy of a database, its write-ahead log included; raises `StoreRefused`."""
    try:
        with closing(connect(path, read_only=True)) as connection:
            connection.execute("VACUUM INTO ?", (str(target),))
    except sqlite3.Error as error:
        raise StoreRefused(f"The copy {target} cannot be written: {error}.") from error
    verify(target)


def verify(path: Path) -> None:
    """Raise `StoreRefused` unless the file is a whole Pressrum database."""
    try:
        connection = connect(path, read_only=True)
    except sqlite3.Error as error:
        raise StoreRefused(f"{path} cannot be opened: {error}.") from error
    try:
        application: Any = connection.execute("PRAGMA application_id").fetchone()[0]
        if application != APPLICATION_ID:
            raise StoreRefused(f"{path} is not a Pressrum database.")
        verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict != "ok":
            raise StoreDamaged(f"{path} is damaged: {' '.join(verdict.split())}.")
    except sqlite3.DatabaseError as error:
        raise StoreRefused(f"{path} is not a Pressrum database: {error}.") from error
    finally:
        with suppress(sqlite3.Error):
            connection.close()
