"""What the writing page asks while somebody writes: what to look at, what a pasted text says."""

import asyncio
from typing import Any

import msgspec
from starlette.responses import JSONResponse, Response

from releases.errors import Busy, FieldError, Refusal
from releases.exchange.items import PasteResult
from releases.intake.record import Intake
from releases.model import Document, Newsroom
from releases.store import newsrooms
from service.intake.jobs import PasteRead, ReadPaste, Records
from service.redaktion.caution_words import sentence
from service.redaktion.error_messages import describe
from service.redaktion.rendering import HEADERS
from service.redaktion.request import Visit
from service.redaktion.writing import (
    directory_contacts,
    doubts,
    fields,
    form_page,
    import_notes,
    read_jobs,
)

_MOST = 5_000_000


async def look(visit: Visit) -> Response:
    """Answer with what to look at in a draft, sent as the form."""
    form = await directory_contacts.add_ticked(visit, visit.form)
    warnings = await asyncio.to_thread(form_page.find_warnings, form, visit.services.clock.now())
    told = [{"code": warning.code, "message": sentence(warning, visit.say)} for warning in warnings]
    return JSONResponse({"cautions": told}, 200, HEADERS)


async def paste(visit: Visit) -> Response:
    """Answer with pasted HTML as Markdown, and with it or a file as the fields of a whole text."""
    html, file = visit.form.get("html"), visit.form.file("source")
    if len(html) > _MOST:
        return _refusal(FieldError("html", "paste_too_long", most=_MOST), visit)
    piece = PasteResult()
    records: tuple[Intake, ...] = ()
    try:
        if file:
            records = (await visit.services.readers.ask(read_jobs.job(file, ""), Records)).records
        else:
            read = await visit.services.readers.ask(ReadPaste(html), PasteRead)
            piece, records = read.piece, read.records
    except FieldError as error:
        return _refusal(error, visit)
    except Busy as error:
        return _refusal(error, visit, 503)
    if file and not records:
        return _refusal(FieldError("source", "holds_no_text"), visit)
    room = await visit.read(newsrooms.get, visit.newsroom)
    answer = {
        "markdown": piece.markdown,
        "told": [*import_notes.describe_paste(piece, visit.say)],
        "whole": _whole(records, room, visit) if records else {},
    }
    return JSONResponse(answer, 200, HEADERS)


def _refusal(error: Refusal, visit: Visit, status: int = 422) -> Response:
    answer = {"problem": error.code, "said": describe(visit, error)}
    return JSONResponse(answer, status, HEADERS)


def _whole(records: tuple[Intake, ...], room: Newsroom, visit: Visit) -> dict[str, Any]:
    """Return the first record as the fields of the page show it, with what is to be told."""
    record = records[0]
    shown = fields.to_fields(Document(title="", contacts=record.contacts))
    about = read_jobs.own_about(record, room)
    notes = (
        *import_notes.of(record, visit.say, visit.language),
        *import_notes.describe_about(about, visit.say),
        *import_notes.others(records, visit.say),
    )
    left = import_notes.leftovers(record, record.images)
    return {
        "title": record.title,
        "lead": record.lead,
        "body": record.body,
        "about": about,
        "contacts": fields.rows(shown, fields.CONTACT),
        "dropped": left.lines,
        "furniture": left.furniture,
        "told": notes,
        "doubts": msgspec.to_builtins(doubts.offered(record, about, visit.say)),
    }
