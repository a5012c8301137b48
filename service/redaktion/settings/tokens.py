"""Access tokens of the newsroom: made, shown once, revoked."""

from starlette.responses import Response

from releases.desk import access
from releases.errors import AlreadyExists, FieldError, NotFound
from releases.store import tokens
from releases.store.tokens import Scope
from service.redaktion import removal
from service.redaktion.error_messages import describe
from service.redaktion.removal import Removal
from service.redaktion.request import Visit

SCOPES = {
    Scope.READ: "läsa",
    Scope.WRITE: "läsa och skriva utkast",
    Scope.PUBLISH: "läsa, skriva och publicera",
}
_WAY_BACK = ("installningar", "nycklar")


async def show(visit: Visit) -> Response:
    """Show the valid tokens by name, and the form for one more."""
    return await _page(visit)


async def add(visit: Visit) -> Response:
    """Make a token; its text is shown now and never again."""
    name, scope = visit.form.get("name").strip(), visit.form.get("scope")
    if not name or scope not in set(Scope):
        return await _page(
            visit, visit.say("Skriv vad nyckeln ska användas till, och välj vad den får göra.")
        )
    try:
        text = await visit.write(access.add_token, visit.newsroom, name, Scope(scope), visit.actor)
    except (AlreadyExists, FieldError) as error:
        return await _page(visit, describe(visit, error))
    return visit.page("settings_token.html", name=name, text=text)


async def revoke(visit: Visit) -> Response:
    """Make a token worthless, after one question."""
    name = visit.form.get("name")
    if not removal.is_confirmed(visit):
        return await _ask(visit, name)
    await visit.write(access.revoke_token, visit.newsroom, name, visit.actor)
    return visit.go(
        "installningar",
        "nycklar",
        said=visit.say("API-nyckeln är borttagen och gäller inte längre."),
    )


async def _ask(visit: Visit, name: str) -> Response:
    listed = await visit.read(tokens.list_tokens, visit.newsroom)
    scope = next((token.scope for token in listed if token.name == name), None)
    if scope is None:
        raise NotFound(what="token")
    may = visit.say(SCOPES[scope])
    ends = (
        visit.say("Nyckeln får {what}. Systemet som använder den kommer inte längre in.", what=may),
        visit.say("Nyckeln slutar gälla genast och kan inte återställas."),
    )
    question, button = visit.say("Ta bort API-nyckeln?"), visit.say("Ta bort API-nyckeln")
    return removal.ask(visit, Removal(question, name, ends, button, _WAY_BACK))


async def _page(visit: Visit, problem: str = "") -> Response:
    listed = await visit.read(tokens.list_tokens, visit.newsroom)
    return visit.page(
        "settings_tokens.html",
        422 if problem else 200,
        listed=listed,
        form=visit.form,
        problem=problem,
        scopes=[(scope.value, visit.say(label)) for scope, label in SCOPES.items()],
    )
