"""What is known of a database beside its file: who has it open, and how far it had come.

`pressrum.db-lock` is locked (flock) by every process that has the database open, shared, and by
`pressrum restore` and `pressrum move`, alone: the kernel lets go of it whatever ends a process. In
it stands the database's name and how many commits had been acknowledged. A database that comes up
with fewer has lost its write-ahead log, or an older copy lies in its place. The text is not forced
to disk: after a power cut it may be behind, and then says nothing.
"""

import fcntl
import os
import time
from pathlib import Path

import msgspec

from releases.errors import StoreRefused
from releases.model import new_id
from releases.store.tx import Tx

SUFFIX = "-lock"
PATIENCE_SECONDS = 10.0
_PAUSE_SECONDS = 0.01
LONGEST = 100
_CLOSED = -1


class Mark(msgspec.Struct, frozen=True):
    """A database and how many of its transactions have changed something."""

    name: str
    commits: int


class Hold:
    """A database kept from being replaced, until closed. `alone`: nobody else has it open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Where there is no database there is nothing of which a mark could remain.
        fresh = not path.exists()
        self._file = _open_lock(path)
        try:
            self.alone = self._taken()
            if fresh:
                os.ftruncate(self._file, 0)
        except BaseException:
            os.close(self._file)
            raise

    def check(self, mark: Mark | None) -> None:
        """Raise `StoreRefused` for a database that is behind what was acknowledged of it.

        `mark` is None for one in which there is nothing at all.
        """
        known = self._known()
        if known is None or (mark is not None and mark.name != known.name):
            return
        lost = known.commits - (mark.commits if mark else 0)
        if lost <= 0:
            return
        lock = self._path.with_name(self._path.name + SUFFIX)
        raise StoreRefused(
            f"{self._path} lacks the last {lost} of its changes: "
            f"{self._path.name}-wal is missing or cut, or an older copy lies in its place. Put "
            f"the file back, or restore a backup; to go on from this state, remove {lock}."
        )

    def note(self, mark: Mark) -> None:
        """Note how far the database has come."""
        os.pwrite(self._file, f"{mark.name} {mark.commits:20}\n".encode(), 0)

    def close(self) -> None:
        """Let go of the database. Twice is as good as once: the number may be another's by then."""
        file, self._file = self._file, _CLOSED
        if file != _CLOSED:
            os.close(file)

    def _taken(self) -> bool:
        if _try_lock(self._file, fcntl.LOCK_EX):
            # Others may come in from here on.
            fcntl.flock(self._file, fcntl.LOCK_SH)
            return True
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not _try_lock(self._file, fcntl.LOCK_SH):
            if time.monotonic() > deadline:
                raise StoreRefused(
                    f"{self._path} is being restored or moved; try again when that is done."
                )
            time.sleep(_PAUSE_SECONDS)
        return False

    def _known(self) -> Mark | None:
        name, _, commits = (
            os.pread(self._file, LONGEST, 0).decode("ascii", "replace").partition(" ")
        )
        return Mark(name, int(commits)) if commits.strip().isdecimal() else None


class SoleHold:
    """A database that nobody has open, and that nobody opens until this is closed."""

    def __init__(self, path: Path) -> None:
        self._file = _open_lock(path)
        if not _try_lock(self._file, fcntl.LOCK_EX):
            os.close(self._file)
            raise StoreRefused(f"{path} is open in a running service or command: stop it first.")

    def forget(self) -> None:
        """Forget how far the database had come: another one takes its place."""
        os.ftruncate(self._file, 0)

    def close(self) -> None:
        """Let others open the database."""
        os.close(self._file)


def begin(tx: Tx) -> Mark:
    """Return the mark of a database, made where it has none."""
    row = tx.one("SELECT name, commits FROM mark")
    if row is None:
        made = Mark(new_id(), 0)
        tx.run("INSERT INTO mark (id, name, commits) VALUES (1, :name, 0)", name=made.name)
        return made
    return Mark(row["name"], row["commits"])


def advance(tx: Tx) -> Mark:
    """Count the transaction that is about to commit."""
    tx.run("UPDATE mark SET commits = commits + 1")
    return begin(tx)


def touch(tx: Tx) -> None:
    """Write what is there already, to see whether the database takes it."""
    tx.run("UPDATE mark SET name = name")


def _open_lock(path: Path) -> int:
    lock = path.with_name(path.name + SUFFIX)
    try:
        return os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise StoreRefused(f"{lock} cannot be written: {error.strerror}.") from error


def _try_lock(file: int, how: int) -> bool:
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
