"""Signing in and out: e-mail and password, then the second factor of those who have one."""

import structlog
from starlette.responses import RedirectResponse, Response

from releases import staff
from releases.people import Person, Session
from releases.store import factors, people
from releases.store.tx import Tx
from service import totp
from service.redaktion import choosing, cookies, keeping, onward, rendering
from service.redaktion.visit import SEE_OTHER, Visit

log = structlog.get_logger()

# What to do about a second factor that cannot be opened, once one is in.
LOST = (
    "Koderna från din app går inte att kontrollera längre, för serverns nyckel har bytts. "
    "Stäng av tvåstegsinloggningen under Mitt konto, och slå på den igen."
)


async def form(visit: Visit) -> Response:
    """Show the form, or the desk to whom is signed in already."""
    wanted = onward.own_path(visit.request.query_params.get("till", ""))
    if visit.session is not None:
        return RedirectResponse(wanted, SEE_OTHER)
    return asked(visit, wanted)


async def sign_in(visit: Visit) -> Response:
    """Begin a session, or ask for the second factor; the token is new at every login."""
    email, wanted = visit.form.get("email").strip(), onward.own_path(visit.form.get("till"))
    person = await visit.read(people.find, email)
    kept = person.password if person and not person.is_disabled else ""
    sound = await visit.house.limits.matches(email, visit.address, kept, visit.form.get("password"))
    if sound is None:
        return asked(visit, wanted, 429, email, "limit")
    if person is None or not sound:
        return asked(visit, wanted, 422, email, "wrong")
    if person.totp:
        token = await visit.write(factors.begin, person.id)
        if token is None:
            return asked(visit, wanted, 429, email, "limit")
        return _code_asked(visit, person, token, wanted)
    return await begin(visit, person, wanted)


async def second_step(visit: Visit) -> Response:
    """Begin a session with the code of an authenticator app, or a recovery code."""
    token, typed = visit.form.get("token"), visit.form.get("code")
    wanted = onward.own_path(visit.form.get("till"))
    now, vault = visit.house.clock.now(), visit.house.vault

    def f(tx: Tx) -> tuple[Person | None, bool, int | None]:
        person_id = factors.attempt(tx, token)
        if person_id is None:
            return None, False, None
        person = people.get(tx, person_id)
        secret = vault.opened(person.totp, person.id)
        step = totp.matching_step(secret, typed, now) if secret else None
        sound = (
            factors.use_step(tx, person.id, step)
            if step is not None
            else factors.use_code(tx, person.id, totp.plain_code(typed))
        )
        if sound:
            factors.end(tx, token)
        if sound and secret and not vault.keeps(person.totp):
            factors.keep(tx, person.id, vault.sealed(secret, person.id))
        return person, sound, None if step is not None else factors.codes_left(tx, person.id)

    person, sound, left = await visit.write(f)
    if person is None or person.is_disabled:
        return asked(visit, wanted, 422, "", "again")
    if not sound:
        return _code_asked(visit, person, token, wanted, problem=True)
    response = await begin(visit, person, wanted)
    say = rendering.translator(person.language)
    told = [] if left is None else [say("Du har {codes} reservkoder kvar.", codes=left)]
    told += [say(LOST)] if is_lost(visit, person) else []
    if told:
        rendering.remember(visit, response, " ".join(told))
    return response


def is_lost(visit: Visit, person: Person) -> bool:
    """Tell whether a person has a second factor that the service's secret does not open."""
    return bool(person.totp) and visit.house.vault.opened(person.totp, person.id) is None


def _code_asked(
    visit: Visit, person: Person, token: str, wanted: str, *, problem: bool = False
) -> Response:
    lost = is_lost(visit, person)
    if lost:
        log.warning("second_factor.lost", person=person.id)
    return visit.page(
        "second_step.html",
        422 if problem else 200,
        token=token,
        wanted=wanted,
        problem=problem,
        lost=lost,
    )


def asked(
    visit: Visit, wanted: str, status: int = 200, email: str = "", problem: str = ""
) -> Response:
    """Return the form, with a `problem`: "wrong", "limit", "again", "elsewhere", "kept"."""
    return visit.page(
        "sign_in.html",
        status,
        wanted=wanted,
        email=email,
        problem=problem,
        elsewhere=visit.house.settings.oidc is not None,
        kept=keeping.opened(visit.form),
    )


async def begin(visit: Visit, person: Person, wanted: str) -> Response:
    """Begin a session of a person who has shown who they are, ending the one before."""

    def f(tx: Tx) -> tuple[str, Session | None]:
        if visit.session is not None:
            people.sign_out(tx, visit.session.id)
        staff.note(tx, person.who, "session.begin", person)
        token = people.sign_in(tx, person.id)
        return token, people.session(tx, token)

    token, session = await visit.write(f)
    if session is not None and person.must_choose:
        response = choosing.asked(visit, session, wanted)
    else:
        response = onward.led_on(visit, session, wanted)
    cookies.write(response, visit.house.settings, cookies.SESSION, token)
    return response


async def sign_out(visit: Visit) -> Response:
    """End the session: its token is worth nothing from now on."""
    if visit.session is not None:
        await visit.write(people.sign_out, visit.session.id)
    return signed_out(visit)


def signed_out(visit: Visit) -> Response:
    """Return to the form, without the session's cookie."""
    response = RedirectResponse("/redaktion/logga-in", SEE_OTHER)
    cookies.drop(response, visit.house.settings, cookies.SESSION)
    return response
