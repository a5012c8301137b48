"""The page of kinds and templates: what is offered who begins a release."""

from starlette.responses import Response

from releases.desk import templates
from releases.model import Kind
from releases.rules import starting_points
from service.redaktion.request import Visit


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
    """Remove a template."""
    await visit.write(templates.remove, visit.newsroom, visit.path["template"], visit.actor)
    said = visit.say("Mallen är borttagen. Meddelanden som bygger på den finns kvar.")
    return visit.go("installningar", "mallar", said=said)
