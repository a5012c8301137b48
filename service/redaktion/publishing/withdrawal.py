"""Återkalla: taking back what is public, with a note that readers see; confirmed once."""

import msgspec
from starlette.responses import Response

from feeds import wording
from feeds.languages import language_of, translate
from releases.desk import approval
from releases.desk.approval import Order
from releases.errors import FieldError, NotFound
from releases.public import PublicRelease
from releases.store import drafts, listings, log
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from service.redaktion.error_messages import describe
from service.redaktion.login.repeated_question import RepeatedQuestion
from service.redaktion.request import Visit

QUESTION = RepeatedQuestion(
    lambda visit: visit.url("r", visit.path["release"], "aterkalla"),
    ("note", "silent"),
    "Inte återkallat.",
)


class WithdrawalForm(msgspec.Struct, frozen=True):
    """What the form says."""

    note: str = ""
    silent: bool = False
    problem: str = ""


async def withdraw(visit: Visit) -> Response:
    """Ask for a note and a confirmation."""
    asked = visit.query
    unsent = QUESTION.describe(visit)
    typed = WithdrawalForm(asked.get("note", ""), asked.get("silent") == "1", unsent)
    return await _page(visit, typed if unsent else WithdrawalForm())


async def confirm_withdraw(visit: Visit) -> Response:
    """Take the release back, now."""
    release_id, note = visit.path["release"], visit.form.get("note")
    silent = visit.form.get("silent") == "1"
    if visit.form.get("confirm") != "1":
        problem = visit.say("Bekräfta att du vill återkalla meddelandet.")
        return await _page(visit, WithdrawalForm(note, silent, problem), 422)
    order = Order(Action.WITHDRAW, note=note, announce=not silent)
    try:
        await visit.write(approval.withdraw, visit.ref, order, visit.actor)
    except FieldError as error:
        return await _page(visit, WithdrawalForm(note, silent, describe(visit, error)), 422)
    visit.services.scheduler.rearm()
    return visit.go("r", release_id, "kvitto", said=visit.say("Återkallat."))


async def _page(visit: Visit, taken: WithdrawalForm, status: int = 200) -> Response:
    item, planned = await visit.read(_public, visit)
    return visit.page(
        "withdraw.html",
        status,
        item=item,
        planned=planned,
        taken=taken,
        unsaid=translate(wording.WITHDRAWAL, language_of(item.document.language)),
    )


def _public(tx: Tx, visit: Visit) -> tuple[PublicRelease, tuple[Entry, ...]]:
    """Return what is public now, and what is planned to follow it."""
    release = drafts.get(tx, visit.ref)
    item = listings.release(tx, visit.newsroom, release.id, tx.now)
    if item.state.withdrawn:
        raise NotFound("withdrawn_already")
    entries = log.entries(tx, release.id)
    return item, tuple(entry for entry in entries if entry.effective > tx.now)
