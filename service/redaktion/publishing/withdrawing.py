"""Återkalla: taking back what is public, with a note that readers see; confirmed once."""

import msgspec
from starlette.responses import Response

from feeds import wording
from feeds.tongues import said, tongue
from releases import desk
from releases.desk import NOTE, Order
from releases.errors import FieldError, NotFound, PersonalNumbers
from releases.reading import PublicRelease
from releases.store import drafts, listings, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service.redaktion.publishing import moments
from service.redaktion.visit import Visit


class Taken(msgspec.Struct, frozen=True):
    """What the form says."""

    note: str = ""
    silent: bool = False
    problem: str = ""


async def withdraw(visit: Visit) -> Response:
    """Ask for a note and a confirmation."""
    return await _asked(visit, Taken())


async def confirm_withdraw(visit: Visit) -> Response:
    """Take the release back, now."""
    release_id, note = visit.path["release"], visit.form.get("notis")
    silent = visit.form.get("tyst") == "1"
    if visit.form.get("bekrafta") != "1":
        problem = visit.say("Kryssa i att du vill återkalla.")
        return await _asked(visit, Taken(note, silent, problem), 422)
    order = Order(Action.WITHDRAW, note=note, announce=not silent)
    try:
        await visit.write(desk.withdraw, visit.newsroom, release_id, order, visit.who)
    except PersonalNumbers:
        problem = visit.say("Det ser ut att stå ett personnummer i notisen. Ta bort det.")
        return await _asked(visit, Taken(note, silent, problem), 422)
    except FieldError:
        problem = visit.say("Notisen får vara högst {most} tecken.", most=NOTE)
        return await _asked(visit, Taken(note, silent, problem), 422)
    visit.house.scheduler.rearm()
    return visit.go("r", release_id, "kvitto", said=visit.say("Återkallat."))


async def _asked(visit: Visit, taken: Taken, status: int = 200) -> Response:
    item, planned = await visit.read(_public, visit)
    return visit.page(
        "withdraw.html",
        status,
        item=item,
        planned=planned,
        taken=taken,
        unsaid=said(wording.WITHDRAWAL, tongue(item.document.language)),
        echo=moments.echo,
    )


def _public(tx: Tx, visit: Visit) -> tuple[PublicRelease, tuple[Entry, ...]]:
    """Return what is public now, and what is planned to follow it."""
    release = drafts.get(tx, visit.newsroom, visit.path["release"])
    found = listings.release(tx, visit.newsroom, release.id, tx.now)
    if found.state.withdrawn:
        raise NotFound("The release has been withdrawn already.")
    entries = log.entries(tx, release.id)
    return found, tuple(each for each in entries if each.effective > tx.now)
