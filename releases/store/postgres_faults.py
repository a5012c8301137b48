"""What happens to a server or on the way to it, in one line each."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors

from releases.errors import StoreDamaged, StoreRefused

# What the files of the server have become, whoever asks and however often.
_DAMAGE = (errors.DataCorrupted, errors.IndexCorrupted)
# Mistakes of the program or its caller: no state of the server.
_OURS = (errors.IntegrityError, errors.ProgrammingError, errors.DataError)
# Rights, and objects that are missing, are the operator's.
_THEIRS = (
    errors.InsufficientPrivilege,
    errors.InvalidCatalogName,
    errors.InvalidSchemaName,
    errors.UndefinedTable,
)


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what happens to the server into a refusal: `StoreRefused`."""
    try:
        yield
    except psycopg.Error as error:
        if isinstance(error, _OURS) and not isinstance(error, _THEIRS):
            raise
        raise refusal(error) from error


def refusal(error: psycopg.Error) -> StoreRefused:
    """Return the refusal that an error of the server or the connection means."""
    said = " ".join(str(error).split())
    if isinstance(error, _DAMAGE):
        return StoreDamaged(f"The database is damaged: {said}.")
    return StoreRefused(f"The database cannot be used at present: {said}.")
