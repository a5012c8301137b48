"""The first pages: the newsrooms of a person, and what goes on in one."""

from starlette.responses import RedirectResponse, Response

from releases.store import desklist, newsrooms
from releases.store.desklist import DeskState
from service.redaktion.visit import SEE_OTHER, Visit

LISTED = 10


async def newsrooms_of(visit: Visit) -> Response:
    """Show the newsrooms the person works in; go on at once where it is one."""
    session = visit.session
    assert session is not None  # noqa: S101 - the door asks for a session
    if len(session.memberships) == 1:
        return RedirectResponse(f"/redaktion/{session.memberships[0].newsroom}/", SEE_OTHER)
    rooms = {room.slug: room for room in await visit.read(newsrooms.everyone)}
    mine = [(rooms[each.newsroom], each.role) for each in session.memberships]
    return visit.page("newsrooms.html", mine=mine)


async def overview(visit: Visit) -> Response:
    """Show what is planned, waiting, in draft and lately published in a newsroom."""
    now = visit.house.clock.now()
    lists = {
        state: (await visit.read(desklist.page, visit.newsroom, now, LISTED, state)).items
        for state in DeskState
    }
    room = await visit.read(newsrooms.get, visit.newsroom)
    return visit.page("overview.html", room=room, lists=lists)
