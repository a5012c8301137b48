"""An OpenID provider on loopback that says what the test wants it to say."""

import base64
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tests.service.app_server import run_listener

CLIENT = "pressrum-redaktion"
KEY = RSAKey.generate_key(2048, {"kid": "k1", "use": "sig", "alg": "RS256"})
STRANGE_KEY = RSAKey.generate_key(2048, {"kid": "k1"})


class Provider:
    """What it knows of the login under way; `claims` override those of the ID token."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.issuer = ""
        self.asked: dict[str, str] = {}
        self.claims: dict[str, Any] = {}
        self.key = KEY
        self._now = now

    def visited(self, url: str) -> None:
        """Take note of what a browser sent here asked for."""
        self.asked = {name: values[0] for name, values in parse_qs(url.partition("?")[2]).items()}

    def token(self) -> str:
        now = int(self._now().timestamp())
        claims = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.asked["nonce"],
            "email": "vera@mellanlandet.example",
            "email_verified": True,
        }
        return jwt.encode({"alg": "RS256", "kid": "k1"}, claims | self.claims, self.key)

    async def describe(self, _: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
            }
        )

    async def give(self, request: Request) -> Response:
        """Give the token to who knows the verifier of the challenge (RFC 7636)."""
        sent = await request.form()
        digest = hashlib.sha256(str(sent.get("code_verifier", "")).encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if sent.get("code") != "good" or challenge != self.asked["code_challenge"]:
            return JSONResponse({"error": "invalid_grant"}, 400)
        given = {"access_token": "a", "token_type": "Bearer", "id_token": self.token()}
        return JSONResponse(given)

    async def keys(self, _: Request) -> Response:
        return JSONResponse({"keys": [KEY.as_dict(private=False)]})


@contextmanager
def run_provider(now: Callable[[], datetime]) -> Iterator[Provider]:
    """Run a provider until the block ends."""
    provider = Provider(now)
    app = Starlette(
        routes=[
            Route("/.well-known/openid-configuration", provider.describe),
            Route("/token", provider.give, methods=["POST"]),
            Route("/jwks", provider.keys),
        ]
    )
    with run_listener(app) as address:
        provider.issuer = address
        yield provider
