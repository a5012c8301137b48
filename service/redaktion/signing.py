"""Signing in and out with e-mail and password."""

from urllib.parse import urlsplit

from starlette.responses import RedirectResponse, Response

from releases.people import Person
from releases.store import audit, people
from releases.store.tx import Tx
from service import passwords
from service.redaktion import cookies
from service.redaktion.visit import SEE_OTHER, Visit


async def form(visit: Visit) -> Response:
    """Show the form, or the desk to whom is signed in already."""
    wanted = own_path(visit.request.query_params.get("till", ""))
    if visit.session is not None:
        return RedirectResponse(wanted, SEE_OTHER)
    return asked(visit, wanted)


async def sign_in(visit: Visit) -> Response:
    """Begin a session; the token is new at every login."""
    email, wanted = visit.form.get("email").strip(), own_path(visit.form.get("till"))
    address = visit.request.client.host if visit.request.client else ""
    if not visit.house.limits.allows(email, address):
        return asked(visit, wanted, 429, email, "limit")
    person = await visit.read(people.find, email)
    sound = await passwords.matches(person.password if person else "", visit.form.get("password"))
    if person is None or not sound or person.is_disabled:
        return asked(visit, wanted, 422, email, "wrong")
    return await begin(visit, person, wanted)


def asked(
    visit: Visit, wanted: str, status: int = 200, email: str = "", problem: str = ""
) -> Response:
    """Return the form, with a `problem`: "wrong", "limit" or "elsewhere"."""
    elsewhere = visit.house.settings.oidc is not None
    return visit.page(
        "sign_in.html", status, wanted=wanted, email=email, problem=problem, elsewhere=elsewhere
    )


async def begin(visit: Visit, person: Person, wanted: str) -> Response:
    """Begin a session of a person who has shown who they are, ending the one before."""

    def f(tx: Tx) -> str:
        if visit.session is not None:
            people.sign_out(tx, visit.session.id)
        for each in people.memberships(tx, person.id):
            audit.note(tx, person.who, "session.begin", each.newsroom)
        return people.sign_in(tx, person.id)

    token = await visit.write(f)
    response = RedirectResponse(wanted, SEE_OTHER)
    cookies.write(response, visit.house.settings, cookies.SESSION, token)
    return response


async def sign_out(visit: Visit) -> Response:
    """End the session: its token is worth nothing from now on."""
    if visit.session is not None:
        await visit.write(people.sign_out, visit.session.id)
    response = RedirectResponse("/redaktion/logga-in", SEE_OTHER)
    cookies.drop(response, visit.house.settings, cookies.SESSION)
    return response


def own_path(wanted: str) -> str:
    """Return a path of the desk to go to after signing in; anything else becomes its start."""
    parts = urlsplit(wanted)
    own = wanted.startswith("/redaktion/") and not parts.netloc and "\\" not in wanted
    return wanted if own else "/redaktion/"
