"""Kvitto: what became of a release: where it shows, who was told, what is still to come."""

from datetime import datetime, timedelta

import msgspec
from starlette.responses import Response

from releases import timeline
from releases.errors import NotFound
from releases.model import Release
from releases.public import PublicRelease
from releases.rules.roles import Role
from releases.store import desklist, drafts, listings, log, schedule, visits
from releases.store.desklist import DeskState
from releases.store.outbox import Announcement
from releases.store.tx import Tx
from releases.timeline import State
from releases.times import local_day
from service.redaktion.labels import ACTIONS
from service.redaktion.publishing import chart, entry_history
from service.redaktion.publishing.entry_history import EntryLine, EntryStatus
from service.redaktion.publishing.outputs import Output, Shows, outputs
from service.redaktion.request import Visit

DAYS = 30
# Browsers and partner sites may keep a page this long, and some a little longer.
SETTLING = timedelta(minutes=5)
_SHOWS = {
    Shows.YES: "Visas",
    Shows.WITHDRAWN: "Visas som återkallat",
    Shows.NO: "Visas inte",
    Shows.OLDER: "Inte bland de nyaste",
}


class Receipt(msgspec.Struct, frozen=True):
    """What the log and the outbox say of a release; `item` is None before it is public.

    `amended` tells that the draft says what no approval covers, `settling` that the page has just
    changed.
    """

    release: Release
    state: DeskState
    item: PublicRelease | None
    lines: tuple[EntryLine, ...]
    told: tuple[Announcement, ...]
    amended: bool
    settling: bool
    visits: chart.Chart | None


async def receipt(visit: Visit) -> Response:
    """Show the receipt of a release."""
    now = visit.services.clock.now()
    found = await visit.read(_receipt, visit, now)
    shown: tuple[Output, ...] = ()
    if found.item:
        shown = await outputs(visit.request.app.routes, visit.services, found.item)
    return visit.page(
        "receipt.html",
        found=found,
        outputs=shown,
        shows=_SHOWS,
        Shows=Shows,
        Fate=EntryStatus,
        actions=ACTIONS,
        may_publish=visit.role is not None and visit.role.covers(Role.EDITOR),
    )


def _receipt(tx: Tx, visit: Visit, now: datetime) -> Receipt:
    release = drafts.get(tx, visit.ref)
    try:
        item = listings.release(tx, visit.newsroom, release.id, now)
    except NotFound:
        item = None
    states = timeline.states(log.entries(tx, release.id))
    decided = entry_history.describe_entries(log.lines(tx, release.id))
    today = local_day(now)
    counted = visits.of_release(tx, release.id, today - timedelta(days=DAYS - 1))
    return Receipt(
        release=release,
        state=desklist.state_of(tx, release, now),
        item=item,
        lines=decided,
        told=_without_merged(schedule.announcements_of(tx, release.id), decided),
        amended=_is_amended(tx, release, states, now),
        settling=item is not None
        and states[0].since < item.state.since
        and now < item.state.since + SETTLING,
        visits=chart.draw(counted, today, DAYS, visit.language) if counted else None,
    )


def _is_amended(tx: Tx, release: Release, states: tuple[State, ...], now: datetime) -> bool:
    """Tell whether the draft says something else than all that is or will be public."""
    if not states or states[-1].withdrawn:
        return False
    approved = (state.revision for state in states if state.until is None or state.until > now)
    texts = drafts.revisions_by_id(tx, approved).values()
    return all(text.document != release.draft for text in texts)


def _without_merged(
    owed: tuple[Announcement, ...], decided: tuple[EntryLine, ...]
) -> tuple[Announcement, ...]:
    """Return the announcements without those that another entry's stand in for."""
    succeeded = {item.line.entry.id for item in decided if item.successor}
    return tuple(item for item in owed if item.entry not in succeeded)
