"""Choosing a password of one's own in place of one that somebody else was shown."""

import msgspec
from starlette.responses import RedirectResponse, Response

from releases.desk import members
from releases.errors import FieldError
from releases.rules.roles import Session
from service.redaktion.error_messages import describe
from service.redaktion.login import preserved_form, return_path
from service.redaktion.request import SEE_OTHER, Visit
from service.security import passwords


async def form(visit: Visit) -> Response:
    """Show the form, to whom it concerns."""
    wanted = return_path.own_path(visit.query.get("next", ""))
    if not visit.person.must_choose:
        return RedirectResponse(wanted, SEE_OTHER)
    return render_form(visit, visit.session, wanted)


async def choose(visit: Visit) -> Response:
    """Store the password, end every other session, and lead on to what was wanted."""
    wanted, person = return_path.own_path(visit.form.get("next")), visit.person
    if not person.must_choose:
        return RedirectResponse(wanted, SEE_OTHER)
    try:
        password = passwords.validate_password(visit.form.get("new"))
    except FieldError as error:
        return render_form(visit, visit.session, wanted, 422, describe(visit, error))
    if await passwords.matches(person.password, password):
        said = visit.say("Det är det tillfälliga lösenordet. Välj ett annat.")
        return render_form(visit, visit.session, wanted, 422, said)
    kept = await passwords.make_hash(password)
    await visit.write(members.choose_password, person.id, kept, visit.session_id)
    return return_path.redirect_back(visit, visit.session, wanted)


def render_form(
    visit: Visit, session: Session | None, wanted: str, status: int = 200, problem: str = ""
) -> Response:
    """Return the form; what was typed before signing in goes along."""
    own = msgspec.structs.replace(visit, session=session)
    return own.page(
        "choose_password.html",
        status,
        wanted=wanted,
        problem=problem,
        kept=preserved_form.unseal_form(own.form),
    )
