"""A draft as readers would see it, for who writes it."""

from datetime import datetime

from starlette.responses import Response

from releases import rehearsal
from releases.model import Release
from releases.reading import PublicRelease
from releases.rehearsal import Wish
from releases.store import drafts
from releases.store.tx import Tx
from service import pages
from service.redaktion.rendering import HEADERS
from service.redaktion.visit import Visit
from service.redaktion.writing.desk_links import DeskLinks


async def frame(visit: Visit) -> Response:
    """Show the page of a draft in a frame, with the way back to writing."""
    release = await visit.read(drafts.get, visit.newsroom, visit.path["release"])
    return visit.page("preview.html", release=release)


async def framed(visit: Visit) -> Response:
    """Show the page of a draft itself: inert, for the frame alone."""
    now = visit.house.clock.now()
    _, item = await visit.read(_rehearsed, visit.newsroom, visit.path["release"], now)
    links = DeskLinks(visit.house.links.base, visit.newsroom)
    return Response(pages.release(item, links), 200, HEADERS | _policy(links), _HTML)


_HTML = "text/html; charset=utf-8"


def _policy(links: DeskLinks) -> dict[str, str]:
    own = f"'self' {links.base}"
    return {
        "Content-Security-Policy": f"default-src 'none'; style-src {own}; img-src {own}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    }


def _rehearsed(
    tx: Tx, newsroom: str, release_id: str, now: datetime
) -> tuple[Release, PublicRelease]:
    release = drafts.get(tx, newsroom, release_id)
    return release, rehearsal.rehearse(tx, release, Wish(now))
