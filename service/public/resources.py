"""A public resource: declared once, with the parameters it knows and what is kept of it.

The routes, the key under which editions are kept, and what other origins are told follow from it.
"""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache, wraps
from urllib.parse import urlencode

from msgspec.structs import replace
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from releases.store.tx import Tx
from service import wiring
from service.cache.edition import Content, Edition, encode
from service.cache.editions import Build, Fetch, Key
from service.cache.encodings import Header, accepted_by
from service.cache.http_date import STAMP
from service.public import queries
from service.public.addresses import Address

HTML = "text/html; charset=utf-8"
# Where in a request's scope stands how its answer was made: found as it is, or built.
MADE, HIT, BUILT = "pressrum.made", "hit", "built"
_CORS: tuple[Header, ...] = (
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", b"ETag, Last-Modified, Link"),
)
_PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}

# What is made for a request whose query is sound: how to build the resource from the database, its
# content if that never changes, or a redirect.
Plan = Callable[[Request, dict[str, str]], Build | Content | Response]


class EditionResponse(Response):
    """Answers with an edition: encoding, conditional requests and HEAD as the request asks.

    It has the encoding that the request is answered in. Raises `PreconditionFailed` where the
    request is for another state of it.
    """

    def __init__(self, edition: Edition) -> None:
        super().__init__()
        self.edition = edition

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        edition = self.edition
        head = scope["method"] == "HEAD"
        start, body = edition.messages(scope["headers"], scope[STAMP], head=head)
        if edition.tally is not None:
            edition.tally.count += 1
        self.status_code = start["status"]
        stream = edition.content.stream
        if stream and not head and self.status_code == edition.status:
            await stream.send(start, scope, receive, send)
            return
        await send(start)
        await send(body)


class Resource(Address):
    """A public address, what is made for a request of it, and the parameters it knows, in order.

    What is `shared` may be read by pages of other origins. They need a preflight to ask
    conditionally (the Fetch standard, CORS preflight); it is answered the same whether or not
    there is anything at the address. Editions are `kept` in memory until they are old; of those
    `in_turn`, which strangers may ask for under ever new keys, one is built at a time.
    """

    def __init__(
        self,
        path: str,
        plan: Plan,
        parameters: tuple[str, ...] = (),
        *,
        shared: bool = False,
        kept: bool = True,
        in_turn: bool = False,
    ) -> None:

        @wraps(plan)
        async def endpoint(request: Request) -> Response:
            return await self.answer(request)

        super().__init__(path, endpoint, methods=("GET", "OPTIONS") if shared else ("GET",))
        self.app = self._respond
        self.parameters = parameters
        self.shared = shared
        self._plan = plan
        self._kept = kept
        self._in_turn = in_turn

    async def _respond(self, scope: Scope, receive: Receive, send: Send) -> None:
        # What is refused is answered around the router; Starlette's own looks for it here too.
        response = await self.answer(Request(scope, receive, send))
        await response(scope, receive, send)

    async def answer(self, request: Request) -> Response:
        """Answer with an edition; 400 for a known parameter that is repeated or wrong.

        The API refuses unknown ones too: a program that misspells one should hear of it.
        """
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=_PREFLIGHT)
        query = queries.parse_query(request, self.parameters, strict=self.path.startswith("/api/"))
        content = self._plan(request, query)
        if isinstance(content, Response):
            return content
        if isinstance(content, Content):
            return EditionResponse(encode_once(self._declared(content)))

        def build(tx: Tx, t: datetime) -> Content | Fetch:
            request.scope[MADE] = BUILT
            made = content(tx, t)
            if isinstance(made, Content):
                return self._declared(made)

            async def fetch() -> Content:
                return self._declared(await made())

            return fetch

        editions = wiring.services(request).editions
        # Unless it is this request that builds it.
        request.scope[MADE] = HIT
        accepted = accepted_by(request.scope["headers"])
        edition = await editions.get(key(request, query), build, accepted, in_turn=self._in_turn)
        return EditionResponse(edition)

    def _declared(self, content: Content) -> Content:
        headers = (*_CORS, *content.headers) if self.shared else content.headers
        return replace(content, headers=headers, kept=content.kept and self._kept)


def key(request: Request, query: dict[str, str]) -> Key:
    """Return the canonical key of a resource: path as sent, parameters in their fixed order."""
    raw: bytes = request.scope["raw_path"]
    return raw, urlencode(query).encode()


# The few that never change: static files, the script of embeds, descriptions of the API.
encode_once = lru_cache(256)(encode)
