"""Which processes are at work on a database file: each holds a lock for as long as it lives.

The operating system lets go of the lock when the process ends, however it ends. No clock is
asked, and nobody waits for a sign of life.
"""

import fcntl
import os
import weakref
from pathlib import Path

from releases.errors import StoreRefused
from releases.model import new_id

_BETWEEN = "-worker-"


class FilePresence:
    """The sign that its holder lives, under an `id` of its own; gone when closed or collected.

    Raises `StoreRefused` where the folder of the database cannot be written to.
    """

    def __init__(self, database: Path) -> None:
        self.id = new_id()
        self._database = database
        path = _path(database, self.id)
        try:
            held = _hold(path)
        except OSError as error:
            raise StoreRefused(f"{path} cannot be written: {error.strerror}.") from error
        self._end = weakref.finalize(self, _let_go, held, path)

    def close(self) -> None:
        """Be gone."""
        self._end()

    def is_gone(self, other: str) -> bool:
        """Tell whether the holder of another id has ended."""
        return other != self.id and _is_free(_path(self._database, other))

    def sweep(self) -> None:
        """Remove the signs of those who were killed."""
        for path in self._database.parent.glob(f"{self._database.name}{_BETWEEN}*"):
            if path != _path(self._database, self.id):
                _is_free(path)


def _path(database: Path, name: str) -> Path:
    return database.with_name(f"{database.name}{_BETWEEN}{name}")


def _hold(path: Path) -> int:
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)
        # Somebody may have swept it away before it was locked.
        if path.exists() and path.stat().st_ino == os.fstat(held).st_ino:
            return held
        os.close(held)


def _is_free(path: Path) -> bool:
    """Tell whether nobody holds a file, and remove it then."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        path.unlink(missing_ok=True)
        return True
    finally:
        os.close(descriptor)


def _let_go(held: int, path: Path) -> None:
    path.unlink(missing_ok=True)
    os.close(held)
