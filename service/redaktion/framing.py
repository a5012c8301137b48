"""Answers that show what is not public: never stored, never indexed, framed by the desk alone."""

from starlette.responses import Response

from feeds.links import Links
from releases.model import Media, Rendition
from service import policy
from service.redaktion.visit import Visit

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
    return ShownLinks(visit.house.links.base, visit.url("r", release, "fil"))


def framed(body: bytes, links: Links, kind: str = HTML, *, style: str = "") -> Response:
    """Return a rendering for a frame of our own pages; the address of those is told to nobody.

    `style` is the text of its style element, if it has one.
    """
    headers = {name.decode(): value.decode() for name, value in policy.page(links, style=style)}
    headers["content-security-policy"] = headers["content-security-policy"].replace(
        "frame-ancestors 'none'", "frame-ancestors 'self'"
    )
    headers["referrer-policy"] = "no-referrer"
    return Response(body, 200, headers | _HEADERS, kind)


def looked_at(visit: Visit, body: bytes) -> bytes:
    """Return a rendering; nothing in it takes the keyboard where a frame asks for that (`ram`).

    Its links lead nowhere there, and whoever goes by keyboard would have to pass every one; the
    page around the frame has a link to the same rendering by itself.
    """
    if "ram" not in visit.request.query_params:
        return body
    return body.replace(b"<body", b"<body inert", 1)


def file(body: bytes, kind: str, safety: tuple[tuple[bytes, bytes], ...]) -> Response:
    """Return a stored file that is not public."""
    kept = {name.decode(): value.decode() for name, value in safety}
    return Response(body, 200, kept | _HEADERS | {"Referrer-Policy": "no-referrer"}, kind)
