"""Who asks, and what they may do: bearer tokens with a newsroom and a scope (RFC 6750)."""

from starlette.requests import Request

from releases.store import tokens
from releases.store.tokens import Scope, Token
from service.problems import Problem
from service.wiring import house

LONGEST = 200


async def authorise(request: Request, scope: Scope) -> Token:
    """Return the token of the request if it may do this in the newsroom of the path.

    401 without a valid token, 403 for another newsroom's or too narrow a one. Nothing about the
    newsroom's releases is looked up before.
    """
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not text:
        raise _unknown("Send an access token: Authorization: Bearer prt_…")
    if len(text) > LONGEST:
        raise _unknown("The access token is not valid.")
    token = await house(request).store.read(tokens.find, text.strip())
    if token is None:
        raise _unknown("The access token is not valid.")
    if token.newsroom != request.path_params["newsroom"]:
        raise Problem(403, "Forbidden", "This token belongs to another newsroom.")
    if not token.scope.covers(scope):
        raise Problem(
            403, "Forbidden", f"This takes the scope {scope}; the token has {token.scope}."
        )
    return token


def _unknown(detail: str) -> Problem:
    return Problem(401, "Unauthorized", detail, headers={"WWW-Authenticate": "Bearer"})
