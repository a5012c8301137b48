"""The public resources: pages, feeds, embeds and media, each an edition built on demand."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from feeds import jsonfeed, ninjs, syndication
from feeds.links import Links, query
from feeds.rendered import Rendered
from releases.errors import NotFound
from releases.reading import Cursor, Listing, Selection
from releases.store import archives, listings, newsrooms, offered, settings
from releases.store.tx import Tx
from service import pages, policy, queries
from service.edition import Draft, Edition, Header
from service.editions import Build, Key
from service.pages import Choice
from service.reply import EditionResponse
from service.sinks import websub
from service.wiring import House, house

Endpoint = Callable[[Request], Awaitable[Response]]

FEED_ITEMS = 20
PAGE_ITEMS = 20

HTML = "text/html; charset=utf-8"
# What other origins may read, they may also ask about beforehand.
READ = ("GET", "OPTIONS")
CORS: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Link"),
)

ATOM = "application/atom+xml; charset=utf-8"
_FEEDS: dict[str, tuple[str, Callable[[Listing, Links, tuple[str, ...]], Rendered]]] = {
    "rss": ("application/rss+xml; charset=utf-8", syndication.rss),
    "atom": (ATOM, syndication.atom),
    "json": (jsonfeed.JSON_TYPE, jsonfeed.jsonfeed),
    "ninjs.json": (ninjs.NINJS_TYPE, ninjs.ninjs),
}


async def start(request: Request) -> Response:
    """The newsrooms."""
    queries.read(request, ())
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        body = pages.start(newsrooms.everyone(tx), parts.links, parts.demo)
        return Draft(body, HTML, listings.changed_at(tx, None, t), headers=policy.page(parts.links))

    return await _edition(parts, queries.key(request, {}, ()), build)


async def press_room(request: Request) -> Response:
    """A newsroom's releases, newest first, a page at a time."""
    names = (*queries.FILTERS, "year", "before")
    asked = queries.read(request, names)
    selection = queries.selection(asked, request.path_params["newsroom"])
    before = queries.cursor(asked, "before")
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        notices = before is None and selection.year is None
        found = listings.listing(tx, selection, t, PAGE_ITEMS, before, notices=notices)
        found = replace(found, items=found.page())
        first = parts.links.listing(selection)
        older = _older(first, selection, found.older) if found.older else None
        room = selection.newsroom or ""
        choice = Choice(offered.topics(tx, room, t), offered.years(tx, room, t))
        body = pages.newsroom(found, parts.links, first if before else None, older, choice)
        headers = policy.page(parts.links)
        return Draft(body, HTML, found.changed_at, headers=headers, newsroom=room)

    return await _edition(parts, queries.key(request, asked, names), build)


async def release(request: Request) -> Response:
    """A release: 301 under another slug, 410 once withdrawn."""
    queries.read(request, ())
    parts = house(request)
    newsroom, release_id = request.path_params["newsroom"], request.path_params["release"]
    # The slug is looked at only once the release is known to be public, so a redirect never
    # tells of one that is not.
    address = f"{parts.links.base}{request.url.path}"

    def build(tx: Tx, t: datetime) -> Draft:
        item = listings.release(tx, newsroom, release_id, t)
        if item.state.withdrawn:
            body = pages.withdrawn(item, parts.links)
            headers = policy.page(parts.links)
            return Draft(body, HTML, item.state.since, 410, headers, newsroom=newsroom)
        changed = listings.changed_at(tx, newsroom, t)
        canonical = parts.links.release(item)
        if canonical != address:
            moved: Header = (b"location", canonical.encode())
            return Draft(b"", HTML, None, 301, (moved,), newsroom=newsroom)
        choices = settings.get(tx, newsroom)
        body = pages.release(item, parts.links, choices if choices.feedback else None)
        return Draft(body, HTML, changed, headers=policy.page(parts.links), newsroom=newsroom)

    return await _edition(parts, queries.key(request, {}, ()), build)


async def feed(request: Request) -> Response:
    """A feed of one newsroom or of all, in the format the path names."""
    asked = queries.read(request, queries.FILTERS)
    selection = queries.selection(asked, request.path_params.get("newsroom"))
    form = request.path_params["form"]
    if form not in _FEEDS:
        raise NotFound("There is no feed in that format.")
    parts = house(request)
    kind, render = _FEEDS[form]
    # Hubs are told of whole feeds: a subscription to a narrowed one would never be served.
    told = form in websub.FORMS and not query(selection)
    hubs = parts.settings.hubs if told else ()
    headers = (*CORS, *websub.headers(parts.links.feed(form, selection), hubs))

    def build(tx: Tx, t: datetime) -> Draft:
        found = listings.listing(tx, selection, t, FEED_ITEMS, notices=True)
        if selection.newsroom and not query(selection):
            found = replace(found, archived=archives.newest(tx, selection.newsroom, t))
        body, failed = render(found, parts.links, hubs)
        room = selection.newsroom
        return Draft(body, kind, found.changed_at, headers=headers, failed=failed, newsroom=room)

    return await _edition(parts, queries.key(request, asked, queries.FILTERS), build)


def shared(endpoint: Endpoint) -> Endpoint:
    """Return the endpoint, answering also the preflights of other origins' pages.

    They need one to ask conditionally (the Fetch standard, CORS preflight); the answer is the same
    whether or not there is anything at the address.
    """

    async def answering(request: Request) -> Response:
        return _preflight() if request.method == "OPTIONS" else await endpoint(request)

    return answering


def _preflight() -> Response:
    return Response(
        status_code=204,
        headers={
            "Access-Control-Allow-Origin": "*",
            "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
            "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
            "Access-Control-Max-Age": "86400",
            "Allow": "GET, HEAD, OPTIONS",
        },
    )


async def to_press_room(request: Request) -> Response:
    """Add the slash a newsroom's address ends with."""
    queries.read(request, ())
    parts = house(request)
    room = await parts.store.read(newsrooms.get, request.path_params["newsroom"])
    return RedirectResponse(parts.links.newsroom(room.slug), 301)


async def _edition(parts: House, key: Key, build: Build) -> Response:
    edition: Edition = await parts.editions.get(key, build)
    return EditionResponse(edition)


def _older(first: str, selection: Selection, cursor: Cursor) -> str:
    mark = "&" if query(selection) else "?"
    return f"{first}{mark}before={queries.cursor_text(cursor)}"
