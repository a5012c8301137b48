"""What a media store is: files under flat names, each there whole or not at all, never changed."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Protocol

import msgspec

PART = ".part"
# Files copied at a time, each of which is in memory whole.
_COPIERS = 4
_BATCH = 64
# No file of ours is nearly as large: what is stays where it lies.
COPIED_MOST = 100_000_000


class StoredFile(msgspec.Struct, frozen=True):
    """A file that is there; `modified` is when it was written, by the clock of its store."""

    name: str
    size: int
    modified: datetime


class MediaStore(Protocol):
    """Files by name. What is written under a name is always the same bytes: nothing ever changes.

    Methods wait for the disk or the network, for a bounded time, and may be called in any thread.
    All raise `MediaRefused` where the store cannot be used.
    """

    @property
    def is_remote(self) -> bool:
        """Whether another machine is asked: worth remembering what it answered."""

    def check(self) -> None:
        """Make sure that files can be kept here and strangers read none of them."""

    def write(self, name: str, body: bytes) -> None:
        """Keep the bytes of a file; they outlive a power cut before this returns.

        At every moment all of them are there under the name, or none.
        """

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return a file or `length` bytes from `start`; raises `NotFound` where there is none."""

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, as far as they are there."""

    def list_files(self) -> Iterator[StoredFile]:
        """Yield every file there is, half-written ones too, in no particular order."""

    def address(self, name: str = "") -> str:
        """Return where a file or the store is, for an operator to read."""


class Copied(msgspec.Struct, frozen=True):
    """How many files were copied, how many were there before, and which were too large."""

    copied: int
    before: int
    too_large: tuple[str, ...]


def copy_files(source: MediaStore, target: MediaStore) -> Copied:
    """Copy every whole file of a store to another that has it not, or not in its length.

    Begun again after a failure, it goes on where that was. Raises `MediaRefused`.
    """
    there = {file.name: file.size for file in target.list_files()}
    before, too_large = 0, []

    def lacking() -> Iterator[str]:
        nonlocal before
        for file in source.list_files():
            if file.name.endswith(PART):
                continue
            if there.get(file.name) == file.size:
                before += 1
            elif file.size > COPIED_MOST:
                too_large.append(file.name)
            else:
                yield file.name

    def copy(name: str) -> None:
        target.write(name, source.read(name))

    names, copied = lacking(), 0
    with ThreadPoolExecutor(_COPIERS, thread_name_prefix="copy_files") as pool:
        while batch := tuple(islice(names, _BATCH)):
            copied += len(list(pool.map(copy, batch)))
    return Copied(copied, before, tuple(too_large))
