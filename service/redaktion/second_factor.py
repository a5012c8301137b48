"""Turning two-step login on and off: a secret for an app, and recovery codes shown once."""

import re

import msgspec
from markupsafe import Markup
from starlette.responses import Response

from releases.store import factors, people
from releases.store.tx import Tx
from service import passwords, totp
from service.redaktion.visit import Visit

_SECRET = re.compile(r"[A-Z2-7]{32}")


async def offer(visit: Visit) -> Response:
    """Show a new secret as text and as a QR code."""
    return _offered(visit, totp.new_secret())


async def turn_on(visit: Visit) -> Response:
    """Keep the secret once a code proves that the app has it; show the recovery codes."""
    secret, now = visit.form.get("secret"), visit.house.clock.now()
    if not _SECRET.fullmatch(secret):
        return _offered(visit, totp.new_secret(), problem=True)
    step = totp.matching_step(secret, visit.form.get("code"), now)
    if step is None:
        return _offered(visit, secret, problem=True)
    codes = totp.new_codes()

    def f(tx: Tx) -> None:
        person = people.get(tx, visit.person.id)
        kept = visit.house.vault.sealed(secret, person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=kept))
        factors.use_step(tx, person.id, step)
        factors.set_codes(tx, person.id, codes)

    await visit.write(f)
    return visit.page("recovery_codes.html", codes=codes)


async def new_codes(visit: Visit) -> Response:
    """Make new recovery codes in place of the old ones; needs the password."""
    if not await _knows_password(visit):
        return _password_asked(visit)
    codes = totp.new_codes()
    await visit.write(factors.set_codes, visit.person.id, codes)
    return visit.page("recovery_codes.html", codes=codes)


async def turn_off(visit: Visit) -> Response:
    """Go back to the password alone; needs it."""
    if not await _knows_password(visit):
        return _password_asked(visit)

    def f(tx: Tx) -> None:
        person = people.get(tx, visit.person.id)
        people.replace(tx, msgspec.structs.replace(person, totp=""))
        factors.set_codes(tx, person.id, ())

    await visit.write(f)
    return visit.go("konto", said=visit.say("Tvåstegsinloggningen är avstängd."))


async def settings(visit: Visit) -> Response:
    """Show what can be done while two-step login is on."""
    if not visit.person.totp:
        return visit.go("konto", "tvasteg")
    return visit.page("second_factor.html", problem=False)


def _offered(visit: Visit, secret: str, *, problem: bool = False) -> Response:
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
    return visit.house.limits.allows(visit.person.email, visit.address) and (
        await passwords.matches(visit.person.password, visit.form.get("password"))
    )


def _password_asked(visit: Visit) -> Response:
    return visit.page("second_factor.html", 422, problem=True)
