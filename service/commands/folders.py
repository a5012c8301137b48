"""Importing a folder: an export with its newsrooms and stored files, or any Markdown files."""

import hashlib
from pathlib import Path

from feeds.links import file_name
from releases.desk import newsroom_settings
from releases.errors import AlreadyExists, FieldError
from releases.exchange import newsroom_export
from releases.exchange.newsroom_export import Room
from releases.model import Media, Rendition
from releases.store import media as media_store
from releases.store import newsrooms
from releases.store.tx import Tx
from service.commands.database import WHO, CommandContext
from service.media.files import MediaFiles

ROOM = "newsroom.yaml"
MEDIA = "media"
MOST_BYTES = 100_000_000


def releases(folder: Path) -> list[Path]:
    """Return the Markdown files of a folder, in the order of their paths."""
    return sorted(path for path in folder.rglob("*.md") if path.is_file())


def open_rooms(at: CommandContext, folder: Path) -> None:
    """Open the newsrooms that an export holds and are not here, and store their files.

    A newsroom that is here already keeps its settings.
    """
    for path in sorted(folder.rglob(ROOM)):
        try:
            room = newsroom_export.read_room(path.read_bytes().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise FieldError(str(path), "not_utf8", byte=error.start) from error
        at.write(_open, room)
        files = MediaFiles(at.settings.media)
        for file in room.files:
            _keep(at, files, path.parent / MEDIA, file)


def _open(tx: Tx, room: Room) -> None:
    if newsrooms.find(tx, room.newsroom.slug) is None:
        newsroom_settings.add_newsroom(tx, room.newsroom, WHO, restored=True)


def _keep(at: CommandContext, files: MediaFiles, folder: Path, media: Media) -> None:
    there = at.read(media_store.by_id, (media.id,)).get(media.id)
    if there is not None and there.sha256 == media.sha256 and there.newsroom == media.newsroom:
        return
    if there is not None:
        raise AlreadyExists("file_exists", file=media.id)
    # The facts last: what they name is then in the media folder.
    files.write(media, _body(folder / file_name(media), media))
    for rendition in media.others:
        files.write(media, _body(folder / file_name(media, rendition), rendition), rendition)
    at.write(media_store.add, media)


def _body(path: Path, stated: Media | Rendition) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(MOST_BYTES)
    except OSError as error:
        raise FieldError(
            f"{MEDIA}/{path.name}", "file_unreadable", why=str(error.strerror)
        ) from error
    if hashlib.sha256(body).hexdigest() != stated.sha256 or len(body) != stated.size:
        raise FieldError(f"{MEDIA}/{path.name}", "file_changed_since_export")
    return body
