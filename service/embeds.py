"""What partners put into pages of their own: fragment, component, frame; and how to choose."""

from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from feeds import snippet
from feeds.accent import accent
from feeds.embedding import COUNT, HEADING, MOST, Embed, Theme
from feeds.links import Links
from releases.reading import Listing, Selection
from releases.store import listings, settings
from releases.store.tx import Tx
from service import pages_embeds, policy, queries
from service.edition import Draft, Header, encode
from service.problems import bad_query
from service.public import CORS, HTML
from service.reply import EditionResponse
from service.wiring import house

# A page with Cross-Origin-Embedder-Policy takes only what says that it may be taken.
_TAKEN: Header = (b"cross-origin-resource-policy", b"cross-origin")
# The builder offers the topics and places of this many releases.
_OFFERED = 50

_FRAGMENT = ("count", *queries.FILTERS, "heading", "pictures")
_FRAME = ("count", *queries.FILTERS, "pictures", "theme", "release")
_BUILDER = ("count", *queries.FILTERS, "heading", "pictures", "theme")


async def fragment(request: Request) -> Response:
    """The newest releases as an HTML fragment for other sites to include."""
    asked = queries.read(request, _FRAGMENT)
    embed = _embed(request, asked)
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = _newest(tx, embed, t)
        room = request.path_params["newsroom"]
        body = snippet.fragment(
            found,
            parts.links,
            embed.heading,
            pictures=embed.pictures,
            accent=accent(settings.get(tx, room).accent),
        )
        return Draft(body, HTML, found.changed_at, headers=(*CORS, _TAKEN), newsroom=room)

    edition = await parts.editions.get(queries.key(request, asked, _FRAGMENT), build)
    return EditionResponse(edition)


async def frame(request: Request) -> Response:
    """The newest releases, or the one that `release` names, as a page for an iframe."""
    asked = queries.read(request, _FRAME)
    embed = _embed(request, asked)
    one = asked.get("release")
    if one and set(asked) - {"release", "pictures", "theme"}:
        raise bad_query("release", "one release is neither counted nor filtered")
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = _single(tx, embed.selection, one, t) if one else _newest(tx, embed, t)
        room = request.path_params["newsroom"]
        colour = accent(settings.get(tx, room).accent)
        body = pages_embeds.frame(found, embed, parts.links, colour, single=bool(one))
        style = pages_embeds.style(colour)
        headers = (*policy.page(parts.links, framed=True, script=True, style=style), _TAKEN)
        return Draft(body, HTML, found.changed_at, headers=headers, newsroom=room)

    edition = await parts.editions.get(queries.key(request, asked, _FRAME), build)
    return EditionResponse(edition)


async def builder(request: Request) -> Response:
    """Where partners choose what to embed, see it, and copy the code."""
    asked = queries.read(request, _BUILDER)
    embed = _embed(request, asked)
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        room = request.path_params["newsroom"]
        offered = listings.listing(tx, Selection(newsroom=room), t, _OFFERED)
        coloured = bool(settings.get(tx, room).accent)
        body = pages_embeds.builder(offered, embed, parts.links, coloured=coloured)
        headers = policy.page(parts.links, script=True, asks=True)
        return Draft(body, HTML, offered.changed_at, headers=headers)

    edition = await parts.editions.get(queries.key(request, asked, _BUILDER), build)
    return EditionResponse(edition)


async def component(request: Request) -> Response:
    """The script that defines `<press-releases>`."""
    queries.read(request, ())
    return EditionResponse(_COMPONENT)


def _embed(request: Request, asked: dict[str, str]) -> Embed:
    theme = asked.get("theme", Theme.INHERIT)
    if theme not in set(Theme):
        raise bad_query("theme", f"one of {', '.join(Theme)}")
    return Embed(
        selection=queries.selection(asked, request.path_params["newsroom"]),
        count=queries.number(asked, "count", COUNT, 1, MOST),
        heading=queries.number(asked, "heading", HEADING, 1, 6),
        theme=Theme(theme),
        pictures=queries.number(asked, "pictures", 0, 0, 1) == 1,
    )


def _newest(tx: Tx, embed: Embed, t: datetime) -> Listing:
    found = listings.listing(tx, embed.selection, t, embed.count, notices=True)
    return replace(found, items=found.items[: embed.count])


def _single(tx: Tx, selection: Selection, release: str, t: datetime) -> Listing:
    item = listings.release(tx, selection.newsroom or "", release, t)
    changed = listings.changed_at(tx, selection.newsroom, t)
    return Listing(selection, item.newsroom, (item,), changed_at=changed)


# The same bytes until the next version of the service: its tag is a hash of what it holds.
_COMPONENT = encode(
    Draft(
        pages_embeds.component(Links("")),
        "text/javascript; charset=utf-8",
        headers=(*CORS, _TAKEN),
    )
)
