"""The whole list of a newsroom: by state, by words, a page at a time."""

from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.responses import Response

from releases.errors import FieldError
from releases.model import Media
from releases.store import desklist
from releases.store.desklist import DeskCursor, DeskState
from releases.store.tx import Tx
from service.public import cursors
from service.redaktion import thumbnails
from service.redaktion.error_messages import describe
from service.redaktion.labels import STATES
from service.redaktion.request import Visit

LISTED = 50


async def everything(visit: Visit) -> Response:
    """Show the releases of a newsroom, latest changed first."""
    asked = visit.query
    wanted, words = asked.get("state", ""), asked.get("q", "").strip()
    state = DeskState(wanted) if wanted in set(DeskState) else None
    # Anything that is no place in the list is its beginning.
    place = cursors.parse_cursor(asked.get("before", ""))
    before = DeskCursor(*place) if place else None
    now = visit.services.clock.now()
    problem = ""
    pictures: Mapping[str, Media] = {}

    def load(tx: Tx) -> tuple[desklist.DeskPage, Mapping[str, Media]]:
        page = desklist.page(tx, visit.newsroom, now, LISTED, state, words, before)
        shown = (item.release for item in page.items)
        return page, thumbnails.find_pictures(tx, visit.newsroom, shown)

    try:
        page, pictures = await visit.read(load)
    except FieldError as error:
        problem = describe(visit, error)
        page = desklist.DeskPage((), None)
    chosen = {name: value for name, value in (("state", wanted), ("q", words)) if value}
    older = None
    if page.older:
        mark = cursors.format_cursor(page.older.changed, page.older.release)
        older = urlencode({**chosen, "before": mark})
    return visit.page(
        "everything.html",
        422 if problem else 200,
        items=page.items,
        pictures=pictures,
        picture_links=thumbnails.links(visit),
        first_picture=thumbnails.first_picture,
        states=STATES,
        state=wanted,
        words=words,
        older=older,
        first=urlencode(chosen) if before else None,
        problem=problem,
    )
