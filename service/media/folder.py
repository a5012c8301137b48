"""A folder as a media store: the default, on the machine of the service."""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from releases.errors import MediaRefused, NotFound
from service.media.store import PART, StoredFile


class Folder:
    """Files below one folder."""

    is_remote = False

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def check(self) -> None:
        """Make the folder if it is not there; raises `MediaRefused` if it is not writable."""
        folder = self._folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            said = f"The media folder {folder} cannot be made: {error}."
            raise MediaRefused(said, lasting=True) from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise MediaRefused(f"The media folder {folder} cannot be written to.", lasting=True)

    def write(self, name: str, body: bytes) -> None:
        """Keep the bytes of a file, under another name until they are on disk."""
        path = self._folder / name
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
            raise MediaRefused(f"{self._said} cannot be written to: {error}.") from error

    def read(self, name: str, start: int = 0, length: int | None = None) -> bytes:
        """Return a file or `length` bytes from `start`; raises `NotFound` where there is none."""
        try:
            with (self._folder / name).open("rb", buffering=0) as file:
                file.seek(start)
                return file.read() if length is None else file.read(length)
        except FileNotFoundError:
            raise NotFound("no_file_kept") from None
        except OSError as error:
            raise MediaRefused(f"{self._said} cannot be read: {error}.") from error

    def remove(self, names: Iterable[str]) -> None:
        """Remove files, as far as they are there."""
        try:
            for name in names:
                (self._folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise MediaRefused(f"{self._said} cannot be written to: {error}.") from error

    def list_files(self) -> Iterator[StoredFile]:
        """Yield every file there is; nothing where there is no folder."""
        try:
            with os.scandir(self._folder) as entries:
                for entry in entries:
                    if entry.is_file():
                        status = entry.stat()
                        written = datetime.fromtimestamp(status.st_mtime, UTC)
                        yield StoredFile(entry.name, status.st_size, written)
        except FileNotFoundError:
            return
        except OSError as error:
            raise MediaRefused(f"{self._said} cannot be read: {error}.") from error

    def address(self, name: str = "") -> str:
        """Return the path of a file or of the folder."""
        return str(self._folder / name)

    @property
    def _said(self) -> str:
        return f"The media folder {self._folder}"

    def _settle(self) -> None:
        # A new name outlives a power cut only once its folder is written too.
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
