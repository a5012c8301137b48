"""Answers that show what is not public: never stored, never indexed, framed by the desk alone."""

from starlette.responses import Response

from feeds.links import Links
from releases.model import Media, Rendition
from service.pages import csp
from service.public import media
from service.redaktion.request import Visit

HTML = "text/html; charset=utf-8"
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


class ShownLinks(Links, frozen=True):
    """The public URLs, but for stored files: those come from `files`, where a visitor may."""

    files: str

    def media(self, media: Media) -> str:
        return self._beside(super().media(media))

    def rendition(self, media: Media, rendition: Rendition) -> str:
        return self._beside(super().rendition(media, rendition))

    def _beside(self, public: str) -> str:
        return f"{self.files}/{public.rpartition('/')[2]}"


def links_of(visit: Visit, release: str) -> ShownLinks:
    """Return URLs whose stored files are those of a release, for who works in its newsroom."""
    return ShownLinks(visit.services.links.base, visit.url("r", release, "fil"))


def frame_response(body: bytes, links: Links, *, style: str = "") -> Response:
    """Return a rendering for a frame of our own pages; the address of those is told to nobody.

    `style` is the text of its style element, if it has one.
    """
    return Response(body, 200, csp.as_text(csp.preview(links, style)) | _HEADERS, HTML)


def preview_response(visit: Visit, body: bytes) -> bytes:
    """Return a rendering; nothing in it takes the keyboard where a frame asks for that (`framed`).

    Its links lead nowhere there, and whoever goes by keyboard would have to pass every one; the
    page around the frame has a link to the same rendering by itself.
    """
    if "framed" not in visit.query:
        return body
    return body.replace(b"<body", b"<body inert", 1)


def file(visit: Visit, stored: Media, name: str) -> Response:
    """Return a stored file that is not public; raises `NotFound`."""
    headers = csp.as_text((csp.NO_REFERRER,)) | _HEADERS
    return media.serve_file(visit.services, stored, name, headers)
