"""An answer whose body is too large to be in memory: sent piece by piece, as fast as it is read."""

from collections.abc import AsyncIterator, Callable, Mapping

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

from releases.errors import Refusal

log = structlog.get_logger()


class BodyStream(msgspec.Struct, frozen=True):
    """A body of `size` bytes, and how to begin reading its pieces."""

    size: int
    pieces: Callable[[], AsyncIterator[bytes]]

    async def send(self, start: Message, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the beginning of an answer and its body; nothing more to whoever has gone.

        Raises what the first piece does, before anything is sent. Where a later one fails the
        answer breaks off, and by its Content-Length whoever reads it can tell.
        """
        request, begun = Request(scope, receive), False
        try:
            async for piece in self.pieces():
                if not begun:
                    await send(start)
                elif await request.is_disconnected():
                    return
                begun = True
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        except Refusal as refused:
            if not begun:
                raise
            log.warning("stream.broke_off", why=str(refused))
            return
        await send({"type": "http.response.body", "body": b""})


class StreamResponse(Response):
    """A stream that is no edition; its length is stated, and of HEAD nothing is read."""

    def __init__(self, stream: BodyStream, headers: Mapping[str, str], kind: str) -> None:
        super().__init__(None, 200, {**headers, "Content-Length": str(stream.size)}, kind)
        self._stream = stream

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {
            "type": "http.response.start",
            "status": self.status_code,
            "headers": self.raw_headers,
        }
        if scope["method"] == "HEAD":
            await send(start)
            await send({"type": "http.response.body", "body": b""})
            return
        await self._stream.send(start, scope, receive, send)
