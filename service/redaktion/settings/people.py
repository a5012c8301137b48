"""Who works in the newsroom: roles given, changed and taken, people disabled, passwords reset."""

import secrets

from starlette.responses import Response

from releases.desk import members
from releases.errors import ApprovalImpossible, FieldError, Forbidden, LastAdmin, Refusal
from releases.rules.roles import Person, Role
from releases.store import people
from releases.store.tx import Tx
from service.redaktion import removal
from service.redaktion.error_messages import describe
from service.redaktion.removal import Removal
from service.redaktion.request import Visit
from service.security import passwords

# What the form sends for no role here any longer.
NONE = "none"
_WAY_BACK = ("installningar", "medarbetare")


async def show(visit: Visit) -> Response:
    """Show who works here, and the form for one more."""
    return await _page(visit)


async def add(visit: Visit) -> Response:
    """Give a person a role here; what they need for it is shown once."""
    email, role = visit.form.get("email"), visit.form.get("role")
    problems = {} if role in set(Role) else {"role": visit.say(_UNKNOWN)}
    password = secrets.token_urlsafe(12)
    try:
        email = members.validate_email(email)
    except FieldError as error:
        problems["email"] = describe(visit, error)
    if problems:
        return await _page(visit, 422, problems)
    kept, name = await passwords.make_hash(password), visit.form.get("name")
    try:
        welcome = await visit.write(
            members.add_or_invite,
            email,
            name,
            visit.newsroom,
            Role(role),
            kept,
            visit.person,
            anyway=_anyway(visit),
        )
    except (ApprovalImpossible, LastAdmin) as error:
        return await _refusal_page(visit, error)
    except FieldError as error:
        return await _page(visit, 422, {error.field: describe(visit, error)})
    if welcome.code:
        link = f"{visit.services.links.base}/redaktion/konto/inbjudan?code={welcome.code}"
        return visit.page("settings_invitation.html", email=email, link=link)
    if not welcome.is_new:
        return _done(visit, "Personen hade redan ett konto och har nu en roll i pressrummet.")
    return visit.page("settings_password.html", email=email, password=password)


async def set_role(visit: Visit) -> Response:
    """Change a person's role here, or take it, after one question."""
    person, role = await _person(visit), visit.form.get("role")
    if role not in {*Role, NONE}:
        return await _page(visit, 422, refused=visit.say(_UNKNOWN))
    if role == NONE and not removal.is_confirmed(visit):
        return _ask(
            visit,
            person,
            visit.say("Ta bort personens roll?"),
            visit.say("Ta bort rollen"),
            visit.say("Personen kommer inte längre in i det här pressrummet."),
            visit.say("Texter som personen har skrivit är kvar."),
        )
    wanted = None if role == NONE else Role(role)
    try:
        await visit.write(
            members.set_role,
            person.email,
            visit.newsroom,
            wanted,
            visit.actor,
            anyway=_anyway(visit),
        )
    except (ApprovalImpossible, LastAdmin) as error:
        return await _refusal_page(visit, error)
    return _done(
        visit,
        "Rollen är ändrad." if wanted else "Personen har inte längre någon roll i pressrummet.",
    )


async def set_ability(visit: Visit) -> Response:
    """Disable a person, after one question, or let them sign in again."""
    person, off = await _person(visit), visit.form.get("do") == "disable"
    if off and not removal.is_confirmed(visit):
        return _ask(
            visit,
            person,
            visit.say("Stäng av kontot?"),
            visit.say("Stäng av kontot"),
            visit.say("Personen loggas ut och kan inte logga in, i något pressrum."),
            visit.say("Texter som personen har skrivit är kvar."),
            visit.say("Du kan aktivera kontot igen."),
        )
    try:
        if off:
            await visit.write(members.dismiss, person.email, visit.person, anyway=_anyway(visit))
        else:
            await visit.write(members.enable, person.email, visit.person)
    except Forbidden as error:
        return await _refusal_page(visit, error)
    done = "Personen kan inte längre logga in." if off else "Personen kan logga in igen."
    return _done(visit, done)


async def reset(visit: Visit) -> Response:
    """Give a person a new password, shown once, and take away their second factor; asks first."""
    person, password = await _person(visit), secrets.token_urlsafe(12)
    if not removal.is_confirmed(visit):
        return _ask(
            visit,
            person,
            visit.say("Skapa ett nytt lösenord?"),
            visit.say("Skapa nytt lösenord"),
            visit.say("Det gamla lösenordet slutar gälla och personen loggas ut."),
            visit.say("Tvåstegsinloggningen stängs av."),
        )
    kept = await passwords.make_hash(password)
    try:
        await visit.write(members.reset, person.email, kept, visit.person)
    except Forbidden as error:
        return await _refusal_page(visit, error)
    return visit.page("settings_password.html", email=person.email, password=password)


_UNKNOWN = "Välj en roll."
# What a form says again that was asked about.
_ASKED = ("role", "do", "email", "name", "confirm")


async def _page(
    visit: Visit,
    status: int = 200,
    problems: dict[str, str] | None = None,
    refused: str = "",
    again: list[tuple[str, str]] | None = None,
) -> Response:
    return visit.page(
        "settings_people.html",
        status,
        members=await visit.read(people.members, visit.newsroom),
        form=visit.form,
        problems=problems or {},
        refused=refused,
        again=again,
    )


async def _refusal_page(visit: Visit, error: Refusal) -> Response:
    """Say why not; what leaves nobody who can approve is done all the same if pressed again."""
    form = visit.form.fields if isinstance(error, ApprovalImpossible) else ()
    again = [(name, value) for name, value in form if name in _ASKED]
    return await _page(visit, 422, refused=describe(visit, error), again=again)


def _anyway(visit: Visit) -> bool:
    return visit.form.get("anyway") == "1"


def _done(visit: Visit, said: str) -> Response:
    return visit.go("installningar", "medarbetare", said=visit.say(said))


async def _person(visit: Visit) -> Person:
    """Return the person of the path; raises `NotFound` for one without a role."""

    def f(tx: Tx) -> Person:
        return members.member(tx, visit.path["person"], visit.newsroom)

    return await visit.read(f)


def _ask(visit: Visit, person: Person, question: str, button: str, *ends: str) -> Response:
    named = f"{person.name} ({person.email})"
    return removal.ask(visit, Removal(question, named, ends, button, _WAY_BACK))
