"""The whole list of a newsroom: by state, by words, a page at a time."""

from urllib.parse import urlencode

from starlette.responses import Response

from releases.errors import FieldError
from releases.store import desklist
from releases.store.desklist import DeskCursor, DeskState
from service import places
from service.redaktion.publishing.words import STATES
from service.redaktion.visit import Visit

LISTED = 50


async def everything(visit: Visit) -> Response:
    """Show the releases of a newsroom, latest changed first."""
    asked = visit.request.query_params
    wanted, words = asked.get("tillstand", ""), asked.get("q", "").strip()
    state = DeskState(wanted) if wanted in set(DeskState) else None
    # Anything that is no place in the list is its beginning.
    place = places.read(asked.get("fore", ""))
    before = DeskCursor(*place) if place else None
    now = visit.house.clock.now()
    problem = ""
    try:
        found = await visit.read(desklist.page, visit.newsroom, now, LISTED, state, words, before)
    except FieldError:
        problem = visit.say("Sökningen är för lång eller innehåller trasiga tecken.")
        found = desklist.DeskPage((), None)
    chosen = {name: value for name, value in (("tillstand", wanted), ("q", words)) if value}
    older = None
    if found.older:
        mark = places.written(found.older.changed, found.older.release)
        older = urlencode({**chosen, "fore": mark})
    return visit.page(
        "everything.html",
        422 if problem else 200,
        items=found.items,
        states=STATES,
        state=wanted,
        words=words,
        older=older,
        first=urlencode(chosen) if before else None,
        problem=problem,
    )
