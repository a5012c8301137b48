"""The first pages: the newsrooms of a person, and what goes on in one."""

from datetime import datetime, timedelta

import msgspec
from starlette.responses import RedirectResponse, Response

from releases import directory
from releases.model import Newsroom, Release
from releases.store import desklist, newsrooms, planning, submissions
from releases.store import directory as contacts
from releases.store.desklist import DeskItem, DeskState
from releases.store.outbox import Announcement
from releases.store.planning import Planned
from releases.store.submissions import Returned
from releases.store.tx import Tx
from service.redaktion.publishing import moments
from service.redaktion.visit import SEE_OTHER, Visit

LISTED = 8
# An announcement that has not been made by now is worth a look.
PATIENCE = timedelta(minutes=5)
# Contacts that come to their end soon can still be prolonged.
WARNED = timedelta(days=14)


class Overview(msgspec.Struct, frozen=True):
    """What goes on in a newsroom at an instant, and what is wrong."""

    room: Newsroom
    upcoming: tuple[Planned, ...]
    submitted: tuple[Release, ...]
    returned: tuple[Returned, ...]
    drafts: tuple[DeskItem, ...]
    published: tuple[Planned, ...]
    late: tuple[Announcement, ...]
    dead: tuple[Announcement, ...]
    ending: tuple[directory.Entry, ...]
    broken: tuple[Planned, ...]


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
    """Show what is due, waiting, in draft, lately published and in trouble in a newsroom."""
    now = visit.house.clock.now()
    broken = visit.house.editions.unrenderable()
    found = await visit.read(_found, visit.newsroom, now, broken)
    return visit.page("overview.html", found=found, spoken=moments.spoken, utc=moments.utc)


def _found(tx: Tx, newsroom: str, now: datetime, broken: frozenset[str]) -> Overview:
    published = planning.published(tx, newsroom, now, LISTED)
    return Overview(
        room=newsrooms.get(tx, newsroom),
        upcoming=planning.upcoming(tx, newsroom, now, LISTED),
        submitted=planning.submitted(tx, newsroom, LISTED),
        returned=submissions.all_returned(tx, newsroom, LISTED),
        drafts=desklist.page(tx, newsroom, now, LISTED, DeskState.DRAFT).items,
        published=published,
        late=planning.late(tx, newsroom, now - PATIENCE, LISTED),
        dead=planning.dead(tx, newsroom, LISTED),
        ending=tuple(
            each
            for each in contacts.listed(tx, newsroom)
            if each.until is not None and each.until <= now + WARNED
        )[:LISTED],
        broken=tuple(each for each in published if each.release in broken),
    )
