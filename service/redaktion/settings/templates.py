"""The page of kinds and templates: what is offered who begins a release."""

from starlette.responses import Response

from releases.desk import templates
from releases.errors import NotFound
from releases.model import Kind
from releases.rules import starting_points
from releases.rules.templates import Template
from releases.store import templates as template_store
from releases.store.tx import Tx
from service.redaktion import removal
from service.redaktion.removal import Removal
from service.redaktion.request import Visit

_WAY_BACK = ("installningar", "mallar")


async def show(visit: Visit) -> Response:
    """Show the kinds in their order, and the templates of each."""
    return await page(visit)


async def page(visit: Visit, problem: str = "") -> Response:
    """Return the page of kinds and templates; 422 with a problem."""
    offering = await visit.read(templates.load_offering, visit.newsroom)
    left = tuple(kind for kind in Kind if kind not in offering.kinds)
    shelves = [starting_points.offer(offering, kind) for kind in (*offering.kinds, *left)]
    return visit.page(
        "settings_templates.html",
        422 if problem else 200,
        offered=offering.kinds,
        left=left,
        shelves=[shelve for shelve in shelves if shelve.is_own or shelve.kind in offering.kinds],
        problem=problem,
    )


async def remove(visit: Visit) -> Response:
    """Remove a template, after one question."""
    if not removal.is_confirmed(visit):
        return _ask(visit, await visit.read(_template, visit.newsroom, visit.path["template"]))
    await visit.write(templates.remove, visit.newsroom, visit.path["template"], visit.actor)
    said = visit.say("Mallen är borttagen. Meddelanden som bygger på den finns kvar.")
    return visit.go("installningar", "mallar", said=said)


def _ask(visit: Visit, found: Template) -> Response:
    ends = (
        visit.say("Mallen går inte längre att välja för nya texter."),
        visit.say("Det går inte att ångra. Meddelanden som bygger på mallen finns kvar."),
    )
    question, button = visit.say("Ta bort mallen?"), visit.say("Ta bort mallen")
    return removal.ask(visit, Removal(question, found.name, ends, button, _WAY_BACK))


def _template(tx: Tx, newsroom: str, template_id: str) -> Template:
    for template in template_store.list_templates(tx, newsroom):
        if template.id == template_id:
            return template
    raise NotFound(what="template")
