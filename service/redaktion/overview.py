"""The first pages: the newsrooms of a person, and what goes on in one."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from starlette.responses import RedirectResponse, Response

from releases.desk import four_eyes
from releases.model import Media, Newsroom
from releases.refusals import Reason
from releases.rules import contact_expiry
from releases.store import desklist, newsrooms, outbox, schedule, submissions
from releases.store import directory as contacts
from releases.store.desklist import DeskItem, DeskState
from releases.store.outbox import Announcement
from releases.store.schedule import Planned
from releases.store.sinks import Webhook
from releases.store.submissions import Returned
from releases.store.tx import Tx
from service.redaktion import date_words, pending_work, thumbnails
from service.redaktion.pending_work import Counts, WaitingDraft
from service.redaktion.request import SEE_OTHER, Visit

LISTED = 8
# An announcement that has not been made by now is worth a look.
PATIENCE = timedelta(minutes=5)
# Contacts that come to their end soon can still be prolonged.
WARNED = timedelta(days=14)


class Overview(msgspec.Struct, frozen=True):
    """What goes on in a newsroom at an instant, and what is wrong."""

    room: Newsroom
    upcoming: tuple[Planned, ...]
    submitted: tuple[WaitingDraft, ...]
    counts: Counts
    hindrance: str
    returned: tuple[Returned, ...]
    drafts: tuple[DeskItem, ...]
    published: tuple[Planned, ...]
    late: tuple[Announcement, ...]
    dead: tuple[Announcement, ...]
    ended: tuple[Webhook, ...]
    ending: tuple[contact_expiry.DirectoryEntry, ...]
    broken: tuple[Planned, ...]
    pictures: Mapping[str, Media]


async def newsrooms_of(visit: Visit) -> Response:
    """Show the newsrooms the person works in; go on at once where it is one."""
    session = visit.session
    assert session is not None  # noqa: S101 - the door asks for a session
    if len(session.memberships) == 1:
        return RedirectResponse(f"/redaktion/{session.memberships[0].newsroom}/", SEE_OTHER)
    rooms = {room.slug: room for room in await visit.read(newsrooms.everyone)}
    mine = [(rooms[membership.newsroom], membership.role) for membership in session.memberships]
    return visit.page("newsrooms.html", mine=mine)


async def overview(visit: Visit) -> Response:
    """Show what is due, waiting, in draft, lately published and in trouble in a newsroom."""
    now = visit.services.clock.now()
    broken = visit.services.editions.unrenderable()
    page = await visit.read(_load, visit, now, broken)
    return visit.page(
        "overview.html",
        found=page,
        number=date_words.number,
        picture_links=thumbnails.links(visit),
        first_picture=thumbnails.first_picture,
    )


def _load(tx: Tx, visit: Visit, now: datetime, broken: frozenset[str]) -> Overview:
    newsroom = visit.newsroom
    hindrance = four_eyes.hindrance(tx, newsroom)
    published = schedule.list_published(tx, newsroom, now, LISTED)
    upcoming = schedule.upcoming(tx, newsroom, now, LISTED)
    drafts = desklist.page(tx, newsroom, now, LISTED, DeskState.DRAFT).items
    return Overview(
        room=newsrooms.get(tx, newsroom),
        upcoming=upcoming,
        submitted=pending_work.list_waiting(tx, visit, LISTED),
        counts=pending_work.count(tx, newsroom),
        hindrance=Reason(hindrance).sentence(visit.language) if hindrance else "",
        returned=submissions.list_returned(tx, newsroom, LISTED),
        drafts=drafts,
        published=published,
        late=schedule.late(tx, newsroom, now - PATIENCE, LISTED),
        dead=schedule.dead(tx, newsroom, LISTED),
        ended=tuple(each for each in outbox.webhooks(tx, newsroom) if each.ended)[:LISTED],
        ending=tuple(
            contact
            for contact in contacts.list_contacts(tx, newsroom)
            if contact.until is not None and contact.until <= now + WARNED
        )[:LISTED],
        broken=tuple(item for item in published if item.release in broken),
        pictures=thumbnails.find_pictures(
            tx, newsroom, (draft.release for draft in drafts), (*upcoming, *published)
        ),
    )
