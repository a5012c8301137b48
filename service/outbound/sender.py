"""Requests to sinks, each at its turn: accepted, or failed for a reason that is kept."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from urllib.parse import urlsplit

from feeds.links import Links
from service.outbound.http import CONNECTIONS, GuardedClient, RequestFailed, Unreached
from service.outbound.pace import Pace
from service.traces.tracer import OFF, SpanKind, Tracer, TraceSpan, current

SECONDS = 10.0
MOST_BYTES = 64 * 1024


class Sender:
    """What sinks are told by: the guarded client, our addresses (`links`), and the instant.

    Receivers are told the trace of what they get, where there is a `tracer`.
    """

    def __init__(
        self,
        client: GuardedClient,
        links: Links,
        now: Callable[[], datetime],
        pace: Pace | None = None,
        tracer: Tracer = OFF,
    ) -> None:
        self._client = client
        self.links = links
        self.now = now
        self.tracer = tracer
        self._pace = pace or Pace()
        # Waiting for a connection of ours is no fault of the receiver: it is not timed.
        self._room = asyncio.Semaphore(CONNECTIONS // 2)

    async def prepare(self) -> None:
        """Do beforehand what the first request would else wait for."""
        await self._client.prepare()

    async def send(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None = None,
        *,
        named: bool = False,
        seconds: float | None = None,
    ) -> None:
        """Send a request; raises `RequestFailed` unless it is accepted (2xx) within `seconds`.

        `named`: the operator gave this address, which may be a private one.
        """
        patience = SECONDS if seconds is None else seconds
        async with self._room:
            await self._pace.turn()
            with self._traced(method, url) as span:
                if span.traceparent:
                    headers = {**headers, "traceparent": span.traceparent}
                try:
                    status = await self._status(method, url, headers, body, patience, named=named)
                except TimeoutError:
                    span.fail("timeout")
                    raise Unreached("no_answer", seconds=round(patience)) from None
                except RequestFailed as error:
                    span.fail(error.code)
                    raise
                span.note("http.response.status_code", status)
                if not 200 <= status < 300:  # noqa: PLR2004 - the class of success
                    span.fail(str(status))
                    raise RequestFailed("answered", status=status)

    async def _status(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        body: bytes | None,
        patience: float,
        *,
        named: bool,
    ) -> int:
        async with (
            asyncio.timeout(patience),
            self._client.answered(
                method, url, headers, body=body, named=named, patience=patience
            ) as answer,
        ):
            size = 0
            async for chunk in answer.aiter_raw():
                size += len(chunk)
                if size > MOST_BYTES:
                    break
        return answer.status_code

    def _traced(self, method: str, url: str) -> AbstractContextManager[TraceSpan]:
        """Return the span of a request. Whose server it is, is told; paths may hold secrets."""
        if not self.tracer.is_on:
            return self.tracer.span(method, SpanKind.CLIENT, "")
        parts = urlsplit(url)
        known = method == "POST"
        told: dict[str, str | int] = {
            "http.request.method": method if known else "_OTHER",
            "server.address": parts.hostname or "",
            "server.port": parts.port or (443 if parts.scheme == "https" else 80),
        }
        if not known:
            told["http.request.method_original"] = method
        return self.tracer.span(method if known else "HTTP", SpanKind.CLIENT, current(), told)
