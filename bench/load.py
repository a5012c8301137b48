"""A load of keep-alive requests from one process: how many answers a second.

Written on bare sockets so that the client costs less than the server it measures. Run as
`python -m bench.load PORT PATH SECONDS [HEADER...]`; prints answers per second.
"""

import asyncio
import sys
import time

import uvloop

CONNECTIONS = 16


class _Client(asyncio.Protocol):
    """Sends a request whenever the answer to the last one is whole."""

    def __init__(self, request: bytes, size: int) -> None:
        self._request = request
        self._size = size
        self._left = 0
        self.answers = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._send()

    def data_received(self, data: bytes) -> None:
        self._left -= len(data)
        if self._left == 0:
            self.answers += 1
            self._send()

    def _send(self) -> None:
        self._left = self._size
        self._transport.write(self._request)


async def answer_size(port: int, request: bytes) -> int:
    """Return the length of one answer, head and body; all answers to it must be alike."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    length = 0
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    not_modified = b" 304 " in head.split(b"\r\n")[0]
    if not not_modified:
        await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()
    return len(head) + (0 if not_modified else length)


async def measure(port: int, path: str, seconds: float, headers: list[str]) -> float:
    """Return answers per second over `seconds`."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", *headers]
    request = ("\r\n".join(lines) + "\r\n\r\n").encode()
    size = await answer_size(port, request)
    loop = asyncio.get_running_loop()
    clients = []
    for _ in range(CONNECTIONS):
        _, client = await loop.create_connection(lambda: _Client(request, size), "127.0.0.1", port)
        clients.append(client)
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    return sum(client.answers for client in clients) / (time.perf_counter() - begun)


if __name__ == "__main__":
    port, path, seconds, *headers = sys.argv[1:]
    print(uvloop.run(measure(int(port), path, float(seconds), headers)))
