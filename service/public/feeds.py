"""Feeds over HTTP: of one newsroom or of all, whole or narrowed."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request

from feeds import jsonfeed, links, ninjs, syndication
from feeds.item import FEED_ITEMS
from feeds.rendered import Rendered
from releases.errors import NotFound
from releases.public import Listing
from releases.store import archives, listings
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.outbound import websub
from service.public import queries

ATOM = "application/atom+xml; charset=utf-8"
_FEEDS: dict[str, tuple[str, Callable[[Listing, links.Links, tuple[str, ...]], Rendered]]] = {
    "rss": ("application/rss+xml; charset=utf-8", syndication.rss),
    "atom": (ATOM, syndication.atom),
    "json": (jsonfeed.JSON_TYPE, jsonfeed.jsonfeed),
    "ninjs.json": (ninjs.NINJS_TYPE, ninjs.ninjs),
}


def feed(request: Request, query: dict[str, str]) -> Build:
    """A feed of one newsroom or of all, in the format the path names."""
    selection = queries.selection(query, request.path_params.get("newsroom"))
    form = request.path_params["form"]
    if form not in _FEEDS:
        raise NotFound("no_feed_format")
    services = wiring.services(request)
    kind, render = _FEEDS[form]
    narrowed = bool(links.query(selection))
    # Hubs are told of whole feeds: a subscription to a narrowed one would never be served.
    told = form in websub.FORMS and not narrowed
    hubs = services.settings.hubs if told else ()
    headers = websub.headers(services.links.feed(form, selection), hubs)

    def build(tx: Tx, t: datetime) -> Content:
        listing = listings.listing(tx, selection, t, FEED_ITEMS, notices=True)
        if selection.newsroom and not narrowed:
            listing = replace(listing, archived=archives.newest(tx, selection.newsroom, t))
        body, failed = render(listing, services.links, hubs)
        room = selection.newsroom
        return Content(
            body, kind, listing.changed_at, headers=headers, failed=failed, newsroom=room
        )

    return build
