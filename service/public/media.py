"""Stored files over HTTP: there while a public release shows them, else as if they never were."""

from datetime import datetime

from starlette.requests import Request

from feeds.links import Links
from releases.errors import NotFound
from releases.model import Media
from releases.store import media as media_store
from releases.store.tx import Tx
from releases.text.slugs import slug
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.cache.encodings import Header
from service.media.files import MediaFiles
from service.pages import csp


def media(request: Request, _: dict[str, str]) -> Build:
    """A picture in one of its sizes, or an attachment, while a public release shows it."""
    services = wiring.services(request)
    file = request.path_params["file"]

    def build(tx: Tx, t: datetime) -> Content:
        found = media_store.public(tx, id_of(file), t)
        if found is None:
            raise NotFound(what="picture")
        body, kind = read_media(services.media, services.links, found, file)
        # The bytes of an id never change, so neither does their date.
        headers = safety(found)
        # Kept in memory, a few PDFs would leave no room for the pages everybody reads.
        kept = not file.endswith(".pdf")
        return Content(
            body, kind, compress=False, headers=headers, newsroom=found.newsroom, kept=kept
        )

    return build


def id_of(file: str) -> str:
    """Return the id of the stored file that an address ends with, in whatever size."""
    return file.partition(".")[0].partition("-")[0]


def read_media(files: MediaFiles, links: Links, stored: Media, file: str) -> tuple[bytes, str]:
    """Return bytes and media type of what an address ends with; raises `NotFound`."""
    if links.media(stored).endswith(f"/{file}"):
        return files.read(stored), stored.type
    for rendition in stored.renditions:
        if links.rendition(stored, rendition).endswith(f"/{file}"):
            return files.read(stored, rendition), rendition.type
    raise NotFound(what="picture")


def safety(stored: Media) -> tuple[Header, ...]:
    """Return the headers that keep a file a file; an attachment is saved, under its own name."""
    if stored.is_picture:
        return (csp.FILE,)
    name = f'attachment; filename="{slug(stored.title)}.pdf"'
    return csp.FILE, (b"content-disposition", name.encode())
