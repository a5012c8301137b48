"""Where a text begins: a template, a pasted text or a file, another release."""

from typing import cast

import msgspec
from starlette.responses import Response

from releases.desk import drafts as desk_drafts
from releases.desk import templates
from releases.errors import Busy, FieldError
from releases.intake.record import to_document
from releases.model import Document, DraftRef
from releases.rules import starting_points
from releases.rules.roles import Actor
from releases.rules.validation import CheckedDocument
from releases.store import drafts, newsrooms
from releases.store.tx import Tx
from service.intake.jobs import Records
from service.redaktion.error_messages import describe
from service.redaktion.request import Visit
from service.redaktion.writing import doubts, fields, form_page, import_notes, read_jobs
from service.redaktion.writing.choices import LANGUAGES
from service.redaktion.writing.form_page import Sheet


async def choose(visit: Visit) -> Response:
    """Show what one may begin from, or the writing page filled from the template chosen."""
    wanted = visit.query.get("template")
    if wanted is None:
        return await _page(visit)
    offering = await visit.read(templates.load_offering, visit.newsroom)
    chosen = starting_points.find(offering, wanted)
    if chosen is None:
        return await _page(visit, 404, gone=True)
    document = starting_points.start_draft(offering, chosen, visit.services.clock.now())
    return await form_page.page(visit, Sheet(form=fields.to_fields(document), fresh=True))


async def read_in(visit: Visit) -> Response:
    """Read a pasted text or a file into the fields of the writing page; nothing is saved yet."""
    file, text = visit.form.file("source"), visit.form.get("text")
    try:
        records = (await visit.services.readers.ask(read_jobs.job(file, text), Records)).records
    except FieldError as error:
        return await _page(visit, 422, problem=describe(visit, error))
    except Busy as error:
        return await _page(visit, 503, problem=describe(visit, error))
    if not records:
        empty = FieldError("source", "holds_no_text")
        return await _page(visit, 422, problem=describe(visit, empty))
    first = records[0]
    room = await visit.read(newsrooms.get, visit.newsroom)
    document = to_document(first)
    about = read_jobs.own_about(first, room)
    document = msgspec.structs.replace(document, about=about)
    notes = (
        *import_notes.of(first, visit.say, visit.language),
        *import_notes.describe_about(about, visit.say),
        *import_notes.others(records, visit.say),
    )
    left = import_notes.leftovers(first)
    return await form_page.page(
        visit,
        Sheet(
            form=fields.to_fields(document),
            leftovers=left,
            notes=notes,
            doubts=doubts.offered(first, about, visit.say),
        ),
    )


async def copy(visit: Visit) -> Response:
    """Begin a new draft from a release as it stands."""
    made = await visit.write(_copy, visit.ref, visit.actor, "")
    return visit.go("r", made, said=visit.say("Det här är kopian. Originalet är oförändrat."))


async def translate(visit: Visit) -> Response:
    """Begin a draft in another language, joined to the release it translates."""
    language = visit.form.get("language")
    if language not in LANGUAGES:
        return visit.go("r", visit.path["release"])
    made = await visit.write(_copy, visit.ref, visit.actor, language)
    said = visit.say(
        "Ersätt texten med översättningen. De två texterna är nu kopplade till varandra."
    )
    return visit.go("r", made, said=said)


async def _page(
    visit: Visit, status: int = 200, *, gone: bool = False, problem: str = ""
) -> Response:
    offering = await visit.read(templates.load_offering, visit.newsroom)
    return visit.page(
        "starting.html",
        status,
        offers=starting_points.offers(offering),
        blank=starting_points.blank(offering),
        gone=gone,
        problem=problem,
    )


def _copy(tx: Tx, ref: DraftRef, actor: Actor, language: str) -> str:
    draft: Document = drafts.get(tx, ref).draft
    # As it is stored it has been checked.
    changed = (
        msgspec.structs.replace(draft, language=language, translations=(ref.release,))
        if language
        else msgspec.structs.replace(draft, translations=())
    )
    return desk_drafts.create(tx, ref.newsroom, cast("CheckedDocument", changed), actor).id
