"""Skicka för godkännande, Ta tillbaka, Skicka tillbaka: a draft goes to the editors and returns."""

from starlette.responses import Response

from releases.desk import drafts
from releases.desk.drafts import Ask
from releases.errors import FieldError, NotWaiting, VersionConflict
from service.redaktion.error_messages import describe
from service.redaktion.publishing import approval_form, moments
from service.redaktion.publishing.moments import ChosenMoment
from service.redaktion.publishing.review import Typed, render_review
from service.redaktion.request import Visit


async def submit(visit: Visit) -> Response:
    """Ask an editor for approval of the draft that was shown, maybe at a time and with a word."""
    chosen, word = _wished_moment(visit), visit.form.get("word")
    wanted = approval_form.with_time(approval_form.read_wish_form(visit, _nothing), chosen)
    if chosen.problem:
        return await render_review(visit, wanted, 422, typed=Typed(word=word))
    release_id, version = visit.path["release"], visit.form.number("version")
    ask = Ask(chosen.at, word)
    try:
        await visit.write(drafts.submit, visit.ref, visit.actor, version, ask)
    except VersionConflict as error:
        return await render_review(
            visit, wanted, 409, describe(visit, error), typed=Typed(word=word)
        )
    except FieldError as error:
        typed = Typed(word=word, problem=describe(visit, error))
        return await render_review(visit, wanted, 422, typed=typed)
    done = visit.say("Skickat för godkännande. Redaktörerna ser det på översikten.")
    return visit.go("r", release_id, "granska", said=done)


async def take_back(visit: Visit) -> Response:
    """Let the draft wait no longer."""
    release_id, version = visit.path["release"], visit.form.number("version")
    await visit.write(drafts.take_back, visit.ref, visit.actor, version)
    return visit.go("r", release_id, said=visit.say("Texten väntar inte längre på godkännande."))


async def send_back(visit: Visit) -> Response:
    """Return the draft to who wrote it, with a comment."""
    version = visit.form.number("version")
    comment = visit.form.get("comment")
    wanted = approval_form.read_wish_form(visit, _nothing)
    try:
        await visit.write(drafts.send_back, visit.ref, visit.actor, version, comment)
    except NotWaiting as error:
        why = describe(visit, error)
        return await render_review(visit, wanted, 409, why, typed=Typed(comment=comment))
    except FieldError as error:
        typed = Typed(comment=comment, problem=describe(visit, error))
        return await render_review(visit, wanted, 422, typed=typed)
    return visit.go("", said=visit.say("Skickat tillbaka. Skribenten ser din kommentar."))


def _wished_moment(visit: Visit) -> ChosenMoment:
    """Return the time wished for: none where no field of it is filled in."""
    typed = [visit.form.get(name) for name in ("date", "time", "at")]
    return moments.parse_future(visit, *typed) if any(typed) else ChosenMoment()


def _nothing(_: str) -> str:
    return ""
