"""Requests that change something, traced: with the template of their route, never their path."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from service.server.forwarded import FROM_PROXY
from service.traces.tracer import SpanKind, Tracer

# Reading begins no trace: nothing follows from it, and most of it never reaches a route.
_READING = ("GET", "HEAD", "OPTIONS")
_KNOWN = frozenset(("CONNECT", "DELETE", "PATCH", "POST", "PUT", "TRACE"))
_FAULT = 500


class TracedRequests:
    """ASGI middleware that traces what may change something.

    A trace goes on from the `traceparent` of a proxy that the operator named; a stranger's word
    for it would let anybody choose what is kept, and under which id.
    """

    def __init__(self, app: ASGIApp, tracer: Tracer) -> None:
        self._app = app
        self._tracer = tracer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in _READING:
            await self._app(scope, receive, send)
            return
        method = scope["method"] if scope["method"] in _KNOWN else "_OTHER"
        name = method if method in _KNOWN else "HTTP"
        begun = {"http.request.method": method, "url.scheme": scope["scheme"]}
        status = 0

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        with self._tracer.span(name, SpanKind.SERVER, parent_of(scope), begun) as span:
            try:
                await self._app(scope, receive, noted)
            finally:
                # Which route it is, is known by now: nothing else of the address is told.
                if route := getattr(scope.get("route"), "path", ""):
                    span.rename(f"{name} {route}")
                    span.note("http.route", route)
                if status:
                    span.note("http.response.status_code", status)
                if status >= _FAULT:
                    span.fail(str(status))


def parent_of(scope: Scope) -> str:
    """Return the traceparent that a request brings from a named proxy, empty for any other."""
    if not scope.get(FROM_PROXY):
        return ""
    brought = [value for name, value in scope["headers"] if name == b"traceparent"]
    # Two are none (Trace Context, section 3.2).
    return brought[0].decode("latin-1") if len(brought) == 1 else ""
