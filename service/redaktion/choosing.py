"""Choosing a password of one's own in place of one that somebody else was shown."""

import msgspec
from starlette.responses import RedirectResponse, Response

from releases import staff
from releases.errors import FieldError
from releases.people import Session
from service import passwords
from service.redaktion import onward
from service.redaktion.visit import SEE_OTHER, Visit


async def form(visit: Visit) -> Response:
    """Show the form, to whom it concerns."""
    wanted = onward.own_path(visit.request.query_params.get("till", ""))
    if not visit.person.must_choose:
        return RedirectResponse(wanted, SEE_OTHER)
    return asked(visit, visit.session, wanted)


async def choose(visit: Visit) -> Response:
    """Store the password, end every other session, and lead on to what was wanted."""
    wanted, person = onward.own_path(visit.form.get("till")), visit.person
    if not person.must_choose:
        return RedirectResponse(wanted, SEE_OTHER)
    try:
        password = passwords.checked(visit.form.get("new"))
    except FieldError:
        said = visit.say("Välj ett lösenord med 12 till 256 tecken, gärna flera ord.")
        return asked(visit, visit.session, wanted, 422, said)
    if await passwords.matches(person.password, password):
        said = visit.say("Det är lösenordet du fick. Välj ett annat.")
        return asked(visit, visit.session, wanted, 422, said)
    kept = await passwords.make_hash(password)
    await visit.write(staff.choose_password, person.id, kept, visit.session_id)
    return onward.led_on(visit, visit.session, wanted)


def asked(
    visit: Visit, session: Session | None, wanted: str, status: int = 200, problem: str = ""
) -> Response:
    """Return the form; what was typed before signing in goes along."""
    own = msgspec.structs.replace(visit, session=session)
    return own.page("choose_password.html", status, wanted=wanted, problem=problem)
