"""A person's own page: name and language, password, and being signed out everywhere."""

import msgspec
from starlette.responses import Response

from releases import staff
from releases.errors import FieldError
from releases.people import Person
from releases.store import factors, people
from releases.store.tx import Tx
from releases.text import clean_line
from service import passwords
from service.redaktion import signing
from service.redaktion.rendering import LANGUAGES
from service.redaktion.visit import Visit


async def account(visit: Visit) -> Response:
    """Show the page."""
    return await _page(visit)


async def set_profile(visit: Visit) -> Response:
    """Store name and language."""
    try:
        name = clean_line(visit.form.get("name"), "name", staff.NAME)
    except FieldError:
        name = ""
    language = visit.form.get("language")
    if not name or language not in LANGUAGES:
        return await _page(visit, 422, name=visit.say("Skriv ditt namn, högst 100 tecken."))
    await visit.write(_replace, visit.person.id, name, language)
    return visit.go("konto", said=visit.say("Sparat."))


async def set_password(visit: Visit) -> Response:
    """Change the password: needs the old one, and ends every other session."""
    if not visit.house.limits.allows(visit.person.email, visit.address):
        said = visit.say("För många försök. Vänta en kvart och försök igen.")
        return await _page(visit, 429, old=said)
    if not await passwords.matches(visit.person.password, visit.form.get("old")):
        return await _page(visit, 422, old=visit.say("Det är inte ditt nuvarande lösenord."))
    try:
        wanted = passwords.checked(visit.form.get("new"))
    except FieldError:
        said = visit.say("Välj ett lösenord med 12 till 256 tecken, gärna flera ord.")
        return await _page(visit, 422, new=said)
    kept = await passwords.make_hash(wanted)
    await visit.write(_set_password, visit.person.id, kept, _session(visit))
    said = visit.say("Lösenordet är bytt. Du är utloggad överallt utom här.")
    return visit.go("konto", said=said)


async def sign_out_everywhere(visit: Visit) -> Response:
    """End every session of the person, this one too."""
    await visit.write(people.sign_out_everywhere, visit.person.id)
    return signing.signed_out(visit)


async def _page(visit: Visit, status: int = 200, **problems: str) -> Response:
    person = visit.person

    def f(tx: Tx) -> tuple[int, int]:
        return factors.codes_left(tx, person.id), people.sessions(tx, person.id)

    codes, sessions = await visit.read(f)
    return visit.page(
        "account.html",
        status,
        person=person,
        codes=codes,
        sessions=sessions,
        lost=signing.is_lost(visit, person),
        problems=problems,
    )


def _replace(tx: Tx, person_id: str, name: str, language: str) -> None:
    person = people.get(tx, person_id)
    people.replace(tx, msgspec.structs.replace(person, name=name, language=language))


def _set_password(tx: Tx, person_id: str, password: str, session: str) -> None:
    person: Person = people.get(tx, person_id)
    staff.set_password(tx, person, password, session)


def _session(visit: Visit) -> str:
    return visit.session.id if visit.session else ""
