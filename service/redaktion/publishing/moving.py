"""Moving and cancelling what is still to come; each is confirmed with the time written out."""

import msgspec
from starlette.responses import Response

from releases import desk
from releases.errors import EntryRefused, NotFound
from releases.model import Release
from releases.store import drafts, log, planning
from releases.store.planning import Planned
from releases.store.tx import Tx
from releases.timeline import Entry
from releases.times import STOCKHOLM, Moment
from service.redaktion.publishing import moments
from service.redaktion.publishing.hints import NEAR, hints
from service.redaktion.publishing.moments import Chosen
from service.redaktion.visit import Visit


class Pending(msgspec.Struct, frozen=True):
    """An entry still to come, with its release."""

    release: Release
    entry: Entry


async def move(visit: Visit) -> Response:
    """Ask for another time, and repeat the one that was chosen."""
    asked = visit.request.query_params
    found = await visit.read(_pending, visit)
    if not {"datum", "tid", "nar"} & set(asked):
        local = found.entry.at.astimezone(STOCKHOLM)
        return await _asked(visit, found, Chosen(f"{local:%Y-%m-%d}", f"{local:%H:%M}"))
    wanted = moments.chosen(
        visit, asked.get("datum", ""), asked.get("tid", ""), asked.get("nar", "")
    )
    return await _asked(visit, found, wanted, 422 if wanted.problem else 200)


async def confirm_move(visit: Visit) -> Response:
    """Give the entry the time that was shown."""
    found = await visit.read(_pending, visit)
    wanted = moments.chosen(visit, "", "", visit.form.get("nar"))
    if wanted.at is None:
        return await _asked(visit, found, wanted, 422)
    moment = Moment(wanted.at, day_only=False)
    try:
        await visit.write(
            desk.move, visit.newsroom, found.release.id, found.entry.id, moment, visit.who
        )
    except EntryRefused:
        problem = visit.say("Den tiden går inte: något annat är redan planerat före eller efter.")
        return await _asked(visit, found, wanted._replace(at=None, problem=problem), 422)
    visit.house.scheduler.rearm()
    said = visit.say("Flyttat till {when}.", when=moments.echo(wanted.at, visit.person.language))
    return visit.go("r", found.release.id, "kvitto", said=said)


async def cancel(visit: Visit) -> Response:
    """Ask whether the entry is to be cancelled."""
    found = await visit.read(_pending, visit)
    return visit.page("cancel.html", found=found, problem="", echo=moments.echo)


async def confirm_cancel(visit: Visit) -> Response:
    """Take the entry back."""
    found = await visit.read(_pending, visit)
    try:
        await visit.write(desk.cancel, visit.newsroom, found.release.id, found.entry.id, visit.who)
    except EntryRefused:
        problem = visit.say("Det går inte: en senare händelse bygger på den. Avboka den först.")
        return visit.page("cancel.html", 409, found=found, problem=problem, echo=moments.echo)
    visit.house.scheduler.rearm()
    return visit.go("r", found.release.id, "kvitto", said=visit.say("Avbokat."))


def _pending(tx: Tx, visit: Visit) -> Pending:
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    entry = next(
        (each for each in log.entries(tx, release.id) if each.id == visit.path["entry"]), None
    )
    if entry is None or entry.effective <= tx.now:
        raise NotFound("There is nothing to come that could be changed.")
    return Pending(release, entry)


async def _asked(visit: Visit, found: Pending, wanted: Chosen, status: int = 200) -> Response:
    others: tuple[Planned, ...] = ()
    if wanted.at:
        others = await visit.read(
            planning.near,
            visit.newsroom,
            wanted.at - NEAR,
            wanted.at + NEAR,
            found.release.id,
        )
    return visit.page(
        "move.html",
        status,
        found=found,
        wanted=wanted,
        hints=hints(visit, wanted.at, others) if wanted.at else [],
        echo=moments.echo,
    )
