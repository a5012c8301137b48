"""The page of kinds and templates: what is offered who begins a release."""

from starlette.responses import Response

from releases import beginnings, offering
from releases.model import Kind
from service.redaktion.visit import Visit


async def show(visit: Visit) -> Response:
    """Show the kinds in their order, and the templates of each."""
    return await page(visit)


async def page(visit: Visit, problem: str = "") -> Response:
    """Return the page of kinds and templates; 422 with a problem."""
    found = await visit.read(beginnings.offering, visit.newsroom)
    left = tuple(each for each in Kind if each not in found.kinds)
    shelves = [offering.offer(found, each) for each in (*found.kinds, *left)]
    return visit.page(
        "settings_templates.html",
        422 if problem else 200,
        offered=found.kinds,
        left=left,
        shelves=[each for each in shelves if each.is_own or each.kind in found.kinds],
        problem=problem,
    )


async def remove(visit: Visit) -> Response:
    """Remove a template."""
    await visit.write(beginnings.remove, visit.newsroom, visit.path["template"], visit.who)
    said = visit.say("Mallen är borttagen. Det som har skrivits från den står kvar.")
    return visit.go("installningar", "mallar", said=said)
