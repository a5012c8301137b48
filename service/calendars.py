"""The calendar of a newsroom's press invitations over HTTP."""

from datetime import datetime

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response

from feeds.calendar import calendar
from releases.errors import NotFound
from releases.model import Kind
from releases.reading import Listing, Selection
from releases.store import listings
from releases.store.tx import Tx
from service import queries
from service.edition import Draft
from service.public import CORS
from service.reply import EditionResponse
from service.wiring import house

TYPE = "text/calendar; charset=utf-8"
# The newest invitations; older ones have taken place.
ITEMS = 100
_NAMES = ("release",)


async def invitations(request: Request) -> Response:
    """The press invitations of a newsroom, or the one that `release` names."""
    asked = queries.read(request, _NAMES)
    newsroom = request.path_params["newsroom"]
    one = asked.get("release")
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = _single(tx, newsroom, one, t) if one else _newest(tx, newsroom, t)
        body, failed = calendar(found, parts.links)
        return Draft(body, TYPE, found.changed_at, headers=CORS, failed=failed)

    edition = await parts.editions.get(queries.key(request, asked, _NAMES), build)
    return EditionResponse(edition)


def _newest(tx: Tx, newsroom: str, t: datetime) -> Listing:
    selection = Selection(newsroom=newsroom, kind=Kind.PRESS_INVITATION)
    return listings.listing(tx, selection, t, ITEMS, notices=True)


def _single(tx: Tx, newsroom: str, release_id: str, t: datetime) -> Listing:
    item = listings.release(tx, newsroom, release_id, t)
    if item.document.event is None:
        raise NotFound("There is no event in that release.")
    everything = listings.listing(tx, Selection(newsroom=newsroom), t, 0)
    return replace(everything, items=(item,))
