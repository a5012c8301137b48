"""Pages that explain: how to follow a newsroom, and how accessible the pages are."""

from datetime import datetime

from starlette.requests import Request

from releases.public import Selection
from releases.store import facets, listings, newsrooms
from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.pages import csp, guides
from service.public.resources import HTML


def follow(request: Request, _: dict[str, str]) -> Build:
    """All the ways to follow a newsroom."""
    newsroom = request.path_params["newsroom"]
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        room = newsrooms.get(tx, newsroom)
        topics = facets.topics(tx, newsroom, t)
        body = guides.follow(room, Selection(newsroom=newsroom), topics, services.links)
        modified = listings.last_change(tx, newsroom, t)
        return Content(body, HTML, modified, headers=csp.page(services.links))

    return build


def accessibility(request: Request, _: dict[str, str]) -> Build:
    """The accessibility statement."""
    services = wiring.services(request)

    def build(tx: Tx, __: datetime) -> Content:
        body = guides.accessibility(newsrooms.everyone(tx), services.links)
        return Content(body, HTML, headers=csp.page(services.links))

    return build
