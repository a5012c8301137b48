"""Where a text begins: a template, a pasted text or a file, another release."""

import asyncio

import msgspec
from starlette.responses import Response

from releases import beginnings, desk, offering
from releases.errors import FieldError
from releases.intake import to_document
from releases.model import Document
from releases.store import drafts, newsrooms
from releases.store.tx import Tx
from service.redaktion.visit import Visit
from service.redaktion.writing import fields, records, sheet, told
from service.redaktion.writing.choices import LANGUAGES
from service.redaktion.writing.sheet import Sheet


async def choose(visit: Visit) -> Response:
    """Show what one may begin from, or the writing page filled from the template chosen."""
    wanted = visit.request.query_params.get("mall")
    if wanted is None:
        return await _page(visit)
    found = await visit.read(beginnings.offering, visit.newsroom)
    chosen = offering.find(found, wanted)
    if chosen is None:
        return await _page(visit, 404, gone=True)
    document = offering.begun(found, chosen, visit.house.clock.now())
    return await sheet.page(visit, Sheet(form=fields.shown(document), fresh=True))


async def read_in(visit: Visit) -> Response:
    """Read a pasted text or a file into the fields of the writing page; nothing is saved yet."""
    file, text = visit.form.file("source"), visit.form.get("text")
    loop = asyncio.get_running_loop()
    try:
        # One at a time, and never in the loop: a heavy document takes seconds.
        found = await loop.run_in_executor(visit.house.darkroom, records.of, file, text)
    except FieldError as error:
        return await _page(visit, 422, problem=records.why(error, visit.say))
    if not found:
        problem = visit.say(
            "Det gick inte att läsa något. Klistra in text, eller välj ett Word-dokument (.docx), "
            "en webbsida eller en textfil."
        )
        return await _page(visit, 422, problem=problem)
    first = found[0]
    room = await visit.read(newsrooms.get, visit.newsroom)
    document = to_document(first)
    about = records.own_about(first, room)
    document = msgspec.structs.replace(document, about=about)
    notes = (
        *told.of(first, visit.say),
        *told.closing(about, visit.say),
        *told.others(found, visit.say),
    )
    dropped = told.dropped(msgspec.structs.replace(first, images=()))
    return await sheet.page(visit, Sheet(form=fields.shown(document), dropped=dropped, notes=notes))


async def copy(visit: Visit) -> Response:
    """Begin a new draft from a release as it stands."""
    made = await visit.write(_copy, visit.newsroom, visit.path["release"], visit.who, "")
    return visit.go("r", made, said=visit.say("Det här är kopian. Originalet är kvar som det var."))


async def translate(visit: Visit) -> Response:
    """Begin a draft in another language, joined to the release it translates."""
    language = visit.form.get("language")
    if language not in LANGUAGES:
        return visit.go("r", visit.path["release"])
    made = await visit.write(_copy, visit.newsroom, visit.path["release"], visit.who, language)
    said = visit.say("Skriv över texten här med översättningen. De två hör nu ihop.")
    return visit.go("r", made, said=said)


async def _page(
    visit: Visit, status: int = 200, *, gone: bool = False, problem: str = ""
) -> Response:
    found = await visit.read(beginnings.offering, visit.newsroom)
    return visit.page(
        "starting.html",
        status,
        offers=offering.offers(found),
        blank=offering.blank(found),
        gone=gone,
        problem=problem,
    )


def _copy(tx: Tx, newsroom: str, release_id: str, who: str, language: str) -> str:
    draft: Document = drafts.get(tx, newsroom, release_id).draft
    changed = (
        msgspec.structs.replace(draft, language=language, translations=(release_id,))
        if language
        else msgspec.structs.replace(draft, translations=())
    )
    return desk.create(tx, newsroom, changed, who).id
