"""The server's clock: how it stands, and an administrator's word that it is right."""

import re
from datetime import datetime, timedelta

from starlette.responses import Response

from releases.clock import LEAP
from releases.store import clock as clocks
from releases.store.clock import Misdated
from releases.store.tx import Tx
from service.clock.report import ClockReport, report
from service.redaktion.request import Visit

_WHOLE = re.compile(r"-?[0-9]{1,18}")
_MILLISECOND = timedelta(milliseconds=1)


async def show(visit: Visit) -> Response:
    """Show instant and wall clock, and what a confirmation would make public."""
    return await _page(visit)


async def confirm(visit: Visit) -> Response:
    """Go by the wall clock from now on, if it still stands as it was shown."""
    seen, gap = visit.form.get("gap"), visit.services.clock.gap() // _MILLISECOND
    if not visit.form.get("sure"):
        return await _page(visit, visit.say("Bekräfta att du har kontrollerat klockan."))
    if not _WHOLE.fullmatch(seen) or abs(int(seen) - gap) > LEAP:
        return await _page(visit, visit.say("Klockan har ändrats sedan du öppnade sidan."))
    base, _ = await visit.read(clocks.read)
    confirmed = visit.services.clock.confirmed(base, visit.actor.who)
    await visit.write(clocks.confirm, confirmed, visit.actor, visit.newsroom)
    said = visit.say("Klockan är bekräftad. Publiceringen följer den.")
    return visit.go("installningar", "klocka", said=said)


async def _page(visit: Visit, problem: str = "") -> Response:
    gap = visit.services.clock.gap()
    state, due, misdated = await visit.read(_load, gap, visit.newsroom)
    return visit.page(
        "settings_clock.html",
        422 if problem else 200,
        clock=state,
        gap=gap // _MILLISECOND,
        wall=visit.services.clock.now() + gap,
        due=due,
        misdated=misdated,
        problem=problem,
        span=span,
    )


def _load(tx: Tx, gap: timedelta, newsroom: str) -> tuple[ClockReport, int, tuple[Misdated, ...]]:
    base, _ = clocks.read(tx)
    until: datetime = tx.now + max(gap, timedelta(0))
    marked = tuple(entry for entry in clocks.list_misdated(tx) if entry.newsroom == newsroom)
    return report(base, gap // _MILLISECOND), clocks.waiting(tx, until), marked


def span(visit: Visit, seconds: float) -> str:
    """Write how far two clocks are apart, in the largest unit that fits."""
    whole = round(abs(seconds))
    for length, text in (
        (86_400, "{count} dygn"),
        (3_600, "{count} tim"),
        (60, "{count} min"),
    ):
        if whole >= 2 * length:
            return visit.say(text, count=round(whole / length))
    return visit.say("{count} s", count=whole)
