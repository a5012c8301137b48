"""The form of one template: new from nothing or from a built-in one, changed, looked at."""

import asyncio
from collections.abc import Mapping

from msgspec.structs import replace
from starlette.responses import Response

from feeds.topics import topic_label
from releases.desk import preview as desk_preview
from releases.desk import templates as desk_templates
from releases.errors import AlreadyExists, InvalidDocument, NotFound
from releases.model import Document, Kind, new_id
from releases.public import PublicRelease
from releases.rules import kinds, starting_points, templates
from releases.rules.builtin_templates import SKELETONS
from releases.rules.starting_points import Offering
from releases.rules.templates import Template
from releases.store import facets
from releases.store.tx import Tx
from service.pages import press_room
from service.redaktion.error_messages import by_field, describe
from service.redaktion.request import Form, Visit
from service.redaktion.writing import choices, fields

NEW = "ny"


async def edit(visit: Visit) -> Response:
    """Show the form of a template, or of one that is to be."""
    offering = await visit.read(desk_templates.load_offering, visit.newsroom)
    wanted = visit.path["template"]
    if wanted == NEW:
        return await _page(visit, _to_form(_new_template(visit, offering)))
    template = next((template for template in offering.own if template.id == wanted), None)
    if template is None:
        raise NotFound(what="template")
    return await _page(visit, _to_form(template))


async def save(visit: Visit) -> Response:
    """Store a template, or show what readers would see of it; what is wrong is told beside it."""
    form = visit.form
    try:
        template = _from_form(visit.path["template"], form)
        if form.get("do") == "preview":
            return await _page(visit, form, preview=await _preview_page(visit, template))
        kept = await visit.write(desk_templates.put, visit.newsroom, template, visit.actor)
    except InvalidDocument as refused:
        return await _page(visit, form, by_field(visit, refused))
    except AlreadyExists as error:
        return await _page(visit, form, {"name": describe(visit, error)})
    said_so = visit.say("Mallen är sparad: {name}", name=kept.name)
    return visit.go("installningar", "mallar", said=said_so)


def _new_template(visit: Visit, offering: Offering) -> Template:
    """Return what a new template begins as: a built-in one, or blank for a kind."""
    asked = visit.query
    built_in = next((skeleton for skeleton in SKELETONS if skeleton.id == asked.get("from")), None)
    language = offering.room.language
    if built_in:
        name, purpose = visit.say(built_in.name), visit.say(built_in.purpose)
        return Template(NEW, name, purpose, replace(built_in.document, language=language))
    kind = asked.get("kind", "")
    of = Kind(kind) if kind in set(Kind) else offering.kinds[0]
    return Template(NEW, "", "", Document(title="", kind=of, language=language))


def _to_form(template: Template) -> Form:
    return fields.with_fields(
        fields.to_fields(template.document),
        ("name", template.name),
        ("purpose", template.purpose),
        *(("contact.pick", contact) for contact in template.contacts),
    )


def _from_form(wanted: str, form: Form) -> Template:
    """Return the template that is typed; raises `InvalidDocument` for a kind that is none."""
    document, picked = fields.from_fields(form), form.all("contact.pick")
    return Template(wanted, form.get("name"), form.get("purpose"), document, picked)


async def _preview_page(visit: Visit, template: Template) -> str:
    """Return the page that readers would see; raises `InvalidDocument`."""
    sound = templates.validate_template(template)
    title = sound.document.title or f"[{visit.say('Rubrik')}]"
    titled = replace(sound, document=replace(sound.document, title=title))
    item = await visit.read(_preview_release, visit.newsroom, titled)
    return (await asyncio.to_thread(press_room.release, item, visit.services.links)).decode()


def _preview_release(tx: Tx, newsroom: str, template: Template) -> PublicRelease:
    draft = starting_points.start_draft(
        desk_templates.load_offering(tx, newsroom), template, tx.now
    )
    return desk_preview.rehearse_document(tx, newsroom, draft)


async def _page(
    visit: Visit, form: Form, problems: Mapping[str, str] | None = None, preview: str = ""
) -> Response:
    now, wanted = visit.services.clock.now(), visit.path["template"]
    offering = await visit.read(desk_templates.load_offering, visit.newsroom)
    used = await visit.read(facets.topics, visit.newsroom, now)
    picked = form.all("contact.pick")
    present = tuple(kind for kind in Kind if kind == form.get("kind"))
    return visit.page(
        "settings_template.html",
        422 if problems else 200,
        form=form,
        problems=problems or {},
        # A new one has its id from the start: sent twice, it is one template.
        at=visit.url("installningar", "mallar", new_id() if wanted == NEW else wanted),
        stored=next((template for template in offering.own if template.id == wanted), None),
        kind_options=choices.kinds(visit, kinds.selectable(offering.kinds, *present)),
        language_options=choices.languages(visit, form),
        topics=choices.topics(form, used),
        topic_label=topic_label,
        contacts=[
            contact
            for contact in offering.directory
            if contact.id in picked or contact.until is None or contact.until > now
        ],
        picked=picked,
        preview=preview,
    )
