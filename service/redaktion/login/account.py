"""A person's own page: name and language, password, and being signed out everywhere."""

import msgspec
from starlette.responses import Response

from releases.desk import members
from releases.errors import FieldError
from releases.rules.roles import Person
from releases.store import people, second_factors
from releases.store.tx import Tx
from releases.text import phones
from releases.text.clean import clean_line
from service.redaktion.error_messages import describe
from service.redaktion.login import sign_in
from service.redaktion.rendering import LANGUAGES
from service.redaktion.request import Visit
from service.security import passwords


async def account(visit: Visit) -> Response:
    """Show the page."""
    return await _page(visit)


async def set_profile(visit: Visit) -> Response:
    """Store name, language and telephone number."""
    language = visit.form.get("language")
    try:
        name = clean_line(visit.form.get("name"), "name", members.NAME)
        phone = members.validate_phone(visit.form.get("phone"))
    except FieldError as error:
        return await _page(visit, 422, **{error.field: describe(visit, error)})
    if not name or language not in LANGUAGES:
        return await _page(visit, 422, name=visit.say("Skriv ditt namn."))
    await visit.write(_replace, visit.person.id, name, language, phone)
    return visit.go("konto", said=visit.say("Sparat."))


async def set_password(visit: Visit) -> Response:
    """Change the password: needs the old one, and ends every other session."""
    person, old = visit.person, visit.form.get("old")
    sound = await visit.services.limits.matches(person.email, visit.address, person.password, old)
    if sound is None:
        said = visit.say("För många försök. Vänta en kvart och försök igen.")
        return await _page(visit, 429, old=said)
    if not sound:
        return await _page(visit, 422, old=visit.say("Det är inte ditt nuvarande lösenord."))
    try:
        wanted = passwords.validate_password(visit.form.get("new"))
    except FieldError as error:
        return await _page(visit, 422, new=describe(visit, error))
    kept = await passwords.make_hash(wanted)
    await visit.write(members.choose_password, person.id, kept, visit.session_id)
    said = visit.say("Lösenordet är bytt. Du är utloggad överallt utom här.")
    return visit.go("konto", said=said)


async def sign_out_everywhere(visit: Visit) -> Response:
    """End every session of the person, this one too."""
    await visit.write(_end_everywhere, visit.person)
    return sign_in.redirect_signed_out(visit)


async def _page(visit: Visit, status: int = 200, **problems: str) -> Response:
    person = visit.person

    def f(tx: Tx) -> tuple[int, int]:
        return second_factors.codes_left(tx, person.id), people.sessions(tx, person.id)

    codes, sessions = await visit.read(f)
    return visit.page(
        "account.html",
        status,
        person=person,
        codes=codes,
        sessions=sessions,
        lost=sign_in.is_lost(visit, person),
        problems=problems,
        typed_phone=visit.form.get("phone", phones.format_phone(person.phone)),
    )


def _replace(tx: Tx, person_id: str, name: str, language: str, phone: str) -> None:
    person = people.get(tx, person_id)
    changed = msgspec.structs.replace(person, name=name, language=language, phone=phone)
    people.replace(tx, changed)


def _end_everywhere(tx: Tx, person: Person) -> None:
    people.sign_out_everywhere(tx, person.id)
    members.note(tx, person.actor, "session.end_all", person)
