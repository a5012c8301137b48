"""Turning two-step login on and off: a secret for an app, and recovery codes shown once.

Each of it needs the password: a desk left open is not enough to lock its owner out.
"""

import re

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from releases.desk import members
from releases.store import people, second_factors
from releases.store.tx import Tx
from service.redaktion.request import Visit
from service.security import totp

_SECRET = re.compile(r"[A-Z2-7]{32}")


async def offer(visit: Visit) -> Response:
    """Show a new secret as text and as a QR code, to who has none yet."""
    if visit.person.totp:
        return visit.go("konto", "tvasteg", "installning")
    if not visit.person.password:
        return visit.go("konto")
    return _setup_page(visit, totp.new_secret())


async def turn_on(visit: Visit) -> Response:
    """Keep the secret once a code proves that the app has it; show the recovery codes.

    Whoever is signed in elsewhere has shown but the password: those sessions end.
    """
    if visit.person.totp:
        return visit.go("konto", "tvasteg", "installning")
    secret, now = visit.form.get("secret"), visit.services.clock.now()
    if not _SECRET.fullmatch(secret):
        return _setup_page(visit, totp.new_secret(), "code")
    step = totp.matching_step(secret, visit.form.get("code"), now)
    if step is None:
        return _setup_page(visit, secret, "code")
    if not await _knows_password(visit):
        return _setup_page(visit, secret, "password")
    codes = totp.new_codes()

    def f(tx: Tx) -> bool:
        person = people.get(tx, visit.person.id)
        if person.totp:
            return False
        kept = visit.services.vault.sealed(secret, person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=kept))
        second_factors.use_step(tx, person.id, step)
        second_factors.set_codes(tx, person.id, codes)
        people.sign_out_everywhere(tx, person.id, visit.session_id)
        members.note(tx, person.actor, "second_factor.on", person)
        return True

    if not await visit.write(f):
        return visit.go("konto", "tvasteg", "installning")
    return visit.page("recovery_codes.html", codes=codes, renewed=False)


async def new_codes(visit: Visit) -> Response:
    """Make new recovery codes in place of the old ones."""
    if not await _knows_password(visit):
        return _password_page(visit)
    codes = totp.new_codes()

    def f(tx: Tx) -> None:
        second_factors.set_codes(tx, visit.person.id, codes)
        members.note(tx, visit.actor, "second_factor.codes", visit.person)

    await visit.write(f)
    return visit.page("recovery_codes.html", codes=codes, renewed=True)


async def turn_off(visit: Visit) -> Response:
    """Go back to the password alone."""
    if not await _knows_password(visit):
        return _password_page(visit)

    def f(tx: Tx) -> None:
        person = people.get(tx, visit.person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=""))
        second_factors.set_codes(tx, person.id, ())
        members.note(tx, person.actor, "second_factor.off", person)

    await visit.write(f)
    return visit.go("konto", said=visit.say("Tvåstegsinloggningen är avstängd."))


async def settings(visit: Visit) -> Response:
    """Show what can be done while two-step login is on."""
    if not visit.person.totp:
        return visit.go("konto", "tvasteg")
    return visit.page("second_factor.html", problem=False)


def _setup_page(visit: Visit, secret: str, problem: str = "") -> Response:
    """Return the page; the `problem` is the field that is wrong: code, password."""
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    drawing = Markup(totp.draw_qr_code(secret, visit.person.email))  # noqa: S704 - drawn by segno
    return visit.page(
        "second_factor_offer.html",
        422 if problem else 200,
        secret=secret,
        groups=groups,
        drawing=drawing,
        problem=problem,
    )


async def _knows_password(visit: Visit) -> bool:
    person, typed = visit.person, visit.form.get("password")
    return bool(
        await visit.services.limits.matches(person.email, visit.address, person.password, typed)
    )


def _password_page(visit: Visit) -> Response:
    return visit.page("second_factor.html", 422, problem=True)
