"""Pictures and attachments by API: sent in, listed, and looked at before anybody else may."""

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from releases.errors import NotFound
from releases.model import Media
from releases.store import media as media_store
from releases.store.tokens import Scope
from releases.store.tx import Tx
from service import media as public_media
from service import places
from service.api import decoding, forms
from service.api.answers import Answer
from service.api.stored import MediaList, media_shown
from service.auth import authorise
from service.uploads import taken
from service.wiring import house

LISTED = 50


async def add_media(request: Request) -> Answer:
    """Send in a picture or a PDF; the answer holds what to put into a document.

    A picture becomes JPEG and WebP in up to four widths, upright, in sRGB and without metadata.
    """
    token = await authorise(request, Scope.WRITE)
    decoding.query(request, ())
    parts = house(request)
    sent = await forms.form(request)
    try:
        file, words = forms.read(sent)
        stored = await taken(parts, token.newsroom, file.file, words, token.who)
    finally:
        await sent.close()
    url = parts.links.api(f"v1/newsrooms/{token.newsroom}/media/{stored.id}")
    return Answer(media_shown(stored, parts.links), 201, {"Location": url})


async def list_media(request: Request) -> Answer:
    """List the newsroom's pictures and attachments, latest first."""
    token = await authorise(request, Scope.READ)
    asked = decoding.query(request, ("cursor",))
    before = decoding.cursor(asked, "cursor")
    parts = house(request)
    found = await parts.store.read(media_store.of_newsroom, token.newsroom, LISTED + 1, before)
    page = found[:LISTED]
    last = page[-1] if len(found) > LISTED else None
    following = places.written(last[0], last[1].id) if last else None
    shown = tuple(media_shown(stored, parts.links) for _, stored in page)
    return Answer(MediaList(shown, following))


async def read_media(request: Request) -> Answer:
    """Read what is known of a picture or attachment."""
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    stored = await _found(request)
    return Answer(media_shown(stored, house(request).links))


async def read_file(request: Request) -> Response:
    """Look at a file, whether it is public or not; `file` is the last part of its public URL."""
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    stored, parts = await _found(request), house(request)
    body, kind = await asyncio.to_thread(
        public_media.read, parts.media, parts.links, stored, request.path_params["file"]
    )
    headers = {name.decode(): value.decode() for name, value in public_media.safety(stored)}
    headers |= {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return Response(body, 200, headers, kind)


async def _found(request: Request) -> Media:
    newsroom, wanted = request.path_params["newsroom"], request.path_params["media"]

    def f(tx: Tx) -> Media:
        found = media_store.by_id(tx, (wanted,)).get(wanted)
        if found is None or found.newsroom != newsroom:
            raise NotFound("There is no such picture or attachment.")
        return found

    return await house(request).store.read(f)
