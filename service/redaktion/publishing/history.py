"""Historik: who did what when and why, and the page as readers had it at any instant."""

import asyncio
from datetime import datetime

import msgspec
from starlette.responses import Response

from releases import timeline
from releases.errors import NotFound
from releases.model import Release
from releases.reading import PublicRelease
from releases.store import audit, desklist, drafts, listings, log
from releases.store.audit import Deed
from releases.store.desklist import DeskState
from releases.store.log import Line
from releases.store.tx import Tx
from releases.timeline import State
from service import pages
from service.redaktion import framing
from service.redaktion.deeds import DEEDS
from service.redaktion.publishing import lines, moments
from service.redaktion.publishing.moments import Chosen
from service.redaktion.publishing.words import ACTIONS
from service.redaktion.visit import Visit


class History(msgspec.Struct, frozen=True):
    """All that happened to a release; `states` readers had and have, `coming` they will have."""

    release: Release
    state: DeskState
    lines: tuple[Line, ...]
    deeds: tuple[Deed, ...]
    states: tuple[State, ...]
    coming: tuple[State, ...]


async def history(visit: Visit) -> Response:
    """Show the history, and the page at an instant where one is asked for."""
    wanted = _wanted(visit)
    at = wanted.at
    found = await visit.read(_history, visit)
    return visit.page(
        "history.html",
        422 if wanted.problem else 200,
        found=found,
        at=at,
        wanted=wanted,
        public=at is not None and timeline.state(_entries(found), at) is not None,
        actions=ACTIONS,
        deeds=DEEDS,
        planned=_planned,
        echo=moments.echo,
    )


async def page(visit: Visit) -> Response:
    """The page as readers had it at the instant `t`, or will have it."""
    at = _wanted(visit).at
    if at is None:
        raise NotFound("No instant was asked for.")
    item = await visit.read(_at, visit, at)
    links = framing.links_of(visit, item.id)
    render = pages.withdrawn if item.state.withdrawn else pages.release
    body = framing.looked_at(visit, await asyncio.to_thread(render, item, links))
    return framing.framed(body, links)


def _planned(deed: Deed) -> datetime | None:
    """Return the instant a deed was about, None where it was about none."""
    return datetime.fromisoformat(deed.detail["at"]) if "at" in deed.detail else None


def _wanted(visit: Visit) -> Chosen:
    """Return the instant asked for: by a link (`t`), by day and time of day, or by choosing."""
    asked = visit.request.query_params
    day, clock = asked.get("datum", ""), asked.get("tid", "")
    exact = asked.get("t", "").strip() or asked.get("nar", "")
    return moments.read(visit, day, clock, exact) if day or clock or exact else Chosen()


def _history(tx: Tx, visit: Visit) -> History:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    states = timeline.states(log.entries(tx, release.id))
    return History(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        lines=log.lines(tx, release.id),
        deeds=tuple(reversed(lines.once(audit.deeds(tx, visit.newsroom, release.id)))),
        states=tuple(each for each in states if each.since <= tx.now),
        coming=tuple(each for each in states if each.since > tx.now),
    )


def _entries(found: History) -> tuple[timeline.Entry, ...]:
    return tuple(each.entry for each in found.lines if each.cancelled_at is None)


def _at(tx: Tx, visit: Visit, at: datetime) -> PublicRelease:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    return listings.release(tx, visit.newsroom, release.id, at)
