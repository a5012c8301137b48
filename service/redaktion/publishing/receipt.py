"""Kvitto: what became of a release: where it shows, who was told, what is still to come."""

from datetime import datetime, timedelta

import msgspec
from starlette.responses import Response

from releases import timeline
from releases.errors import NotFound
from releases.model import Release
from releases.people import Role
from releases.reading import PublicRelease
from releases.store import desklist, drafts, listings, log, outbox, planning, visits
from releases.store.desklist import DeskState
from releases.store.outbox import Announcement
from releases.store.tx import Tx
from releases.timeline import State
from releases.times import local_day
from service.redaktion import answers
from service.redaktion.publishing import chart, lines, moments
from service.redaktion.publishing.lines import Fate, Told
from service.redaktion.publishing.outputs import Output, Shows, outputs
from service.redaktion.publishing.words import ACTIONS
from service.redaktion.visit import Visit

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
    lines: tuple[Told, ...]
    told: tuple[Announcement, ...]
    hooks: dict[str, str]
    amended: bool
    settling: bool
    visits: tuple[chart.Bar, ...]


async def receipt(visit: Visit) -> Response:
    """Show the receipt of a release."""
    now = visit.house.clock.now()
    found = await visit.read(_receipt, visit, now)
    shown: tuple[Output, ...] = await outputs(visit.house, found.item) if found.item else ()
    return visit.page(
        "receipt.html",
        found=found,
        outputs=shown,
        shows=_SHOWS,
        Shows=Shows,
        Fate=Fate,
        actions=ACTIONS,
        may_publish=visit.role is not None and visit.role.covers(Role.EDITOR),
        sink=lambda each: _sink(found.hooks, each),
        answer=lambda error: answers.said(error, visit.say),
        echo=moments.echo,
        spoken=moments.spoken,
    )


def _receipt(tx: Tx, visit: Visit, now: datetime) -> Receipt:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    try:
        item = listings.release(tx, visit.newsroom, release.id, now)
    except NotFound:
        item = None
    states = timeline.states(log.entries(tx, release.id))
    decided = lines.told(log.lines(tx, release.id))
    today = local_day(now)
    counted = visits.of_release(tx, release.id, today - timedelta(days=DAYS - 1))
    return Receipt(
        release=release,
        state=desklist.state_of(tx, release, now),
        item=item,
        lines=decided,
        told=_told(planning.owed_to(tx, release.id), decided),
        hooks={each.sink: each.url for each in outbox.webhooks(tx, visit.newsroom)},
        amended=_is_amended(tx, release, states, now),
        settling=item is not None
        and states[0].since < item.state.since
        and now < item.state.since + SETTLING,
        visits=chart.bars(counted, today, DAYS) if counted else (),
    )


def _is_amended(tx: Tx, release: Release, states: tuple[State, ...], now: datetime) -> bool:
    """Tell whether the draft says something else than all that is or will be public."""
    if not states or states[-1].withdrawn:
        return False
    approved = (each.revision for each in states if each.until is None or each.until > now)
    texts = drafts.revisions_by_id(tx, approved).values()
    return all(each.document != release.draft for each in texts)


def _told(owed: tuple[Announcement, ...], decided: tuple[Told, ...]) -> tuple[Announcement, ...]:
    """Return the announcements without those that another entry's stand in for."""
    succeeded = {each.line.entry.id for each in decided if each.successor}
    return tuple(each for each in owed if each.entry not in succeeded)


def _sink(hooks: dict[str, str], announcement: Announcement) -> str:
    """Return where an announcement goes; a webhook is known by its address."""
    return announcement.hub or announcement.cache or hooks.get(announcement.sink, "webhook")
