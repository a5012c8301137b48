"""Public addresses, and the slash that others put behind them."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.routing import Match, Route
from starlette.types import Message, Receive, Scope, Send

from service import wiring
from service.cache.middleware import READING
from service.public import queries

# What shows a page, and what tells a client that it has it.
_SHOWN = (200, 304)
_SHARING = b"access-control-"
# Where in a request's scope stands that there was a slash behind its address.
_SLASH = "pressrum.slash"


class Address(Route):
    """A route that answers with a slash behind its path too, by leading to the page.

    A slash is not worth a page of its own: what would be shown is at the address without it. What
    is moved, gone or refused says so at once, so that nobody is led on twice, or to nothing.
    """

    parameters: tuple[str, ...] = ()

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        path: str = scope["path"]
        if not path.endswith("/") or self.path.endswith("/"):
            return super().matches(scope)
        bare = {"path": path[:-1], "raw_path": scope["raw_path"].removesuffix(b"/")}
        match, child = super().matches({**scope, **bare})
        return match, {**child, **bare, _SLASH: True}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        leads = _SLASH in scope and scope["method"] in READING
        await super().handle(scope, receive, self._lead(scope, send) if leads else send)

    def _lead(self, scope: Scope, send: Send) -> Send:
        """Return a `send` that sends a redirect in the place of a page."""
        moved = False

        async def lead(message: Message) -> None:
            nonlocal moved
            if message["type"] == "http.response.start" and message["status"] in _SHOWN:
                moved = True
                # Whoever may read the page may be led to it.
                kept = [pair for pair in message["headers"] if pair[0].startswith(_SHARING)]
                headers = [*kept, (b"location", self._bare(scope)), (b"content-length", b"0")]
                message = {**message, "status": 301, "headers": headers}
            elif moved:
                message = {**message, "body": b""}
            await send(message)

        return lead

    def _bare(self, scope: Scope) -> bytes:
        """Return the address without the slash, with the parameters it knows."""
        request = Request(scope)
        query = queries.parse_query(request, self.parameters)
        asked = f"?{urlencode(query)}" if query else ""
        path: bytes = scope["raw_path"]
        return wiring.services(request).links.base.encode() + path + asked.encode()
