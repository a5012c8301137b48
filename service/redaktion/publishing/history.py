"""Historik: who did what when and why, and the page as readers had it at any instant."""

import asyncio
from datetime import datetime

import msgspec
from starlette.responses import Response

from releases import timeline
from releases.errors import NotFound
from releases.model import Release
from releases.public import PublicRelease
from releases.store import audit, desklist, drafts, listings, log
from releases.store.audit import AuditEntry
from releases.store.desklist import DeskState
from releases.store.log import LogLine
from releases.store.tx import Tx
from releases.timeline import State
from service.pages import press_room
from service.redaktion import preview_responses
from service.redaktion.audit_labels import LABELS
from service.redaktion.labels import ACTIONS
from service.redaktion.publishing import entry_history, moments
from service.redaktion.publishing.moments import ChosenMoment
from service.redaktion.request import Visit


class History(msgspec.Struct, frozen=True):
    """All that happened to a release; `states` readers had and have, `coming` they will have."""

    release: Release
    state: DeskState
    lines: tuple[LogLine, ...]
    deeds: tuple[AuditEntry, ...]
    states: tuple[State, ...]
    coming: tuple[State, ...]


async def history(visit: Visit) -> Response:
    """Show the history, and the page at an instant where one is asked for."""
    wanted = _requested_moment(visit)
    at = wanted.at
    past = await visit.read(_history, visit)
    return visit.page(
        "history.html",
        422 if wanted.problem else 200,
        found=past,
        at=at,
        wanted=wanted,
        public=at is not None and timeline.state(_entries(past), at) is not None,
        actions=ACTIONS,
        deeds=LABELS,
        planned=_instant_of,
    )


async def page(visit: Visit) -> Response:
    """The page as readers had it at the instant `t`, or will have it."""
    at = _requested_moment(visit).at
    if at is None:
        raise NotFound("no_instant")
    item = await visit.read(_at, visit, at)
    links = preview_responses.links_of(visit, item.id)
    render = press_room.withdrawn if item.state.withdrawn else press_room.release
    body = preview_responses.preview_response(visit, await asyncio.to_thread(render, item, links))
    return preview_responses.frame_response(body, links)


def _instant_of(deed: AuditEntry) -> datetime | None:
    """Return the instant a deed was about, None where it was about none."""
    return datetime.fromisoformat(deed.detail["at"]) if "at" in deed.detail else None


def _requested_moment(visit: Visit) -> ChosenMoment:
    """Return the instant asked for: by a link (`t`), by day and time of day, or by choosing."""
    asked = visit.query
    day, clock = asked.get("date", ""), asked.get("time", "")
    exact = asked.get("t", "").strip() or asked.get("at", "")
    return (
        moments.parse_moment(visit, day, clock, exact) if day or clock or exact else ChosenMoment()
    )


def _history(tx: Tx, visit: Visit) -> History:
    release = drafts.get(tx, visit.ref)
    states = timeline.states(log.entries(tx, release.id))
    lines = log.lines(tx, release.id)
    deeds = audit.list_entries(tx, release.ref)
    return History(
        release=release,
        state=desklist.state_of(tx, release, tx.now),
        lines=lines,
        deeds=tuple(reversed(entry_history.without_moved(deeds, lines))),
        states=tuple(state for state in states if state.since <= tx.now),
        coming=tuple(state for state in states if state.since > tx.now),
    )


def _entries(past: History) -> tuple[timeline.Entry, ...]:
    return tuple(line.entry for line in past.lines if line.cancelled_at is None)


def _at(tx: Tx, visit: Visit, at: datetime) -> PublicRelease:
    release = drafts.get(tx, visit.ref)
    return listings.release(tx, visit.newsroom, release.id, at)
