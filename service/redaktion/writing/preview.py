"""A draft as readers would see it, for who writes it."""

from starlette.responses import Response

from releases.store import drafts
from service.redaktion.request import Visit


async def frame(visit: Visit) -> Response:
    """Show the page of a draft in a frame, with the way back to writing."""
    release = await visit.read(drafts.get, visit.ref)
    return visit.page("preview.html", release=release)
