"""The pages of newsrooms and releases over HTTP."""

from datetime import datetime
from urllib.parse import urlencode

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from feeds import links
from feeds.accent import page_accent
from releases.model import Newsroom
from releases.public import Cursor, Selection
from releases.store import facets, listings, media, newsrooms, settings
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.cache.encodings import Header
from service.pages import brand, csp
from service.pages import press_room as pages_press_room
from service.pages.brand import Brand
from service.pages.press_room import Choice
from service.public import queries
from service.public.resources import HTML

PAGE_ITEMS = 20
# What a newsroom may be asked for.
PARAMETERS = (*links.FILTERS, "year", "before")


def start(request: Request, _: dict[str, str]) -> Build:
    """The newsrooms."""
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        body = pages_press_room.start(newsrooms.everyone(tx), services.links, services.demo)
        return Content(
            body, HTML, listings.last_change(tx, None, t), headers=csp.page(services.links)
        )

    return build


def press_room(request: Request, query: dict[str, str]) -> Build:
    """A newsroom's releases, newest first, a page at a time."""
    selection = queries.selection(query, request.path_params["newsroom"])
    before = queries.cursor(query, "before")
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        notices = before is None and selection.year is None
        listing = listings.listing(tx, selection, t, PAGE_ITEMS, before, notices=notices)
        listing = replace(listing, items=listing.page())
        first = services.links.listing(selection)
        older = _older(first, selection, listing.older) if listing.older else None
        room = selection.newsroom or ""
        choice = Choice(facets.topics(tx, room, t), facets.years(tx, room, t))
        own = _brand(tx, listing.newsroom)
        body = pages_press_room.newsroom(
            listing, services.links, first if before else None, older, choice, own
        )
        headers = csp.page(services.links, brand.style(own.accent))
        return Content(body, HTML, listing.changed_at, headers=headers, newsroom=room)

    return build


def release(request: Request, _: dict[str, str]) -> Build:
    """A release: 301 under another slug, 410 once withdrawn."""
    services = wiring.services(request)
    newsroom, release_id = request.path_params["newsroom"], request.path_params["release"]
    # The slug is looked at only once the release is known to be public, so a redirect never
    # tells of one that is not.
    address = f"{services.links.base}{request.scope['path']}"

    def build(tx: Tx, t: datetime) -> Content:
        item = listings.release(tx, newsroom, release_id, t)
        canonical = services.links.release(item)
        # Any number of addresses end in another slug: what they answer is not worth keeping.
        sought = canonical == address
        if item.state.withdrawn:
            body = pages_press_room.withdrawn(item, services.links)
            headers = csp.page(services.links)
            since = item.state.since
            return Content(body, HTML, since, 410, headers, newsroom=newsroom, kept=sought)
        if not sought:
            moved: Header = (b"location", canonical.encode())
            return Content(b"", HTML, None, 301, (moved,), newsroom=newsroom, kept=False)
        changed = listings.last_change(tx, newsroom, t)
        choices = settings.get(tx, newsroom)
        body = pages_press_room.release(
            item, services.links, choices if choices.feedback else None, scripted=True
        )
        return Content(body, HTML, changed, headers=csp.release(services.links), newsroom=newsroom)

    return build


async def to_press_room(request: Request) -> Response:
    """Add the slash a newsroom's address ends with."""
    query = queries.parse_query(request, PARAMETERS)
    services = wiring.services(request)
    room = await services.store.read(newsrooms.get, request.path_params["newsroom"])
    asked = f"?{urlencode(query)}" if query else ""
    return RedirectResponse(services.links.newsroom(room.slug) + asked, 301)


def _brand(tx: Tx, room: Newsroom | None) -> Brand:
    if room is None:
        return brand.PLAIN
    name = room.logo_media
    stored = media.by_id(tx, (name,)).get(name) if name else None
    return Brand(page_accent(settings.get(tx, room.slug).accent), stored)


def _older(first: str, selection: Selection, cursor: Cursor) -> str:
    mark = "&" if links.query(selection) else "?"
    return f"{first}{mark}before={queries.cursor_text(cursor)}"
