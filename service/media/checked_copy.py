"""Pictures copied from one store to another, each compared with what the database says of it."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

import msgspec

from releases.errors import MediaRefused, NotFound
from service.media.store import MediaStore

# Files at a time, each of which is in memory whole.
_COPIERS = 4
_BATCH = 64


class NamedFile(msgspec.Struct, frozen=True):
    """A file that a database names, and the SHA-256 of the bytes that belong there."""

    name: str
    sha256: str


class MediaCopied(msgspec.Struct, frozen=True):
    """How many files were copied and how many were there before, all with the right bytes.

    `lost` names those of which the source has not the right bytes either.
    """

    copied: int
    before: int
    lost: tuple[str, ...]


def copy_named(source: MediaStore, target: MediaStore, files: Iterable[NamedFile]) -> MediaCopied:
    """Copy files to another store and read each back; what no database names is left.

    Begun again after a failure, it goes on where that was. Raises `MediaRefused`.
    """
    # Of a store in which nothing is nobody need ask what is there.
    is_new = next(iter(target.list_files()), None) is None
    copied, before, lost = 0, 0, []

    def carry(file: NamedFile) -> bool | None:
        """Return whether a file was copied; None where there is nothing to copy."""
        if not is_new and _has(target, file):
            return False
        body = _read(source, file)
        if body is None:
            return None
        target.write(file.name, body)
        if not _has(target, file):
            raise MediaRefused(f"{target.address(file.name)} has not kept what was written to it.")
        return True

    left = iter(files)
    with ThreadPoolExecutor(_COPIERS, thread_name_prefix="copy_named") as pool:
        while batch := tuple(islice(left, _BATCH)):
            for file, was_copied in zip(batch, pool.map(carry, batch), strict=True):
                if was_copied is None:
                    lost.append(file.name)
                copied += was_copied is True
                before += was_copied is False
    return MediaCopied(copied, before, tuple(lost))


def _has(store: MediaStore, file: NamedFile) -> bool:
    return _read(store, file) is not None


def _read(store: MediaStore, file: NamedFile) -> bytes | None:
    """Return the bytes of a file, None where these are not there."""
    try:
        body = store.read(file.name)
    except NotFound:
        return None
    return body if hashlib.sha256(body).hexdigest() == file.sha256 else None
