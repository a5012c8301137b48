"""The hot path: a current edition is answered before routing is asked."""

from starlette.types import ASGIApp, Receive, Scope, Send

from service.editions import Editions


class HotPath:
    """ASGI middleware that answers GET and HEAD from the editions in memory.

    Keys are path and query string as the client wrote them; only canonical spellings are ever
    kept, so any other goes on to the routes.
    """

    def __init__(self, app: ASGIApp, editions: Editions) -> None:
        self._app = app
        self._editions = editions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            edition = self._editions.hot((scope["raw_path"], scope["query_string"]))
            if edition is not None:
                if edition.tally is not None:
                    edition.tally.count += 1
                head = scope["method"] == "HEAD"
                start, body = edition.messages(scope["headers"], head=head)
                await send(start)
                await send(body)
                return
        await self._app(scope, receive, send)
