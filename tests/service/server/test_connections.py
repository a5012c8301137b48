"""Clients that are slow or silent: closed in time, and never in the way of one that asks."""

import resource
import socket
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import pytest
from starlette.types import Receive, Scope, Send

from service.server.connections import Connection, ConnectionLimits, Connections
from tests.service.app_server import ROOM, run_listener
from tests.service.processes import eventually, run_server
from tests.stores import open_desk

QUICK = ConnectionLimits(head=0.3, idle=0.3, window=0.3, rate=10_000, sweep=0.05)
ASK = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\n"
LARGE = 50_000_000


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Read the body, and answer with its length; with a large body to GET /large."""
    if scope["type"] != "http":
        return
    size = 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    body = b"x" * LARGE if scope["path"] == "/large" else str(size).encode()
    head = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": body})


@contextmanager
def served(limits: ConnectionLimits = QUICK) -> Iterator[tuple[str, int]]:
    with run_listener(app, limits=limits) as address:
        parts = urlsplit(address)
        assert parts.hostname
        assert parts.port
        yield parts.hostname, parts.port


def until_closed(client: socket.socket) -> bytes:
    """All that comes until the service closes the connection; fails after ten seconds."""
    client.settimeout(10)
    received = bytearray()
    try:
        while chunk := client.recv(65_536):
            received += chunk
    except ConnectionResetError:
        received += b"reset"
    return bytes(received)


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        (b"", b""),
        (b"GET / HT", b"HTTP/1.1 408"),
        (ASK[:-2], b"HTTP/1.1 408"),
        (POST, b"HTTP/1.1 408"),
        (POST + b"x" * 1_000, b"HTTP/1.1 408"),
    ],
)
def test_a_request_that_does_not_become_whole_is_ended(sent: bytes, answer: bytes) -> None:
    with served() as address, closing(socket.create_connection(address)) as client:
        client.sendall(sent)
        assert until_closed(client).startswith(answer)


@pytest.mark.parametrize("then", [b"", b"\r\n", b"GET / H"])
def test_a_connection_is_not_kept_for_one_that_asks_no_more(then: bytes) -> None:
    with served() as address, closing(socket.create_connection(address)) as client:
        client.sendall(ASK)
        assert client.recv(1_000).startswith(b"HTTP/1.1 200")
        client.sendall(then)
        assert b"200" not in until_closed(client)


def test_an_answer_that_nobody_reads_is_given_up() -> None:
    with served() as address, closing(socket.socket()) as client:
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        client.connect(address)
        client.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\n\r\n")
        client.settimeout(10)
        assert client.recv(100).startswith(b"HTTP/1.1 200")
        # Reading on at last, it finds the rest of the answer missing.
        with closing(socket.create_connection(address)) as other:
            other.sendall(ASK)
            until_closed(other)
        with closing(socket.create_connection(address)) as other:
            until_closed(other)
        assert len(until_closed(client)) < LARGE


def test_a_body_that_comes_fast_enough_is_taken_however_long_it_lasts() -> None:
    limits = ConnectionLimits(head=0.1, window=1.0, rate=1_000, sweep=0.05)
    with served(limits) as address, closing(socket.create_connection(address)) as client:
        client.sendall(POST)
        # By the clock of the other end: silent connections are ended one after another.
        for _ in range(20):
            client.sendall(b"x" * 50_000)
            with closing(socket.create_connection(address)) as silent:
                until_closed(silent)
        client.settimeout(10)
        assert client.recv(1_000).endswith(b"1000000")


def test_who_has_been_idle_longest_makes_room_for_who_comes() -> None:
    with served(ConnectionLimits(connections=3)) as address, ExitStack() as stack:
        clients = [
            stack.enter_context(closing(socket.create_connection(address))) for _ in range(2)
        ]
        # The second has begun to ask; the first has not.
        clients[1].sendall(b"GET / HT")
        for number in range(20):
            newcomer = stack.enter_context(closing(socket.create_connection(address)))
            newcomer.settimeout(10)
            newcomer.sendall(ASK)
            assert newcomer.recv(1_000).startswith(b"HTTP/1.1 200"), number
        assert until_closed(clients[0]) in (b"", b"reset")
        clients[1].sendall(b"TP/1.1\r\nHost: a\r\n\r\n")
        clients[1].settimeout(10)
        assert clients[1].recv(1_000).startswith(b"HTTP/1.1 200")


def test_more_silent_clients_than_descriptors_leave_newcomers_an_answer(tmp_path: Path) -> None:
    with open_desk(tmp_path / "p.db") as desk:
        desk.publish()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4_096, hard), hard))
    try:
        with run_server(tmp_path) as service, ExitStack() as stack:
            resource.prlimit(service.process.pid, resource.RLIMIT_NOFILE, (1_024, 1_024))
            place = urlsplit(service.address)
            assert place.hostname
            assert place.port
            for number in range(1_100):
                client = socket.create_connection((place.hostname, place.port))
                stack.enter_context(closing(client))
                client.sendall((b"", b"GET / HT", POST)[number % 3])
            assert eventually(lambda: service.get(f"/{ROOM}/").status == 200)
            assert service.get("/health/ready").status == 200
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


class Loop:
    """The clock of an event loop, and what it was asked to call."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.called: list[tuple[Callable[..., None], tuple[Any, ...]]] = []

    def time(self) -> float:
        return self.now

    def call_later(self, _: float, call: Callable[..., None], *arguments: Any) -> None:
        self.called.append((call, arguments))


class Seen:
    """A connection that notes at which times it was looked at."""

    def __init__(self, loop: Loop) -> None:
        self.loop = loop
        self.times: list[float] = []

    def check(self, now: float, _: ConnectionLimits) -> None:
        self.times.append(now)


def test_nobody_is_late_while_the_service_itself_stands_still() -> None:
    loop, connections = Loop(), Connections()
    seen = Seen(loop)
    connections.enter(cast("Connection", seen))
    for elapsed in (1.0, 1.0, 3_600.0, 1.0):
        loop.now += elapsed
        call, arguments = loop.called.pop()
        call(*arguments)
    assert seen.times == [1.0, 2.0, 4.0, 5.0]
