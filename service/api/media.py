"""Pictures and attachments by API: sent in, listed, and looked at before anybody else may."""

from starlette.requests import Request
from starlette.responses import Response

from releases.errors import NotFound
from releases.model import Media
from releases.store import media as media_store
from releases.store.tokens import Scope
from releases.store.tx import Tx
from service import wiring
from service.api import decoding, forms
from service.api.bearer_auth import authorise
from service.api.responses import ApiResponse
from service.api.stored import MediaList, to_media
from service.media.uploads import Keeping, store_upload
from service.public import cursors
from service.public import media as public_media


async def add_media(request: Request) -> ApiResponse:
    """Send in a picture or a PDF; the answer holds what to put into a document.

    A picture becomes JPEG and WebP in up to four widths, upright and in sRGB, and is kept in all
    its pixels beside them. Of its metadata who made it and how it may be used are kept alone.
    """
    token = await authorise(request, Scope.WRITE)
    decoding.query(request, ())
    services = wiring.services(request)
    most = services.settings.original_most
    sent = await forms.form(request, most)
    try:
        file, words = forms.read(sent)
        stored = await store_upload(
            services.store,
            services.media,
            services.image_pool,
            token.newsroom,
            file.file,
            words,
            token.actor,
            Keeping(most),
        )
    finally:
        await sent.close()
    url = services.links.api(f"v1/newsrooms/{token.newsroom}/media/{stored.id}")
    return ApiResponse(to_media(stored, services.links), 201, {"Location": url})


async def list_media(request: Request) -> ApiResponse:
    """List the newsroom's pictures and attachments, latest first.

    Those of drafts too; `next` continues the list, and is null at its end.
    """
    token = await authorise(request, Scope.READ)
    asked = decoding.query(request, ("cursor", "limit", "offset"))
    before = decoding.cursor(asked, "cursor")
    limit, offset = decoding.page(asked)
    services = wiring.services(request)
    media = await services.store.read(
        media_store.of_newsroom, token.newsroom, limit + 1, before, offset
    )
    page = media[:limit]
    last = page[-1] if len(media) > limit else None
    following = cursors.format_cursor(last[0], last[1].id) if last else None
    shown = tuple(to_media(stored, services.links) for _, stored in page)
    return ApiResponse(MediaList(shown, following))


async def read_media(request: Request) -> ApiResponse:
    """Read what is known of a picture or attachment.

    The words may have been changed in the documents that show it.
    """
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    stored = await _find_media(request)
    return ApiResponse(to_media(stored, wiring.services(request).links))


async def read_file(request: Request) -> Response:
    """Look at a file, whether it is public or not.

    `file` is the last part of its public URL, which answers only while a public release shows it.
    """
    await authorise(request, Scope.READ)
    decoding.query(request, ())
    stored, services = await _find_media(request), wiring.services(request)
    headers = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
    return public_media.serve_file(services, stored, request.path_params["file"], headers)


async def _find_media(request: Request) -> Media:
    newsroom, wanted = request.path_params["newsroom"], request.path_params["media"]

    def f(tx: Tx) -> Media:
        media = media_store.by_id(tx, (wanted,)).get(wanted)
        if media is None or media.newsroom != newsroom:
            raise NotFound(what="picture or attachment")
        return media

    return await wiring.services(request).store.read(f)
