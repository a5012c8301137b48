"""What partners put into pages of their own: fragment, component, frame; and how to choose."""

from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request

from feeds import snippet
from feeds.accent import accent
from feeds.embed_options import COUNT, HEADING, MOST, Embed, Theme
from feeds.links import Links
from releases.public import Listing, Selection
from releases.store import listings, settings
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.cache.encodings import Header
from service.pages import csp, embeds
from service.problems import bad_request
from service.public import queries
from service.public.resources import HTML

# A page with Cross-Origin-Embedder-Policy takes only what says that it may be taken.
_TAKEN: Header = (b"cross-origin-resource-policy", b"cross-origin")
# The builder offers the topics and places of this many releases.
_OFFERED = 50


def fragment(request: Request, query: dict[str, str]) -> Build:
    """The newest releases as an HTML fragment for other sites to include."""
    embed = _embed(request, query)
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        listing = _newest(tx, embed, t)
        room = request.path_params["newsroom"]
        body = snippet.fragment(
            listing,
            services.links,
            embed.heading,
            pictures=embed.pictures,
            accent=accent(settings.get(tx, room).accent),
        )
        return Content(body, HTML, listing.changed_at, headers=(_TAKEN,), newsroom=room)

    return build


def frame(request: Request, query: dict[str, str]) -> Build:
    """The newest releases, or the one that `release` names, as a page for an iframe."""
    embed = _embed(request, query)
    one = query.get("release")
    if one and query.keys() - {"release", "pictures", "theme"}:
        raise bad_request("release", "embed_release_alone")
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        listing = _single(tx, embed.selection, one, t) if one else _newest(tx, embed, t)
        room = request.path_params["newsroom"]
        colour = accent(settings.get(tx, room).accent)
        body = embeds.frame(listing, embed, services.links, colour, single=bool(one))
        style = embeds.style(colour)
        headers = (*csp.embed(services.links, style), _TAKEN)
        return Content(body, HTML, listing.changed_at, headers=headers, newsroom=room)

    return build


def builder(request: Request, query: dict[str, str]) -> Build:
    """Where partners choose what to embed, see it, and copy the code."""
    embed = _embed(request, query)
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        room = request.path_params["newsroom"]
        offered = listings.listing(tx, Selection(newsroom=room), t, _OFFERED)
        coloured = bool(settings.get(tx, room).accent)
        body = embeds.builder(offered, embed, services.links, coloured=coloured)
        headers = csp.builder(services.links)
        return Content(body, HTML, offered.changed_at, headers=headers)

    return build


def component(_: Request, __: dict[str, str]) -> Content:
    """The script that defines `<press-releases>`."""
    return _COMPONENT


def _embed(request: Request, query: dict[str, str]) -> Embed:
    theme = query.get("theme", Theme.INHERIT)
    if theme not in set(Theme):
        raise bad_request("theme", "not_one_of", choices=", ".join(Theme))
    return Embed(
        selection=queries.selection(query, request.path_params["newsroom"]),
        count=queries.number(query, "count", COUNT, 1, MOST),
        heading=queries.number(query, "heading", HEADING, 1, 6),
        theme=Theme(theme),
        pictures=queries.number(query, "pictures", 0, 0, 1) == 1,
    )


def _newest(tx: Tx, embed: Embed, t: datetime) -> Listing:
    listing = listings.listing(tx, embed.selection, t, embed.count, notices=True)
    return replace(listing, items=listing.items[: embed.count])


def _single(tx: Tx, selection: Selection, release: str, t: datetime) -> Listing:
    item = listings.release(tx, selection.newsroom or "", release, t)
    changed = listings.last_change(tx, selection.newsroom, t)
    return Listing(selection, item.newsroom, (item,), changed_at=changed)


# Its tag is a hash of what it holds: the same until the next version of the service.
_COMPONENT = Content(
    embeds.component(Links("")), "text/javascript; charset=utf-8", headers=(_TAKEN,)
)
