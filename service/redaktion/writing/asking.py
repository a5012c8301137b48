"""What the writing page asks while somebody writes: what to look at, what a pasted text says."""

import asyncio
from typing import Any

from starlette.responses import JSONResponse, Response

from releases.errors import FieldError
from releases.intake import Intake, read_html
from releases.model import Document, Newsroom
from releases.store import newsrooms
from service.redaktion.rendering import HEADERS
from service.redaktion.visit import Upload, Visit
from service.redaktion.writing import fields, picking, records, sheet, told
from service.redaktion.writing.pasting import Pasted, pasted

_MOST = 5_000_000


async def look(visit: Visit) -> Response:
    """Answer with what to look at in a draft, sent as the form."""
    found = sheet.seen(await picking.picked(visit, visit.form), visit.house.clock.now())
    told = [{"code": each.code, "message": each.message} for each in found]
    return JSONResponse({"cautions": told}, 200, HEADERS)


async def paste(visit: Visit) -> Response:
    """Answer with pasted HTML as Markdown, and with it or a file as the fields of a whole text."""
    html, file = visit.form.get("html"), visit.form.file("source")
    if len(html) > _MOST:
        return _refused(FieldError("html", "is too long"), visit)
    loop = asyncio.get_running_loop()
    try:
        piece, found = await loop.run_in_executor(visit.house.darkroom, _read, file, html)
    except FieldError as error:
        return _refused(error, visit)
    if file and not found:
        return _refused(FieldError("source", "holds no text"), visit)
    room = await visit.read(newsrooms.get, visit.newsroom)
    answer = {
        "markdown": piece.markdown,
        "told": [*told.pasted(piece, visit.say)],
        "whole": _whole(found, room, visit) if found else {},
    }
    return JSONResponse(answer, 200, HEADERS)


def _refused(error: FieldError, visit: Visit) -> Response:
    answer = {"problem": error.message, "said": records.why(error, visit.say)}
    return JSONResponse(answer, 422, HEADERS)


def _read(file: Upload | None, html: str) -> tuple[Pasted, tuple[Intake, ...]]:
    if file:
        return Pasted(), records.of(file, "")
    return pasted(html), read_html(html)


def _whole(found: tuple[Intake, ...], room: Newsroom, visit: Visit) -> dict[str, Any]:
    """Return the first record as the fields of the page show it, with what is to be told."""
    record = found[0]
    shown = fields.shown(Document(title="", contacts=record.contacts))
    about = records.own_about(record, room)
    notes = (
        *told.of(record, visit.say),
        *told.closing(about, visit.say),
        *told.others(found, visit.say),
    )
    return {
        "title": record.title,
        "lead": record.lead,
        "body": record.body,
        "about": about,
        "contacts": fields.rows(shown, fields.CONTACT),
        "dropped": told.dropped(record),
        "told": notes,
    }
