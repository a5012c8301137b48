"""The media folder: one immutable file a picture, named by its random id."""

import os
from pathlib import Path

from releases.errors import NotFound, StoreRefused
from releases.model import Media


class MediaFiles:
    """Picture files below one folder; made on opening. Raises `StoreRefused` if not writable."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreRefused(f"The media folder {folder} cannot be made: {error}.") from error
        if not os.access(folder, os.W_OK | os.X_OK):
            raise StoreRefused(f"The media folder {folder} cannot be written to.")

    def write(self, media: Media, body: bytes) -> None:
        """Keep the bytes of a picture; on disk before this returns."""
        path = self._path(media)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        part.rename(path)

    def read(self, media: Media) -> bytes:
        """Return the bytes of a picture; raises `NotFound` where the file was lost."""
        try:
            return self._path(media).read_bytes()
        except FileNotFoundError:
            raise NotFound("The file of this picture is not in the media folder.") from None

    def _path(self, media: Media) -> Path:
        return self.folder / media.id
