"""Which kinds of text the newsroom offers, and in which order: one button, one change."""

from starlette.responses import Response

from feeds.wording import KIND_LABELS
from releases import beginnings
from releases.errors import FieldError
from releases.kinds import Change
from releases.model import Kind
from service.redaktion.settings import templates
from service.redaktion.visit import Visit

_SAID = {
    Change.USE: "{kind} erbjuds nu.",
    Change.LEAVE: "{kind} erbjuds inte längre. De meddelanden som finns har det kvar.",
    Change.RAISE: "{kind} står nu högre upp.",
}


async def change(visit: Visit) -> Response:
    """Offer a kind, offer it no longer, or offer it earlier."""
    wanted, do = visit.form.get("kind"), visit.form.get("do")
    if wanted not in set(Kind) or do not in set(Change):
        return await templates.page(visit, visit.say("Välj ett slag i listan."))
    kind, wish = Kind(wanted), Change(do)
    try:
        await visit.write(beginnings.change_kinds, visit.newsroom, kind, wish, visit.who)
    except FieldError:
        return await templates.page(visit, visit.say("Minst ett slag måste erbjudas."))
    said = visit.say(_SAID[wish], kind=visit.say(KIND_LABELS[kind]))
    return visit.go("installningar", "mallar", said=said)
