"""Turning two-step login on and off: a secret for an app, and recovery codes shown once.

Each of it needs the password: a desk left open is not enough to lock its owner out.
"""

import re

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from releases import staff
from releases.store import factors, people
from releases.store.tx import Tx
from service import totp
from service.redaktion.visit import Visit

_SECRET = re.compile(r"[A-Z2-7]{32}")


async def offer(visit: Visit) -> Response:
    """Show a new secret as text and as a QR code, to who has none yet."""
    if visit.person.totp:
        return visit.go("konto", "tvasteg", "installning")
    if not visit.person.password:
        return visit.go("konto")
    return _offered(visit, totp.new_secret())


async def turn_on(visit: Visit) -> Response:
    """Keep the secret once a code proves that the app has it; show the recovery codes.

    Whoever is signed in elsewhere has shown but the password: those sessions end.
    """
    if visit.person.totp:
        return visit.go("konto", "tvasteg", "installning")
    secret, now = visit.form.get("secret"), visit.house.clock.now()
    if not _SECRET.fullmatch(secret):
        return _offered(visit, totp.new_secret(), "code")
    step = totp.matching_step(secret, visit.form.get("code"), now)
    if step is None:
        return _offered(visit, secret, "code")
    if not await _knows_password(visit):
        return _offered(visit, secret, "password")
    codes = totp.new_codes()

    def f(tx: Tx) -> bool:
        person = people.get(tx, visit.person.id)
        if person.totp:
            return False
        kept = visit.house.vault.sealed(secret, person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=kept))
        factors.use_step(tx, person.id, step)
        factors.set_codes(tx, person.id, codes)
        people.sign_out_everywhere(tx, person.id, visit.session_id)
        staff.note(tx, person.who, "second_factor.on", person)
        return True

    if not await visit.write(f):
        return visit.go("konto", "tvasteg", "installning")
    return visit.page("recovery_codes.html", codes=codes, renewed=False)


async def new_codes(visit: Visit) -> Response:
    """Make new recovery codes in place of the old ones."""
    if not await _knows_password(visit):
        return _password_asked(visit)
    codes = totp.new_codes()

    def f(tx: Tx) -> None:
        factors.set_codes(tx, visit.person.id, codes)
        staff.note(tx, visit.who, "second_factor.codes", visit.person)

    await visit.write(f)
    return visit.page("recovery_codes.html", codes=codes, renewed=True)


async def turn_off(visit: Visit) -> Response:
    """Go back to the password alone."""
    if not await _knows_password(visit):
        return _password_asked(visit)

    def f(tx: Tx) -> None:
        person = people.get(tx, visit.person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=""))
        factors.set_codes(tx, person.id, ())
        staff.note(tx, person.who, "second_factor.off", person)

    await visit.write(f)
    return visit.go("konto", said=visit.say("Tvåstegsinloggningen är avstängd."))


async def settings(visit: Visit) -> Response:
    """Show what can be done while two-step login is on."""
    if not visit.person.totp:
        return visit.go("konto", "tvasteg")
    return visit.page("second_factor.html", problem=False)


def _offered(visit: Visit, secret: str, problem: str = "") -> Response:
    """Return the page; the `problem` is the field that is wrong: code, password."""
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    drawing = Markup(totp.drawing(secret, visit.person.email))  # noqa: S704 - drawn by segno
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
        await visit.house.limits.matches(person.email, visit.address, person.password, typed)
    )


def _password_asked(visit: Visit) -> Response:
    return visit.page("second_factor.html", 422, problem=True)
