"""`changes`: what became public, changed or was withdrawn, by cursor, for partners' copies."""

from datetime import datetime

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from releases.store import changes
from releases.store.changes import ChangeCursor
from releases.store.tx import Tx
from releases.times import EPOCH
from service import places, queries
from service.api import decoding, wire
from service.edition import Draft
from service.public import CORS
from service.reply import EditionResponse
from service.wiring import house

PAGE = 100
NAMES = ("since",)


async def public_changes(request: Request) -> Response:
    """Follow what happens in public: each change exactly once, in the order they took effect."""
    asked = decoding.query(request, NAMES)
    place = decoding.cursor(asked, "since")
    after = ChangeCursor(*place) if place else None
    parts, newsroom = house(request), request.path_params["newsroom"]

    def build(tx: Tx, _: datetime) -> Draft:
        page = changes.since(tx, newsroom, after, PAGE)
        last = page.last or ChangeCursor(EPOCH, "")
        shown = wire.ChangeList(
            changes=tuple(wire.change(entry, item, parts.links) for entry, item in page.changes),
            next=places.written(last.effective, last.release),
            more=page.more,
        )
        body = msgspec.json.encode(shown)
        return Draft(body, "application/json", headers=CORS, newsroom=newsroom)

    key = queries.key(request, asked, NAMES)
    # As a write: it must not look while a writer is between its instant and its commit.
    return EditionResponse(await parts.editions.get(key, build, exclusive=True))
