"""The media folder: immutable files named by their random id, renditions by id and width."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from releases.errors import NotFound, StoreRefused
from releases.model import EXTENSIONS, Media, Rendition

PART = ".part"


class MediaFiles:
    """Files below one folder; made on opening. Raises `StoreRefused` if not writable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreRefused(f"The media folder {folder} cannot be made: {error}.") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreRefused(f"The media folder {folder} cannot be written to.")

    def write(self, media: Media, body: bytes, rendition: Rendition | None = None) -> None:
        """Keep the bytes of a file, or of one of its renditions; on disk before this returns.

        Raises `StoreRefused` where the folder takes no more; then nothing of it is there.
        """
        path = self.folder / _name(media, rendition)
        part = path.with_name(path.name + PART)
        try:
            with part.open("wb") as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            part.rename(path)
            self._settle()
        except OSError as error:
            part.unlink(missing_ok=True)
            said = f"The media folder {self.folder} cannot be written to: {error}."
            raise StoreRefused(said) from error

    def remove(self, media: Media) -> None:
        """Remove a file and its renditions, as far as they are there: those of a row never kept."""
        for name in _names(media):
            (self.folder / name).unlink(missing_ok=True)

    def read(self, media: Media, rendition: Rendition | None = None) -> bytes:
        """Return the bytes of a file or rendition; raises `NotFound` where they were lost."""
        try:
            return (self.folder / _name(media, rendition)).read_bytes()
        except FileNotFoundError:
            raise NotFound("no_file_kept") from None

    def _settle(self) -> None:
        # A new name outlives a power cut only once its folder is written too.
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def missing(folder: Path, stored: Iterable[Media]) -> list[str]:
    """Return the names of files that should be in a media folder and are not."""
    there = {entry.name for entry in folder.iterdir()} if folder.is_dir() else set()
    return [name for media in stored for name in _names(media) if name not in there]


def strays(folder: Path, stored: Iterable[Media], before: datetime) -> list[str]:
    """Return the names of files in a media folder, written before an instant, that nothing names.

    Half-written ones are among them. What is younger may belong to an upload under way.
    """
    named = {name for media in stored for name in _names(media)}
    there = folder.iterdir() if folder.is_dir() else ()
    return sorted(
        path.name
        for path in there
        if path.name not in named and path.is_file() and path.stat().st_mtime < before.timestamp()
    )


def _names(media: Media) -> Iterator[str]:
    yield _name(media, None)
    yield from (_name(media, rendition) for rendition in media.renditions)


def _name(media: Media, rendition: Rendition | None) -> str:
    if rendition is None:
        return media.id
    return f"{media.id}-{rendition.width}{EXTENSIONS[rendition.type]}"
