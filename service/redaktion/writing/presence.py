"""Who else writes in a text, for the page of whoever does: it asks every ten seconds."""

from starlette.responses import JSONResponse, Response

from releases.model import DraftRef
from releases.store import writers
from releases.store.tx import Tx
from service.redaktion.rendering import HEADERS
from service.redaktion.request import Visit


async def note(visit: Visit) -> Response:
    """Note that the visitor writes here, and answer with the names of the others."""
    others = await visit.write(_note, visit.ref, visit.actor.who)
    return JSONResponse({"others": [visit.called(who) for who in others]}, 200, HEADERS)


async def leave(visit: Visit) -> Response:
    """Note that the visitor has closed the page."""
    await visit.write(writers.leave, visit.ref, visit.actor.who)
    return JSONResponse({}, 200, HEADERS)


def _note(tx: Tx, ref: DraftRef, who: str) -> tuple[str, ...]:
    writers.note(tx, ref, who)
    return writers.others(tx, ref, who)
