"""Whose request it is, where a proxy that the operator named has brought it."""

from typing import cast

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

# Where in a request's scope stands that a named proxy has brought it.
FROM_PROXY = "pressrum.from_proxy"


class Forwarded:
    """ASGI middleware that takes the word of named proxies for where a request comes from.

    By then nobody can tell any more who has connected, so it is noted.
    """

    def __init__(self, app: ASGIApp, proxies: tuple[str, ...]) -> None:
        self._believing = cast("ASGIApp", ProxyHeadersMiddleware(app, list(proxies)))  # type: ignore[arg-type]
        self._named = ProxyHeadersMiddleware(app, list(proxies)).trusted_hosts  # type: ignore[arg-type]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        if client and client[0] in self._named:
            scope[FROM_PROXY] = True
        await self._believing(scope, receive, send)
