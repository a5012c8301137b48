"""Pages that explain: how to follow a press room, and how accessible the pages are."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from releases.reading import Selection
from releases.store import listings, newsrooms, offered
from releases.store.tx import Tx
from service import pages_guides, policy, queries
from service.edition import Draft
from service.public import HTML
from service.reply import EditionResponse
from service.wiring import house


async def follow(request: Request) -> Response:
    """All the ways to follow a newsroom."""
    queries.read(request, ())
    newsroom = request.path_params["newsroom"]
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        room = newsrooms.get(tx, newsroom)
        topics = offered.topics(tx, newsroom, t)
        body = pages_guides.follow(room, Selection(newsroom=newsroom), topics, parts.links)
        modified = listings.changed_at(tx, newsroom, t)
        return Draft(body, HTML, modified, headers=policy.page(parts.links))

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


async def accessibility(request: Request) -> Response:
    """The accessibility statement."""
    queries.read(request, ())
    parts = house(request)

    def build(tx: Tx, _: datetime) -> Draft:
        body = pages_guides.accessibility(newsrooms.everyone(tx), parts.links)
        return Draft(body, HTML, headers=policy.page(parts.links))

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))
