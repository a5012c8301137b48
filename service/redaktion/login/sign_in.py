"""Signing in and out: e-mail and password, then the second factor of those who have one."""

from collections.abc import Callable

import structlog
from starlette.responses import RedirectResponse, Response

from releases.desk import members
from releases.rules.roles import Person, Session
from releases.store import people, second_factors
from releases.store.tx import Tx
from releases.text import invisible
from service.redaktion import rendering, request
from service.redaktion.login import cookies, new_password, preserved_form, return_path
from service.redaktion.request import SEE_OTHER, Visit
from service.security import passwords, totp

log = structlog.get_logger()

# RFC 5321 section 4.5.3.1.3: longer ones are nobody's.
LONGEST_EMAIL = 254

# What to do about a second factor that cannot be opened, once one is in.
LOST = (
    "Koderna från din app går inte att kontrollera eftersom serverns nyckel har bytts. Stäng av "
    "tvåstegsinloggningen under Mitt konto och slå på den igen."
)


async def form(visit: Visit) -> Response:
    """Show the form, or the desk to whom is signed in already."""
    wanted = return_path.own_path(visit.query.get("next", ""))
    if visit.session is not None:
        return RedirectResponse(wanted, SEE_OTHER)
    return render_form(visit, wanted)


async def sign_in(visit: Visit) -> Response:
    """Begin a session, or ask for the second factor; the token is new at every login."""
    email = invisible.clean(visit.form.get("email")).strip()[:LONGEST_EMAIL]
    wanted = return_path.own_path(visit.form.get("next"))
    person = await visit.read(people.find, email)
    kept = person.password if person and not person.is_disabled else ""
    sound = await visit.services.limits.matches(
        # Every spelling of an address is the same account.
        person.email if person else email,
        visit.address,
        kept,
        visit.form.get("password"),
    )
    if sound is None:
        return render_form(visit, wanted, 429, email, "limit")
    if person is None or not sound:
        return render_form(visit, wanted, 422, email, "wrong")
    if fresh := await passwords.rehash(kept, visit.form.get("password")):
        await visit.write(members.rehash_password, person, fresh)
    if person.totp:
        token = await visit.write(second_factors.begin, person.id)
        if token is None:
            return render_form(visit, wanted, 429, email, "limit")
        return _code_page(visit, person, token, wanted)
    return await begin(visit, person, wanted)


async def second_step(visit: Visit) -> Response:
    """Begin a session with the code of an authenticator app, or a recovery code."""
    token, typed = visit.form.get("token"), visit.form.get("code")
    wanted = return_path.own_path(visit.form.get("next"))
    now, vault = visit.services.clock.now(), visit.services.vault

    def f(tx: Tx) -> tuple[Person | None, bool, int | None]:
        person_id = second_factors.attempt(tx, token)
        if person_id is None:
            return None, False, None
        person = people.get(tx, person_id)
        secret = vault.opened(person.totp, person.id)
        step = totp.matching_step(secret, typed, now) if secret else None
        sound = (
            second_factors.use_step(tx, person.id, step)
            if step is not None
            else second_factors.use_code(tx, person.id, totp.plain_code(typed))
        )
        if sound:
            second_factors.end(tx, token)
        if sound and secret and not vault.keeps(person.totp):
            second_factors.keep(tx, person.id, vault.sealed(secret, person.id))
        return person, sound, None if step is not None else second_factors.codes_left(tx, person.id)

    person, sound, left = await visit.write(f)
    if person is None or person.is_disabled:
        return render_form(visit, wanted, 422, "", "again")
    if not sound:
        return _code_page(visit, person, token, wanted, problem=True)
    response = await begin(visit, person, wanted)
    say = rendering.translator(person.language)
    told = [] if left is None else [_left(say, left)]
    told += [say(LOST)] if is_lost(visit, person) else []
    if told:
        request.remember(visit, response, " ".join(told))
    return response


def _left(say: Callable[..., str], codes: int) -> str:
    if codes == 1:
        return say("Du har 1 reservkod kvar.")
    return say("Du har {codes} reservkoder kvar.", codes=codes)


def is_lost(visit: Visit, person: Person) -> bool:
    """Tell whether a person has a second factor that the service's secret does not open."""
    return bool(person.totp) and visit.services.vault.opened(person.totp, person.id) is None


def _code_page(
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


def render_form(
    visit: Visit,
    wanted: str,
    status: int = 200,
    email: str = "",
    problem: str = "",
    *,
    undone: str = "",
) -> Response:
    """Return the form, with a `problem`: "wrong", "limit", "again", "elsewhere", "kept".

    `undone` says that something was not done because one has to sign in first.
    """
    in_address = wanted if len(wanted) <= return_path.IN_ADDRESS else wanted.partition("?")[0]
    return visit.page(
        "sign_in.html",
        status,
        wanted=wanted,
        in_address=in_address,
        undone=undone,
        email=email,
        problem=problem,
        elsewhere=visit.services.settings.oidc is not None,
        kept=preserved_form.unseal_form(visit.form),
    )


async def begin(visit: Visit, person: Person, wanted: str) -> Response:
    """Begin a session of a person who has shown who they are, ending the one before."""

    def f(tx: Tx) -> tuple[str, Session | None]:
        if visit.session is not None:
            people.sign_out(tx, visit.session.id)
        members.note(tx, person.actor, "session.begin", person)
        token = people.sign_in(tx, person.id)
        return token, people.session(tx, token)

    token, session = await visit.write(f)
    if session is not None and person.must_choose:
        response = new_password.render_form(visit, session, wanted)
    else:
        response = return_path.redirect_back(visit, session, wanted)
    cookies.write(response, visit.services.settings, cookies.SESSION, token)
    return response


async def sign_out(visit: Visit) -> Response:
    """End the session: its token is worth nothing from now on."""
    if visit.session is not None:
        await visit.write(people.sign_out, visit.session.id)
    return redirect_signed_out(visit)


def redirect_signed_out(visit: Visit) -> Response:
    """Return to the form, without the session's cookie."""
    response = RedirectResponse("/redaktion/logga-in", SEE_OTHER)
    cookies.drop(response, visit.services.settings, cookies.SESSION)
    # Texts that were not saved lie in the browser; whoever comes next may be somebody else.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
