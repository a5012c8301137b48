"""Requests to sinks, each at its turn: accepted, or failed for a reason that is kept."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime

from feeds.links import Links
from service.outbound.http import CONNECTIONS, GuardedClient, RequestFailed, Unreached
from service.outbound.pace import Pace

SECONDS = 10.0
MOST_BYTES = 64 * 1024


class Sender:
    """What sinks are told by: the guarded client, our addresses (`links`), and the instant."""

    def __init__(
        self,
        client: GuardedClient,
        links: Links,
        now: Callable[[], datetime],
        pace: Pace | None = None,
    ) -> None:
        self._client = client
        self.links = links
        self.now = now
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
            try:
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
            except TimeoutError:
                raise Unreached("no_answer", seconds=round(patience)) from None
        if not 200 <= answer.status_code < 300:  # noqa: PLR2004 - the class of success
            raise RequestFailed("answered", status=answer.status_code)
