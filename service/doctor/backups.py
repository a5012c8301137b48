"""Backups that lie beside a database: what could be put in its place."""

from pathlib import Path

from releases.errors import StoreRefused
from releases.store.sqlite_file import APPLICATION_ID, verify

# Where the header of a database says whose it is.
HEAD = 100
MARKED = slice(68, 72)


def newest(database: Path) -> Path | None:
    """Return the newest whole copy in the folder of a database, None without one."""
    there = [path for path in database.absolute().parent.iterdir() if _is_copy(path, database)]
    for path in sorted(there, key=lambda path: path.stat().st_mtime, reverse=True):
        try:
            verify(path)
        except StoreRefused:
            continue
        return path
    return None


def _is_copy(path: Path, database: Path) -> bool:
    if not path.is_file() or path.absolute() == database.absolute():
        return False
    with path.open("rb") as file:
        head = file.read(HEAD)
    return head[MARKED] == APPLICATION_ID.to_bytes(4, "big")
