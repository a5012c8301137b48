"""Who asks, and what they may do: bearer tokens with a newsroom and a scope (RFC 6750)."""

from starlette.requests import Request

from releases.errors import Forbidden, Refusal
from releases.store import tokens
from releases.store.tokens import Scope, Token
from service import wiring
from service.problems import Problem

LONGEST = 200


async def authorise(request: Request, scope: Scope) -> Token:
    """Return the token of the request if it may do this in the newsroom of the path.

    401 without a valid token, 403 for another newsroom's or too narrow a one. Nothing about the
    newsroom's releases is looked up before.
    """
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text:
        raise _unknown(Refusal("token_needed"))
    if len(text) > LONGEST:
        raise _unknown(Refusal("token_unknown"))
    token = await wiring.services(request).store.read(tokens.find, text.strip())
    if token is None:
        raise _unknown(Refusal("token_unknown"))
    if token.newsroom != request.path_params["newsroom"]:
        raise Forbidden("token_of_another_newsroom")
    if not token.scope.covers(scope):
        raise Forbidden("scope_needed", needed=scope, has=token.scope)
    return token


def _unknown(error: Refusal) -> Problem:
    return Problem(401, error, headers={"WWW-Authenticate": "Bearer"})
