"""Addresses of the desk where nothing is: said there, in its language and with its menu."""

import msgspec
from starlette.responses import RedirectResponse, Response

from service.redaktion.request import SEE_OTHER, Visit


async def show(visit: Visit) -> Response:
    """Say that there is no such page; a newsroom without its slash is led on to."""
    session = visit.session
    assert session is not None  # noqa: S101 - the door asks for a session
    first, _, rest = visit.path["rest"].partition("/")
    role = session.role_in(first)
    if role and not rest:
        return RedirectResponse(f"/redaktion/{first}/", SEE_OTHER)
    here = msgspec.structs.replace(visit, newsroom=first, role=role) if role else visit
    return here.page("missing.html", 404)
