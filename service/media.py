"""Stored files over HTTP: there while a public release shows them, else as if they never were."""

import asyncio
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from feeds.links import Links
from releases.errors import NotFound
from releases.model import Media
from releases.slugs import slug
from releases.store import media as media_store
from releases.store.tx import Tx
from service import queries
from service.edition import Draft, Header, encode
from service.mediafiles import MediaFiles
from service.public import CORS
from service.reply import EditionResponse
from service.wiring import house

# Opened by itself, a file runs nothing and loads nothing.
_SEALED: Header = (b"content-security-policy", b"default-src 'none'; sandbox")


async def media(request: Request) -> Response:
    """A picture in one of its sizes, or an attachment, while a public release shows it."""
    queries.read(request, ())
    parts = house(request)
    file = request.path_params["file"]

    def build(tx: Tx, t: datetime) -> Draft:
        found = media_store.public(tx, id_of(file), t)
        if found is None:
            raise NotFound("There is no such picture.")
        body, kind = read(parts.media, parts.links, found, file)
        # The bytes of an id never change, so neither does their date.
        headers = (*CORS, *safety(found))
        return Draft(body, kind, compress=False, headers=headers, newsroom=found.newsroom)

    if file.endswith(".pdf"):
        # Kept in memory, a few of these would leave no room for the pages everybody reads.
        draft = await parts.store.read(build, parts.clock.now())
        return EditionResponse(await asyncio.to_thread(encode, draft))
    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


def id_of(file: str) -> str:
    """Return the id of the stored file that an address ends with, in whatever size."""
    return file.partition(".")[0].partition("-")[0]


def read(files: MediaFiles, links: Links, stored: Media, file: str) -> tuple[bytes, str]:
    """Return bytes and media type of what an address ends with; raises `NotFound`."""
    if links.media(stored).endswith(f"/{file}"):
        return files.read(stored), stored.type
    for each in stored.renditions:
        if links.rendition(stored, each).endswith(f"/{file}"):
            return files.read(stored, each), each.type
    raise NotFound("There is no such picture.")


def safety(stored: Media) -> tuple[Header, ...]:
    """Return the headers that keep a file a file; an attachment is saved, under its own name."""
    if stored.is_picture:
        return (_SEALED,)
    name = f'attachment; filename="{slug(stored.title)}.pdf"'
    return _SEALED, (b"content-disposition", name.encode())
