"""What the machine does to a database (disk full, read error, damage), in one line each."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from releases.errors import StoreDamaged, StoreRefused

# What the file itself has become, whoever asks and however often.
_DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
# Mistakes of the program or its caller: no state of the machine.
_OURS = (sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.DataError)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the machine does to the database into a refusal: `StoreRefused`."""
    try:
        yield
    except _OURS:
        raise
    except sqlite3.DatabaseError as error:
        raise refusal(error) from error


def refusal(error: sqlite3.Error) -> StoreRefused:
    """Return the refusal that an error of the engine means."""
    if is_damage(error):
        return StoreDamaged(f"The database is damaged: {error}.")
    return StoreRefused(f"The database cannot be used at present: {error}.")


def is_damage(error: sqlite3.Error) -> bool:
    """Tell whether the file is no whole database, which waiting does not mend."""
    code = getattr(error, "sqlite_errorcode", None)
    # The primary code is the lower byte of an extended one.
    return code is not None and code & 0xFF in _DAMAGE
