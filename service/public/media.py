"""Stored files over HTTP: there while a public release shows them, gone (410) once none does.

Before that it is as if they never were.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from feeds.links import Links
from releases.errors import Gone, NotFound
from releases.model import EXTENSIONS, Media, Rendition
from releases.store import media as media_store
from releases.store import picture_library
from releases.store.tx import Tx
from releases.text.slugs import slug
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build, Fetch
from service.cache.encodings import Header
from service.cache.streams import BodyStream, StreamResponse
from service.pages import csp
from service.wiring import Services


def media(request: Request, _: dict[str, str]) -> Build:
    """A picture in one of its sizes, or an attachment, while a public release shows it."""
    services = wiring.services(request)
    file = request.path_params["file"]

    def build(tx: Tx, t: datetime) -> Content | Fetch:
        found = media_store.public(tx, id_of(file), t)
        if found is None:
            return _lead_on(tx, services.links, file, t)
        wanted = find_file(services.links, found, file)
        # The bytes of an id never change, so neither does their date.
        content = Content(
            b"",
            wanted.type,
            compress=False,
            headers=safety(found, wanted),
            newsroom=found.newsroom,
            digest=wanted.sha256,
        )
        is_shown = found.is_picture and not wanted.is_original
        if services.media.is_at_hand(wanted.stated):
            body = services.media.read(found, wanted.rendition)
            return msgspec.structs.replace(content, body=body, kept=is_shown)
        if not is_shown:
            # In memory, a few PDFs would leave no room for the pages everybody reads.
            pieces = partial(services.media.pieces, found, wanted.rendition)
            stream = BodyStream(wanted.stated.size, pieces)
            return msgspec.structs.replace(content, stream=stream, kept=False)

        async def fetch() -> Content:
            body = await services.media.fetch(found, wanted.rendition)
            return msgspec.structs.replace(content, body=body)

        return fetch

    return build


def _lead_on(tx: Tx, links: Links, file: str, t: datetime) -> Content:
    """Return the way to what stands in place of a file that was public, if that is public itself.

    Raises `Gone`, or `NotFound` of what never was: nothing must tell that it may be one day.
    """
    name = id_of(file)
    stored = media_store.by_id(tx, (name,)).get(name)
    if stored is None or not media_store.was_public(tx, name, t):
        raise NotFound(what="picture")
    # Raises of a name that never was one of its files.
    wanted = find_file(links, stored, file)
    successor = picture_library.successor(tx, name)
    shown = media_store.public(tx, successor, t) if successor else None
    if shown is None:
        raise Gone
    moved: Header = (b"location", _counterpart(links, shown, wanted).encode())
    return Content(b"", "text/plain", None, 308, (moved,), newsroom=shown.newsroom, kept=False)


def _counterpart(links: Links, shown: Media, wanted: "WantedFile") -> str:
    """Return the URL of a picture's file that is most like one of another picture."""
    if wanted.is_original and shown.original:
        return links.rendition(shown, shown.original)
    same = (
        links.rendition(shown, rendition)
        for rendition in shown.renditions
        if wanted.rendition
        and (rendition.type, rendition.width) == (wanted.type, wanted.rendition.width)
    )
    return next(same, links.media(shown))


def id_of(file: str) -> str:
    """Return the id of the stored file that an address ends with, in whatever size."""
    return file.partition(".")[0].partition("-")[0]


class WantedFile(msgspec.Struct, frozen=True):
    """Which of the files of a picture or attachment is asked for; no `rendition` is itself."""

    stated: Media | Rendition
    rendition: Rendition | None
    is_original: bool = False

    @property
    def type(self) -> str:
        return self.stated.type

    @property
    def sha256(self) -> str:
        return self.stated.sha256


def find_file(links: Links, stored: Media, file: str) -> WantedFile:
    """Return what an address ends with; raises `NotFound`."""
    if links.media(stored).endswith(f"/{file}"):
        return WantedFile(stored, None)
    for rendition in stored.others:
        if links.rendition(stored, rendition).endswith(f"/{file}"):
            return WantedFile(rendition, rendition, rendition == stored.original)
    raise NotFound(what="picture")


def serve_file(
    services: Services, stored: Media, file: str, headers: Mapping[str, str]
) -> Response:
    """Return a file for those who may see it although it is not public; raises `NotFound`."""
    wanted = find_file(services.links, stored, file)
    stream = BodyStream(
        wanted.stated.size, partial(services.media.pieces, stored, wanted.rendition)
    )
    return StreamResponse(stream, csp.as_text(safety(stored, wanted)) | dict(headers), wanted.type)


def safety(stored: Media, wanted: WantedFile) -> tuple[Header, ...]:
    """Return the headers that keep a file a file; what is for saving has a name to be saved under.

    That is an attachment, by its title, and the original of a picture, by its newsroom and id.
    """
    if stored.is_picture and not wanted.is_original:
        return (csp.FILE,)
    name = f"{stored.newsroom}-{stored.id}" if stored.is_picture else slug(stored.title)
    saved = f'attachment; filename="{name}{EXTENSIONS[wanted.type]}"'
    return csp.FILE, (b"content-disposition", saved.encode())
