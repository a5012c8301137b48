"""The volumes of a newsroom's archive over HTTP."""

import re
from datetime import datetime

from starlette.requests import Request

from feeds.archive import archive
from releases.errors import NotFound
from releases.public import Volume
from releases.store import archives
from releases.store.tx import Tx
from releases.times import EARLIEST, LATEST
from service import wiring
from service.cache.edition import Content
from service.cache.editions import Build
from service.public.feeds import ATOM

# Each volume has one spelling: the first part goes without a number.
_NAME = re.compile(r"(\d{4})-(0[1-9]|1[0-2])(?:-([2-9]|[1-9]\d{1,4}))?", re.ASCII)


def volume(request: Request, _: dict[str, str]) -> Build:
    """A volume of the archive: everything a newsroom published in a month, or in a part of it."""
    wanted = _parse_name(request.path_params["volume"])
    newsroom = request.path_params["newsroom"]
    services = wiring.services(request)

    def build(tx: Tx, t: datetime) -> Content:
        built = archives.volume(tx, newsroom, wanted, t)
        body, failed = archive(built, services.links)
        changed = built.listing.changed_at
        return Content(body, ATOM, changed, failed=failed, newsroom=newsroom)

    return build


def _parse_name(name: str) -> Volume:
    written = _NAME.fullmatch(name)
    if written is None or not EARLIEST.year <= int(written[1]) < LATEST.year:
        raise NotFound(what="archive")
    return Volume(int(written[1]), int(written[2]), int(written[3] or 1))
