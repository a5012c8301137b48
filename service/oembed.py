"""oEmbed for the addresses of press rooms and releases (https://oembed.com)."""

from datetime import datetime
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import Request
from starlette.responses import Response

from feeds import oembed
from feeds.links import Links
from feeds.oembed import OEmbed
from releases.errors import NotFound
from releases.reading import Listing, Selection
from releases.store import listings, newsrooms
from releases.store.tx import Tx
from service import queries
from service.edition import Draft
from service.problems import Problem, bad_query
from service.public import CORS
from service.reply import EditionResponse
from service.wiring import house

_NAMES = ("url", "format", "maxwidth", "maxheight")
_FORMS = {
    "json": ("application/json", oembed.to_json),
    "xml": ("text/xml; charset=utf-8", oembed.to_xml),
}
_MOST = 9999
# A release's address has its newsroom, its id and, for people, a slug.
_RELEASE = (2, 3)


async def answer(request: Request) -> Response:
    """What a page of ours looks like in somebody else's; 404 for any that is not public."""
    asked = queries.read(request, _NAMES)
    if "url" not in asked:
        raise bad_query("url", "say which page to embed")
    form = asked.get("format", "json")
    if form not in _FORMS:
        raise Problem(501, "Not implemented", f"format: one of {', '.join(_FORMS)}")
    width = queries.number(asked, "maxwidth", _MOST, 1, _MOST)
    height = queries.number(asked, "maxheight", _MOST, 1, _MOST)
    parts = house(request)
    kind, write = _FORMS[form]

    def build(tx: Tx, t: datetime) -> Draft:
        found, changed = _found(tx, asked["url"], parts.links, (width, height), t)
        return Draft(write(found), kind, changed, headers=CORS)

    edition = await parts.editions.get(queries.key(request, asked, _NAMES), build)
    return EditionResponse(edition)


def _found(
    tx: Tx, url: str, links: Links, size: tuple[int, int], t: datetime
) -> tuple[OEmbed, datetime | None]:
    path, query = _split(url, links)
    newsroom, *rest = path
    changed = listings.changed_at(tx, newsroom, t)
    if len(path) in _RELEASE:
        if query:
            raise NotFound("There is no such page.")
        return oembed.of_release(listings.release(tx, newsroom, rest[0], t), links, *size), changed
    if rest:
        raise NotFound("There is no such page.")
    listing = Listing(_selection(newsroom, query), newsrooms.get(tx, newsroom), ())
    return oembed.of_room(listing, links, *size), changed


def _split(url: str, links: Links) -> tuple[list[str], str]:
    """Return the parts of a path of ours and the query; `NotFound` for any other address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    if f"{parts.scheme}://{parts.netloc}" != links.base:
        raise NotFound("There is no such page.")
    return parts.path.strip("/").split("/"), parts.query


def _selection(newsroom: str, query: str) -> Selection:
    asked = dict(parse_qsl(query))
    try:
        if set(asked) <= set(queries.FILTERS):
            return queries.selection(asked, newsroom)
    except Problem:
        raise NotFound("There is no such page.") from None
    raise NotFound("There is no such page.")
