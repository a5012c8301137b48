"""`changes`: what became public, changed or was withdrawn, by cursor, for partners' copies."""

from datetime import datetime

import msgspec
from starlette.requests import Request

from releases.model import is_id
from releases.store import changes
from releases.store.changes import BEGINNING, ChangeCursor
from releases.store.tx import Tx
from service import wiring
from service.api import decoding, wire
from service.cache.edition import Content
from service.cache.editions import Build
from service.problems import bad_request
from service.public import cursors

PAGE = 100


def public_changes(request: Request, query: dict[str, str]) -> Build:
    """Follow what happens in public: each change exactly once, in the order they took effect.

    Keep `next` and ask again with it as `since`, at once while `more` is true. `document` is there
    while the change is the one in force; of a withdrawn release take your copy down.
    """
    decoding.check_lengths(query)
    after = _read(query["since"]) if "since" in query else BEGINNING
    services, newsroom = wiring.services(request), request.path_params["newsroom"]

    def build(tx: Tx, _: datetime) -> Content:
        page = changes.since(tx, newsroom, after, PAGE)
        shown = wire.ChangeList(
            changes=tuple(wire.change(entry, item, services.links) for entry, item in page.changes),
            next=_format_cursor(page.next),
            more=page.more,
        )
        body = msgspec.json.encode(shown)
        return Content(body, "application/json", newsroom=newsroom)

    return build


def _format_cursor(cursor: ChangeCursor) -> str:
    """Write a cursor for a URL: the place, a dot, and the entry written last."""
    return f"{cursors.format_cursor(cursor.effective, cursor.release)}.{cursor.written or ''}"


def _read(text: str) -> ChangeCursor:
    """Return the cursor a client sent back; 400 where it is none of ours.

    One without a dot is from before entries were numbered.
    """
    place, dot, entry = text.partition(".")
    cursor = cursors.parse_cursor(place)
    if cursor is None or not (entry == "" or is_id(entry)):
        raise bad_request("since", "cursor_unknown")
    return ChangeCursor(*cursor, entry if dot else None)
