"""An HTTP client on bare sockets, so that a thousand of them cost less than what they measure."""

import asyncio

import msgspec

PATIENCE = 5.0


class ClientResponse(msgspec.Struct, frozen=True):
    """A whole answer; header names in lower case, each once."""

    status: int
    headers: dict[bytes, bytes]
    body: bytes


class Client(asyncio.Protocol):
    """One connection to a port of loopback, kept while the other side keeps it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._transport: asyncio.Transport | None = None
        self._received = bytearray()
        self._answer: asyncio.Future[ClientResponse] | None = None

    async def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b""
    ) -> ClientResponse:
        """Send a request and return its answer.

        Raises `TimeoutError` after five seconds, `ConnectionError` where there is none. A reading
        request is sent again where the connection had been closed for want of use.
        """
        lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self._port}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body:
            lines.append(f"Content-Length: {len(body)}")
        request = ("\r\n".join(lines) + "\r\n\r\n").encode() + body
        async with asyncio.timeout(PATIENCE):
            used = self._open() is not None
            try:
                return await self._ask(request)
            except ConnectionError:
                if not used or self._received or method != "GET":
                    raise
                return await self._ask(request)

    async def _ask(self, request: bytes) -> ClientResponse:
        loop = asyncio.get_running_loop()
        self._received.clear()
        if self._open() is None:
            await loop.create_connection(lambda: self, "127.0.0.1", self._port)
        transport = self._open()
        if transport is None:
            raise ConnectionError("closed at once")
        self._answer = loop.create_future()
        transport.write(request)
        try:
            return await self._answer
        except asyncio.CancelledError:
            # The answer may come yet, and would be taken for the next one's.
            self.close()
            raise

    def _open(self) -> asyncio.Transport | None:
        # Closed by the other side, it is told of only in a later turn of the loop.
        usable = self._transport is not None and not self._transport.is_closing()
        return self._transport if usable else None

    def close(self) -> None:
        """End the connection; the next request opens another."""
        if self._transport is not None:
            self._transport.abort()
            self._transport = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport  # type: ignore[assignment]

    def connection_lost(self, _: Exception | None) -> None:
        self._transport = None
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(ConnectionResetError("the connection was closed"))

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(b"\r\n\r\n")
        if end < 0 or self._answer is None or self._answer.done():
            return
        first, *lines = bytes(self._received[:end]).split(b"\r\n")
        pairs = (line.partition(b":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        status = int(first.split(b" ")[1])
        size = 0 if status == 304 else int(headers.get(b"content-length", 0))  # noqa: PLR2004
        if len(self._received) >= end + 4 + size:
            body = bytes(self._received[end + 4 : end + 4 + size])
            self._answer.set_result(ClientResponse(status, headers, body))
