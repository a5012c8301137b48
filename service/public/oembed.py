"""oEmbed for the addresses of newsrooms and releases (https://oembed.com)."""

from datetime import datetime
from urllib.parse import SplitResult, parse_qsl, urlsplit

from starlette.requests import Request

from feeds import oembed
from feeds.links import FILTERS, Links
from feeds.oembed import OEmbed
from releases.errors import FieldError, NotFound
from releases.public import Listing, Selection
from releases.store import listings, newsrooms
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.problems import Problem, bad_request
from service.public import queries
from service.public.pages import PARAMETERS

_FORMS = {
    "json": ("application/json", oembed.to_json),
    "xml": ("text/xml; charset=utf-8", oembed.to_xml),
}
_MOST = 9999
_PORTS = {"http": 80, "https": 443}
# A release's address has its newsroom, its id and, for people, a slug.
_RELEASE = (2, 3)


def answer(request: Request, query: dict[str, str]) -> Build:
    """What a page of ours looks like in somebody else's; 404 for any that is not public."""
    if "url" not in query:
        raise bad_request("url", "page_needed")
    form = query.get("format", "json")
    if form not in _FORMS:
        raise Problem(501, FieldError("format", "not_one_of", choices=", ".join(_FORMS)))
    width = queries.number(query, "maxwidth", _MOST, 1, _MOST)
    height = queries.number(query, "maxheight", _MOST, 1, _MOST)
    services = wiring.services(request)
    kind, write = _FORMS[form]

    def build(tx: Tx, t: datetime) -> Content:
        target, own, changed = _resolve(tx, query["url"], services.links, (width, height), t)
        return Content(write(target), kind, changed, kept=own == query["url"])

    return build


def _resolve(
    tx: Tx, url: str, links: Links, size: tuple[int, int], t: datetime
) -> tuple[OEmbed, str, datetime | None]:
    """Return what is at an address of ours, the one spelling of it, and when it changed."""
    path, query = _split(url, links)
    newsroom, *rest = path
    changed = listings.last_change(tx, newsroom, t)
    if len(path) in _RELEASE:
        item = listings.release(tx, newsroom, rest[0], t)
        return oembed.of_release(item, links, *size), links.release(item), changed
    if rest:
        raise NotFound(what="page")
    selection = _selection(newsroom, query)
    listing = Listing(selection, newsrooms.get(tx, newsroom), ())
    return oembed.of_room(listing, links, *size), links.listing(selection), changed


def _split(url: str, links: Links) -> tuple[list[str], str]:
    """Return the parts of a path of ours and the query; `NotFound` for any other address."""
    try:
        parts = urlsplit(url)
        ours = _host(parts) == _host(urlsplit(links.base))
    except ValueError:
        ours = False
    if not ours:
        raise NotFound(what="page")
    return parts.path.strip("/").split("/"), parts.query


def _host(parts: SplitResult) -> tuple[str, int | None]:
    """Return host and port in their one spelling, `ValueError` where the web has no such address.

    http and https are one, as are a letter and its capital, å and xn--…, and no port and the usual.
    """
    if parts.scheme not in _PORTS or not parts.hostname or "@" in parts.netloc:
        raise ValueError(parts.netloc)
    port = None if parts.port == _PORTS[parts.scheme] else parts.port
    return parts.hostname.encode("idna").decode("ascii"), port


def _selection(newsroom: str, query: str) -> Selection:
    asked = {name: value for name, value in parse_qsl(query) if name in PARAMETERS}
    # Of an older page or a year there is no frame.
    if not asked.keys() <= set(FILTERS):
        raise NotFound(what="page")
    try:
        return queries.selection(asked, newsroom)
    except Problem:
        raise NotFound(what="page") from None
