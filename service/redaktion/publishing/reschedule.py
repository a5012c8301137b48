"""Moving and cancelling what is still to come; each is confirmed with the time written out."""

from datetime import datetime

import msgspec
from starlette.responses import Response

from releases.desk import entries
from releases.errors import EntryRefused, NotFound
from releases.model import Release
from releases.store import drafts, log, schedule
from releases.store.schedule import Planned
from releases.store.tx import Tx
from releases.timeline import Entry
from releases.times import STOCKHOLM, Moment, local_day
from service.redaktion import date_words
from service.redaktion.error_messages import describe
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.publishing import calendar, moments
from service.redaktion.publishing.hints import NEAR, hints
from service.redaktion.publishing.moments import ChosenMoment
from service.redaktion.request import Visit

MOVING = RepeatedQuestion(
    lambda visit: visit.url("r", visit.path["release"], "flytta", visit.path["entry"]),
    ("at",),
    "Inte flyttat.",
)
CANCELLING = RepeatedQuestion(
    lambda visit: visit.url("r", visit.path["release"], "avboka", visit.path["entry"]),
    (),
    "Inte avbokat.",
)


class Pending(msgspec.Struct, frozen=True):
    """An entry still to come, with its release."""

    release: Release
    entry: Entry


async def move(visit: Visit) -> Response:
    """Ask for another time, and repeat the one that was chosen."""
    asked = visit.query
    pending = await visit.read(_pending, visit)
    if not {"date", "time", "at"} & set(asked):
        local = pending.entry.at.astimezone(STOCKHOLM)
        return await _page(visit, pending, ChosenMoment(f"{local:%Y-%m-%d}", f"{local:%H:%M}"))
    wanted = moments.parse_future(
        visit, asked.get("date", ""), asked.get("time", ""), asked.get("at", "")
    )
    return await _page(visit, pending, wanted, 422 if wanted.problem else 200)


async def confirm_move(visit: Visit) -> Response:
    """Give the entry the time that was shown."""
    pending = await visit.read(_pending, visit)
    wanted = moments.parse_future(visit, "", "", visit.form.get("at"))
    if wanted.at is None:
        return await _page(visit, pending, wanted, 422)
    moment = Moment(wanted.at, day_only=False)
    try:
        await visit.write(entries.move, visit.ref, pending.entry.id, moment, visit.actor)
    except EntryRefused as error:
        problem = describe(visit, error)
        return await _page(visit, pending, wanted._replace(at=None, problem=problem), 422)
    visit.services.scheduler.rearm()
    said = visit.say(
        "Flyttat till {when}.", when=date_words.format_moment(wanted.at, visit.person.language)
    )
    back = _calendar(visit, visit.form.get("from"), wanted.at, pending.entry.at)
    if back:
        return visit.go_to(back, said=said)
    return visit.go("r", pending.release.id, "kvitto", said=said)


async def cancel(visit: Visit) -> Response:
    """Ask whether the entry is to be cancelled."""
    pending = await visit.read(_pending, visit)
    return visit.page("cancel.html", found=pending, problem=CANCELLING.describe(visit))


async def confirm_cancel(visit: Visit) -> Response:
    """Take the entry back."""
    pending = await visit.read(_pending, visit)
    try:
        await visit.write(entries.cancel, visit.ref, pending.entry.id, visit.actor)
    except EntryRefused as error:
        problem = describe(visit, error)
        return visit.page("cancel.html", 409, found=pending, problem=problem)
    visit.services.scheduler.rearm()
    return visit.go("r", pending.release.id, "kvitto", said=visit.say("Avbokat."))


def _calendar(visit: Visit, month: str, *at: datetime) -> str:
    """Return where in the calendar a move was begun, empty where it was begun elsewhere."""
    return calendar.address(visit, month, *map(local_day, at))


def _pending(tx: Tx, visit: Visit) -> Pending:
    release = drafts.get(tx, visit.ref)
    entry = next(
        (entry for entry in log.entries(tx, release.id) if entry.id == visit.path["entry"]), None
    )
    if entry is None or entry.effective <= tx.now:
        raise NotFound("nothing_planned")
    return Pending(release, entry)


async def _page(
    visit: Visit, pending: Pending, wanted: ChosenMoment, status: int = 200
) -> Response:
    others: tuple[Planned, ...] = ()
    if wanted.at:
        others = await visit.read(
            schedule.near,
            visit.newsroom,
            wanted.at - NEAR,
            wanted.at + NEAR,
            pending.release.id,
        )
    month = visit.form.get("from") or visit.query.get("from", "")
    return visit.page(
        "move.html",
        status,
        unsent=MOVING.describe(visit),
        found=pending,
        wanted=wanted,
        hints=hints(visit, wanted.at, others) if wanted.at else [],
        month=month,
        back=_calendar(visit, month, pending.entry.at),
    )
