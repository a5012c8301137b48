"""The form of one template: new from nothing or from a built-in one, changed, looked at."""

import asyncio
from collections.abc import Mapping

from msgspec.structs import replace
from starlette.responses import Response

from feeds.topics import topic_label
from releases import beginnings, kinds, offering, rehearsal, templates
from releases.errors import AlreadyExists, InvalidDocument, NotFound
from releases.model import Document, Kind, new_id
from releases.offering import Offering
from releases.reading import PublicRelease
from releases.skeletons import SKELETONS
from releases.store import offered
from releases.store.tx import Tx
from releases.templates import Template
from service import pages
from service.redaktion.visit import Form, Visit
from service.redaktion.writing import choices, fields, wrong

NEW = "ny"
_SAID = {
    "name": "Skriv vad mallen heter, högst 100 tecken.",
    "purpose": "Beskrivningen är för lång: högst 300 tecken.",
    "contacts": "En kontakt har tagits bort ur katalogen. Välj igen.",
}


async def edit(visit: Visit) -> Response:
    """Show the form of a template, or of one that is to be."""
    found = await visit.read(beginnings.offering, visit.newsroom)
    wanted = visit.path["template"]
    if wanted == NEW:
        return await _page(visit, _shown(_begun(visit, found)))
    template = next((each for each in found.own if each.id == wanted), None)
    if template is None:
        raise NotFound("There is no such template.")
    return await _page(visit, _shown(template))


async def save(visit: Visit) -> Response:
    """Store a template, or show what readers would see of it; what is wrong is told beside it."""
    form = visit.form
    try:
        template = _typed(visit.path["template"], form)
        if form.get("do") == "forhandsgranska":
            return await _page(visit, form, preview=await _previewed(visit, template))
        kept = await visit.write(beginnings.put, visit.newsroom, template, visit.who)
    except InvalidDocument as refused:
        return await _page(visit, form, _problems(visit, refused))
    except AlreadyExists:
        taken = visit.say("Det finns redan en mall som heter så.")
        return await _page(visit, form, {"name": taken})
    said_so = visit.say("Mallen är sparad: {name}", name=kept.name)
    return visit.go("installningar", "mallar", said=said_so)


def _begun(visit: Visit, found: Offering) -> Template:
    """Return what a new template begins as: a built-in one, or blank for a kind."""
    asked = visit.request.query_params
    built_in = next((each for each in SKELETONS if each.id == asked.get("fran")), None)
    language = found.room.language
    if built_in:
        name, purpose = visit.say(built_in.name), visit.say(built_in.purpose)
        return Template(NEW, name, purpose, replace(built_in.document, language=language))
    kind = asked.get("slag", "")
    of = Kind(kind) if kind in set(Kind) else found.kinds[0]
    return Template(NEW, "", "", Document(title="", kind=of, language=language))


def _shown(template: Template) -> Form:
    return fields.with_fields(
        fields.shown(template.document),
        ("name", template.name),
        ("purpose", template.purpose),
        *(("contact.pick", each) for each in template.contacts),
    )


def _typed(wanted: str, form: Form) -> Template:
    """Return the template that is typed; raises `InvalidDocument` for a kind that is none."""
    document, picked = fields.read(form), form.all("contact.pick")
    return Template(wanted, form.get("name"), form.get("purpose"), document, picked)


def _problems(visit: Visit, refused: InvalidDocument) -> dict[str, str]:
    """Return sentences by field, those of the template itself first."""
    found = wrong.problems(refused, visit.say)
    own = {field: visit.say(said) for field, said in _SAID.items() if field in found}
    return own | found | own


async def _previewed(visit: Visit, template: Template) -> str:
    """Return the page that readers would see; raises `InvalidDocument`."""
    sound = templates.checked(template)
    title = sound.document.title or f"[{visit.say('Rubrik')}]"
    titled = replace(sound, document=replace(sound.document, title=title))
    item = await visit.read(_rehearsed, visit.newsroom, titled)
    return (await asyncio.to_thread(pages.release, item, visit.house.links)).decode()


def _rehearsed(tx: Tx, newsroom: str, template: Template) -> PublicRelease:
    draft = offering.begun(beginnings.offering(tx, newsroom), template, tx.now)
    return rehearsal.rehearse_document(tx, newsroom, draft)


async def _page(
    visit: Visit, form: Form, problems: Mapping[str, str] | None = None, preview: str = ""
) -> Response:
    now, wanted = visit.house.clock.now(), visit.path["template"]
    found = await visit.read(beginnings.offering, visit.newsroom)
    used = await visit.read(offered.topics, visit.newsroom, now)
    picked = form.all("contact.pick")
    present = tuple(each for each in Kind if each == form.get("kind"))
    return visit.page(
        "settings_template.html",
        422 if problems else 200,
        form=form,
        problems=problems or {},
        # A new one has its id from the start: sent twice, it is one template.
        at=visit.url("installningar", "mallar", new_id() if wanted == NEW else wanted),
        stored=next((each for each in found.own if each.id == wanted), None),
        kind_options=choices.kinds(visit, kinds.selectable(found.kinds, *present)),
        language_options=choices.languages(visit, form),
        topics=choices.topics(form, used),
        topic_label=topic_label,
        contacts=[
            each
            for each in found.directory
            if each.id in picked or each.until is None or each.until > now
        ],
        picked=picked,
        preview=preview,
    )
