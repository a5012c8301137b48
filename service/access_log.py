"""One line a request, where the operator asks for it: what was asked for, never by which address.

A path may be a preview's or an invitation's, or lead to what is not public yet; a query may hold
what somebody looks for. So the line has the template of the route. A client is shown by its
network at most.
"""

import re
import secrets
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_address, ip_network
from time import perf_counter
from urllib.parse import unquote_to_bytes

import structlog
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.public.resources import HIT, MADE
from service.server.forwarded import FROM_PROXY

log = structlog.get_logger()

# What is shown of an address, in bits: a network of hundreds, or a site.
_BITS = {4: 24, 6: 48}
_MOVED = 301
# A name that a proxy may give a request.
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._=+/-]{1,64}")


class AccessLog:
    """ASGI middleware, the outermost: logs each request once its answer has ended.

    The request id is that of a named proxy's X-Request-ID, else random; other lines that are logged
    because of the request have it too.
    """

    def __init__(
        self, app: ASGIApp, routes: Sequence[BaseRoute], *, shows_client: bool = False
    ) -> None:
        self._app = app
        self._routes = routes
        self._shows_client = shows_client
        # Those asked for most often are answered before anything is routed.
        self._template = lru_cache(4_096)(self._find_template)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = perf_counter()
        status, size = 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=_request_id(scope)):
            try:
                await self._app(scope, receive, counted)
            finally:
                client = {"client": network(scope)} if self._shows_client else {}
                log.info(
                    "request",
                    method=scope["method"],
                    route=self._route(scope),
                    status=status or None,
                    bytes=size,
                    ms=round((perf_counter() - begun) * 1000, 2),
                    cache=_made(scope, status),
                    **client,
                )

    def _route(self, scope: Scope) -> str | None:
        if "app" in scope:
            return getattr(scope.get("route"), "path", None)
        return self._template(scope["raw_path"])

    def _find_template(self, raw_path: bytes) -> str | None:
        path = unquote_to_bytes(raw_path).decode(errors="replace")
        asked = {"type": "http", "method": "GET", "path": path, "raw_path": raw_path}
        for route in self._routes:
            match, _ = route.matches(asked)
            if match is Match.FULL:
                return getattr(route, "path", None)
        return None


def _made(scope: Scope, status: int) -> str | None:
    """Return how a public resource was answered, None for anything else."""
    if MADE in scope:
        made: str = scope[MADE]
        return made
    # What never came to the application was in memory, or was asked for by another spelling.
    return HIT if "app" not in scope and status != _MOVED else None


def _request_id(scope: Scope) -> str:
    if scope.get(FROM_PROXY):
        for name, value in scope["headers"]:
            if name == b"x-request-id" and _REQUEST_ID.fullmatch(value):
                return str(value, "ascii")
    return secrets.token_hex(8)


def network(scope: Scope) -> str | None:
    """Return the network a request comes from: /24 of IPv4, /48 of IPv6; None where unknown."""
    client = scope.get("client")
    try:
        address = ip_address(client[0] if client else "")
    except ValueError:
        return None
    address = getattr(address, "ipv4_mapped", None) or address
    return str(ip_network((address, _BITS[address.version]), strict=False))
