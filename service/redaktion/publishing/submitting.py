"""Skicka för godkännande, Ta tillbaka, Skicka tillbaka: a draft goes to the editors and returns."""

from starlette.responses import Response

from releases import submitting
from releases.errors import FieldError, NotWaiting, VersionConflict
from releases.submitting import WORD, Ask
from service.redaktion.publishing import moments, wish
from service.redaktion.publishing.moments import Chosen
from service.redaktion.publishing.review import Typed, said, shown
from service.redaktion.refusals import said as refused
from service.redaktion.visit import Visit


async def submit(visit: Visit) -> Response:
    """Ask an editor for approval of the draft that was shown, maybe at a time and with a word."""
    chosen, word = _chosen(visit), visit.form.get("ord")
    wanted = wish.with_time(wish.asked(visit, _nothing), chosen)
    if chosen.problem:
        return await shown(visit, wanted, 422, typed=Typed(word=word))
    release_id, version = visit.path["release"], visit.form.number("version")
    ask = Ask(chosen.at, word)
    try:
        await visit.write(submitting.submit, visit.newsroom, release_id, visit.who, version, ask)
    except VersionConflict as error:
        return await shown(visit, wanted, 409, said(visit, error), typed=Typed(word=word))
    except FieldError:
        return await shown(visit, wanted, 422, typed=Typed(word=word, problem=_too_long(visit)))
    done = visit.say("Skickat för godkännande. Redaktörerna ser det på översikten.")
    return visit.go("r", release_id, "granska", said=done)


async def take_back(visit: Visit) -> Response:
    """Let the draft wait no longer."""
    release_id, version = visit.path["release"], visit.form.number("version")
    await visit.write(submitting.take_back, visit.newsroom, release_id, visit.who, version)
    return visit.go("r", release_id, said=visit.say("Tillbakataget. Ingen godkänner texten nu."))


async def send_back(visit: Visit) -> Response:
    """Return the draft to who wrote it, with a comment."""
    release_id, version = visit.path["release"], visit.form.number("version")
    comment = visit.form.get("kommentar")
    wanted = wish.asked(visit, _nothing)
    try:
        await visit.write(
            submitting.send_back, visit.newsroom, release_id, visit.who, version, comment
        )
    except NotWaiting as error:
        why = visit.say(refused(error))
        return await shown(visit, wanted, 409, why, typed=Typed(comment=comment))
    except FieldError:
        missing = visit.say("Skriv vad som ska ändras.")
        why = _too_long(visit) if comment.strip() else missing
        return await shown(visit, wanted, 422, typed=Typed(comment=comment, problem=why))
    return visit.go("", said=visit.say("Skickat tillbaka. Den som skrev ser din kommentar."))


def _chosen(visit: Visit) -> Chosen:
    """Return the time wished for: none where no field of it is filled in."""
    typed = [visit.form.get(name) for name in ("datum", "tid", "nar")]
    return moments.chosen(visit, *typed) if any(typed) else Chosen()


def _nothing(_: str) -> str:
    return ""


def _too_long(visit: Visit) -> str:
    return visit.say("Skriv högst {most} tecken.", most=WORD)
