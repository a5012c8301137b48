"""The volumes of a newsroom's archive over HTTP."""

import re
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from feeds.archive import archive
from releases.errors import NotFound
from releases.reading import Volume
from releases.store import archives
from releases.store.tx import Tx
from releases.times import EARLIEST, LATEST
from service import queries
from service.edition import Draft
from service.public import ATOM, CORS
from service.reply import EditionResponse
from service.wiring import house

# Each volume has one spelling: the first part goes without a number.
_NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9]\d{1,4}))?", re.ASCII)


async def volume(request: Request) -> Response:
    """A volume of the archive: everything a newsroom published in a month, or in a part of it."""
    queries.read(request, ())
    wanted = _named(request.path_params["volume"])
    newsroom = request.path_params["newsroom"]
    parts = house(request)

    def build(tx: Tx, t: datetime) -> Draft:
        found = archives.volume(tx, newsroom, wanted, t)
        body, failed = archive(found, parts.links)
        changed = found.listing.changed_at
        return Draft(body, ATOM, changed, headers=CORS, failed=failed, newsroom=newsroom)

    return EditionResponse(await parts.editions.get(queries.key(request, {}, ()), build))


def _named(name: str) -> Volume:
    written = _NAME.fullmatch(name)
    if written is None or not EARLIEST.year <= int(written[1]) < LATEST.year:
        raise NotFound("There is no such archive.")
    return Volume(int(written[1]), int(written[2]), int(written[3] or 1))
