"""The calendar of a newsroom's press invitations over HTTP."""

from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request

from feeds.calendar import calendar
from releases.errors import NotFound
from releases.model import Kind
from releases.public import Listing, Selection
from releases.store import listings
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build

TYPE = "text/calendar; charset=utf-8"
# The newest invitations; older ones have taken place.
ITEMS = 100


def invitations(request: Request, query: dict[str, str]) -> Build:
    """The press invitations of a newsroom, or the one that `release` names."""
    newsroom = request.path_params["newsroom"]
    one = query.get("release")
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        items = _single(tx, newsroom, one, t) if one else _newest(tx, newsroom, t)
        body, failed = calendar(items, services.links)
        return Content(body, TYPE, items.changed_at, failed=failed)

    return build


def _newest(tx: Tx, newsroom: str, t: datetime) -> Listing:
    selection = Selection(newsroom=newsroom, kind=Kind.PRESS_INVITATION)
    return listings.listing(tx, selection, t, ITEMS, notices=True)


def _single(tx: Tx, newsroom: str, release_id: str, t: datetime) -> Listing:
    item = listings.release(tx, newsroom, release_id, t)
    if item.document.event is None:
        raise NotFound("no_event")
    everything = listings.listing(tx, Selection(newsroom=newsroom), t, 0)
    return replace(everything, items=(item,))
