"""Putting a backup in the place of a database, so that at every moment one of the two is whole."""

import os
from itertools import count
from pathlib import Path

from releases.errors import MediaRefused, StoreRefused
from releases.store.database_lock import SoleHold
from releases.store.sqlite_file import BESIDE, copy, verify
from service.media.files import open_store
from service.media.folder import Folder
from service.media.store import PART, copy_files
from service.s3_location import S3Location


def restore_database(file: Path, database: Path, *, replace: bool) -> None:
    """Put a verified copy of a backup at the path of the database; what was there is put aside.

    Raises `StoreRefused`; the database that is there is touched only once the copy is on disk.
    """
    verify(file)
    if database.exists() and not replace:
        raise StoreRefused(f"{database} exists; add --replace to put it aside and restore.")
    part = database.with_name(database.name + PART)
    sole = SoleHold(database)
    try:
        part.unlink(missing_ok=True)
        copy(file, part)
        _to_disk(part)
        _put_aside(database)
        sole.forget()
        part.replace(database)
        _to_disk(database.parent)
    except OSError as error:
        raise StoreRefused(f"{database} is not restored: {error}.") from error
    finally:
        for path in (part, *_beside(part)):
            path.unlink(missing_ok=True)
        sole.close()


def restore_pictures(pictures: Path, media: Path | S3Location) -> None:
    """Add the pictures of a backup to the media store, once its database is in place.

    Raises `StoreRefused`; restored once more, those that are missing are added.
    """
    try:
        target = open_store(media)
        target.check()
        copy_files(Folder(pictures), target)
    except MediaRefused as error:
        said = f"The database is restored; not all pictures in {pictures} are: {error}"
        raise StoreRefused(said) from error


def _put_aside(database: Path) -> None:
    """Rename a database, under a name that no earlier one has, and what SQLite keeps with it."""
    if not database.exists():
        return
    first = database.with_name(f"{database.name}.before-restore")
    names = (first.with_name(f"{first.name}-{number}") for number in count(2))
    aside = first if not first.exists() else next(name for name in names if not name.exists())
    database.rename(aside)
    for there, kept in zip(_beside(database), _beside(aside), strict=True):
        if there.exists():
            there.rename(kept)


def _beside(database: Path) -> tuple[Path, ...]:
    return tuple(database.with_name(database.name + suffix) for suffix in BESIDE)


def _to_disk(path: Path) -> None:
    """Let a file, or the names in a folder, outlive a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
