"""The hot path: a current edition is answered before routing is asked.

Whatever else is asked for goes on to the routes under the one spelling of its address, and gets
the Date of the service's own clock; what cannot be answered now says when to ask again.
"""

from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.cache.canonical_urls import canonical
from service.cache.edition import Edition, NotEncoded, PreconditionFailed
from service.cache.editions import Editions
from service.cache.http_date import STAMP, HttpDate
from service.clock.guarded import Clock

READING = ("GET", "HEAD")
# Seconds after which it is worth asking again what could not be answered now.
RETRY_AFTER = (b"retry-after", b"5")
_UNAVAILABLE = 503
# Nothing of the desk is stored, not even where its addresses lead.
_DESK = b"/redaktion"
# A path under which no route has anything, for addresses that name nothing.
_NOWHERE = "//"
# All that may stand in a query as it was sent (RFC 3986 section 3.4), percent signs too.
_QUERY = "/:@!$&'()*+,;=-._~?%"


class EditionMiddleware:
    """ASGI middleware that answers GET and HEAD from the editions in memory.

    Keys are path and query string as the client wrote them; only canonical spellings are ever
    kept, so any other goes on to the routes.
    """

    def __init__(self, app: ASGIApp, editions: Editions, clock: Clock) -> None:
        self._app = app
        self._editions = editions
        self._date = HttpDate(clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if scope["method"] in READING:
            edition = self._editions.hot((scope["raw_path"], scope["query_string"]))
            messages = edition and self._messages(edition, scope)
            if messages:
                for message in messages:
                    await send(message)
                return
        await self._routed(scope, receive, self._dated(send))

    def _messages(self, edition: Edition, scope: Scope) -> tuple[Message, Message] | None:
        """Return the answer, counted; None where the routes have to make it.

        They have the words of refusals, and make encodings that nobody has asked for before.
        """
        head = scope["method"] == "HEAD"
        if edition.content.stream:
            return None
        try:
            messages = edition.messages(scope["headers"], self._date.now(), head=head)
        except (NotEncoded, PreconditionFailed):
            return None
        if edition.tally is not None:
            edition.tally.count += 1
        return messages

    async def _routed(self, scope: Scope, receive: Receive, send: Send) -> None:
        raw: bytes = scope["raw_path"]
        path = canonical(raw)
        if path is None:
            scope["path"] = _NOWHERE
        elif path != raw:
            if scope["method"] in READING:
                await send(_redirect(path, scope["query_string"]))
                await send({"type": "http.response.body"})
                return
            scope["raw_path"] = path
        scope[STAMP] = self._date.now()
        await self._app(scope, receive, send)

    def _dated(self, send: Send) -> Send:
        async def dated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = list(message.get("headers", ()))
                named = {name for name, _ in headers}
                if b"date" not in named:
                    headers.insert(0, self._date.now().header)
                if message["status"] == _UNAVAILABLE and b"retry-after" not in named:
                    headers.append(RETRY_AFTER)
                message["headers"] = headers
            await send(message)

        return dated


def _redirect(path: bytes, query: bytes) -> Message:
    """Return the start of a redirect within this host, with the query as it was sent."""
    location = path + (b"?" + quote(query, safe=_QUERY).encode() if query else b"")
    headers = [(b"location", location), (b"content-length", b"0")]
    if path.startswith(_DESK):
        headers.append((b"cache-control", b"no-store"))
    return {"type": "http.response.start", "status": 301, "headers": headers}
