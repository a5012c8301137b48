"""Which kinds of text the newsroom offers, and in which order: one button, one change."""

from starlette.responses import Response

from feeds.wording import KIND_LABELS
from releases.desk import templates as desk_templates
from releases.errors import FieldError
from releases.model import Kind
from releases.rules.kinds import KindChange
from service.redaktion.error_messages import describe
from service.redaktion.request import Visit
from service.redaktion.settings import templates

_SAID = {
    KindChange.USE: "{kind} används nu.",
    KindChange.LEAVE: "{kind} används inte längre. Meddelanden som redan har typen behåller den.",
    KindChange.RAISE: "{kind} är flyttad uppåt.",
}


async def change(visit: Visit) -> Response:
    """Offer a kind, offer it no longer, or offer it earlier."""
    wanted, do = visit.form.get("kind"), visit.form.get("do")
    if wanted not in set(Kind) or do not in set(KindChange):
        return await templates.page(visit, visit.say("Välj en typ i listan."))
    kind, wish = Kind(wanted), KindChange(do)
    try:
        await visit.write(desk_templates.change_kinds, visit.newsroom, kind, wish, visit.actor)
    except FieldError as error:
        return await templates.page(visit, describe(visit, error))
    said = visit.say(_SAID[wish], kind=visit.say(KIND_LABELS[kind]))
    return visit.go("installningar", "mallar", said=said)
