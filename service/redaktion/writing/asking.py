"""What the writing page asks while somebody writes: what to look at, what a pasted text says."""

import asyncio
import re
from typing import Any

from starlette.responses import JSONResponse, Response

from releases import markdown
from releases.errors import FieldError
from releases.intake import read_docx, read_html
from releases.intake.html.tree import parse
from releases.intake.html.writing import to_markdown
from releases.intake.record import Intake
from releases.model import Document
from releases.text import clean
from service.redaktion.rendering import HEADERS
from service.redaktion.visit import Visit
from service.redaktion.writing import fields, picking, sheet

_MOST = 5_000_000
_BODY = 500_000
# How Word writes its bullets on the clipboard: as signs of its symbol fonts.
_WORD_BULLET = re.compile(r"^\\?[·•§▪●o](?:[\u00a0 ]+)(?=\S)", re.MULTILINE)
_TIGHT = re.compile(r"(?m)^(\* .+)\n\n(?=\* )")
_TITLE = re.compile(r"(?m)^# ")


async def look(visit: Visit) -> Response:
    """Answer with what to look at in a draft, sent as the form."""
    found = sheet.seen(await picking.picked(visit, visit.form), visit.house.clock.now())
    told = [{"code": each.code, "message": each.message} for each in found]
    return JSONResponse({"cautions": told}, 200, HEADERS)


async def paste(visit: Visit) -> Response:
    """Answer with a pasted piece of HTML or a Word document: its Markdown, and as a whole text."""
    html, file = visit.form.get("html"), visit.form.file("source")
    if len(html) > _MOST:
        return JSONResponse({"problem": "html: is too long"}, 422, HEADERS)
    loop = asyncio.get_running_loop()
    try:
        told = await loop.run_in_executor(
            visit.house.darkroom, _read, file.data if file else None, html
        )
    except FieldError as error:
        return JSONResponse({"problem": error.message}, 422, HEADERS)
    return JSONResponse(told, 200, HEADERS)


def _read(data: bytes | None, html: str) -> dict[str, Any]:
    records = read_docx(data) if data is not None else read_html(html)
    whole = _whole(records[0]) if records else {}
    return {"markdown": fragment(html) if html else "", "whole": whole}


def fragment(html: str) -> str:
    """Return the Markdown of pasted HTML, everything in it and in its order.

    Raises `FieldError` for what is nested beyond reason or longer than a body may be.
    """
    root = parse(html, "html")
    if root is None:
        return ""
    written = _WORD_BULLET.sub("* ", to_markdown(root))
    written = _TITLE.sub("## ", _TIGHT.sub(r"\1\n", written))
    return markdown.canonical(clean(written, "html", _BODY).strip("\n"))


def _whole(record: Intake) -> dict[str, Any]:
    """Return a record as the fields of the page show it."""
    shown = fields.shown(Document(title="", contacts=record.contacts))
    contacts = fields.rows(shown, fields.CONTACT)
    return {
        "title": record.title,
        "lead": record.lead,
        "body": record.body,
        "about": record.about,
        "contacts": contacts,
        "dropped": record.dropped,
    }
