"""Signing in at an OpenID provider: authorization code flow with PKCE, ID token checked in full.

OpenID Connect Core 1.0 section 3.1, RFC 7636, RFC 9207. Authlib speaks with the provider; what
the ID token claims is checked here, because audience and nonce are what keeps others' tokens out.
"""

import secrets
from datetime import datetime
from typing import Any

import httpx2
import msgspec
from starlette.datastructures import QueryParams

from service.config import Oidc

SCOPE = "openid email profile"
ALGORITHMS = ["RS256", "PS256", "ES256", "EdDSA"]
SECONDS = 10.0
LEEWAY = 60


class NotSignedIn(Exception):
    """The provider did not vouch for anybody; the message says why, for the log."""


class Begun(msgspec.Struct, frozen=True):
    """A login under way: what the answer must fit, and where to go afterwards."""

    state: str
    nonce: str
    verifier: str
    wanted: str


async def begin(oidc: Oidc, back: str, wanted: str) -> tuple[str, Begun]:
    """Return the provider's address to send the browser to, and what to remember meanwhile.

    `back` is our URL it returns to. Raises `NotSignedIn` where the provider does not answer.
    """
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    begun = Begun(state, nonce, verifier, wanted)
    try:
        async with _client(oidc, back) as client:
            provider = await _provider(client, oidc)
            url, _ = client.create_authorization_url(
                provider["authorization_endpoint"],
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
    except (httpx2.HTTPError, KeyError, ValueError) as error:
        raise NotSignedIn(f"{type(error).__name__}: {error}") from error
    return str(url), begun


async def finish(oidc: Oidc, back: str, begun: Begun, answer: QueryParams, now: datetime) -> str:
    """Return the verified e-mail address the provider vouches for; raises `NotSignedIn`."""
    from authlib.integrations.httpx_client import OAuthError  # noqa: PLC0415 - an extra
    from joserfc.errors import JoseError  # noqa: PLC0415 - an extra

    if not secrets.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
        raise NotSignedIn("the answer is to another question")
    if "error" in answer or "code" not in answer:
        raise NotSignedIn(f"the provider says {answer.get('error', 'nothing')[:80]}")
    try:
        async with _client(oidc, back) as client:
            provider = await _provider(client, oidc)
            if answer.get("iss", provider["issuer"]) != provider["issuer"]:
                raise NotSignedIn("the answer is another provider's")
            given = await client.fetch_token(
                provider["token_endpoint"],
                grant_type="authorization_code",
                code=answer["code"],
                code_verifier=begun.verifier,
            )
            keys = await client.request("GET", provider["jwks_uri"], withhold_token=True)
            keys.raise_for_status()
            claims = _claims(given["id_token"], keys.json(), provider["issuer"], oidc, begun, now)
    except (httpx2.HTTPError, OAuthError, JoseError, KeyError, ValueError) as error:
        raise NotSignedIn(f"{type(error).__name__}: {error}") from error
    email = claims.get("email")
    if not isinstance(email, str) or claims.get("email_verified") is not True:
        raise NotSignedIn("the provider vouches for no e-mail address")
    return email


def _client(oidc: Oidc, back: str) -> Any:
    from authlib.integrations.httpx_client import AsyncOAuth2Client  # noqa: PLC0415 - an extra

    return AsyncOAuth2Client(
        client_id=oidc.client_id,
        client_secret=oidc.client_secret,
        redirect_uri=back,
        scope=SCOPE,
        code_challenge_method="S256",
        timeout=SECONDS,
        trust_env=False,
    )


async def _provider(client: Any, oidc: Oidc) -> dict[str, Any]:
    answer = await client.request(
        "GET", f"{oidc.issuer}/.well-known/openid-configuration", withhold_token=True
    )
    answer.raise_for_status()
    configuration: dict[str, Any] = answer.json()
    if str(configuration["issuer"]).rstrip("/") != oidc.issuer:
        raise NotSignedIn("the provider's description is another one's")
    return configuration


def _claims(
    token: str, keys: Any, issuer: str, oidc: Oidc, begun: Begun, now: datetime
) -> dict[str, Any]:
    from joserfc import jwt  # noqa: PLC0415 - an extra
    from joserfc.jwk import KeySet  # noqa: PLC0415 - an extra

    claims = jwt.decode(token, KeySet.import_key_set(keys), algorithms=ALGORITHMS).claims
    jwt.JWTClaimsRegistry(
        now=int(now.timestamp()),
        leeway=LEEWAY,
        iss={"essential": True, "value": issuer},
        aud={"essential": True, "value": oidc.client_id},
        nonce={"essential": True, "value": begun.nonce},
        exp={"essential": True},
        iat={"essential": True},
        sub={"essential": True},
    ).validate(claims)
    # Core section 3.1.3.7: a token for several audiences names the one it was made for.
    if claims.get("azp", oidc.client_id) != oidc.client_id:
        raise NotSignedIn("the token was made for another client")
    return dict(claims)
