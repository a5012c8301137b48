"""A request names the host it is for, once (RFC 9112 section 3.2)."""

import socket
from collections.abc import Iterator

import pytest
from starlette.types import Receive, Scope, Send

from tests.service.app_server import run_listener

BAD = b"HTTP/1.1 400 "


async def app(scope: Scope, _: Receive, send: Send) -> None:
    """Answer every request with 204."""
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    with run_listener(app) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        yield host, int(port)


def ask(place: tuple[str, int], request: bytes) -> bytes:
    """Return all that a connection answers to what is sent over it, until it is closed."""
    answer = b""
    with socket.create_connection(place, timeout=20) as wire:
        wire.sendall(request)
        wire.shutdown(socket.SHUT_WR)
        while piece := wire.recv(65_536):
            answer += piece
    return answer


@pytest.mark.parametrize(
    "lines",
    [
        (),
        (b"Accept: */*", b"X-Forwarded-Host: press.example"),
        (b"Host: press.example", b"Host: press.example"),
        (b"Host: press.example", b"Accept: */*", b"host: elak.example"),
        (b"Host: press.example, elak.example",),
        (b"Host: press example",),
        (b"Host: press.example/feed",),
        (b"Host: maja@press.example",),
        (b"Host: press.example:http",),
        (b"Host: <b>",),
        (b"Host: \xe5re.example",),
    ],
)
@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"POST"])
def test_a_request_for_no_host_or_for_two_is_refused(
    place: tuple[str, int], lines: tuple[bytes, ...], method: bytes
) -> None:
    body = b"Content-Length: 3\r\n\r\nabc" if method == b"POST" else b"\r\n"
    head = b"".join(line + b"\r\n" for line in lines)
    answer = ask(place, method + b" / HTTP/1.1\r\n" + head + body)
    assert answer.startswith(BAD)
    assert answer.count(b"HTTP/1.1") == 1
    assert b"connection: close" in answer


@pytest.mark.parametrize(
    "host",
    [
        *(b"press.example", b"press.example:8000", b"127.0.0.1", b"[::1]:8000", b"localhost"),
        *(b"", b"press.example.", b"xn--re-yia.example", b"a_b.example", b"PRESS.EXAMPLE:443"),
    ],
)
def test_a_request_for_one_host_is_heard(place: tuple[str, int], host: bytes) -> None:
    answer = ask(place, b"GET / HTTP/1.1\r\nHost: " + host + b"\r\nConnection: close\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 204 ")


def test_the_old_protocol_knows_no_hosts(place: tuple[str, int]) -> None:
    assert ask(place, b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 204 ")
    two = b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"
    assert ask(place, two).startswith(BAD)


def test_a_bad_request_behind_a_good_one_is_refused_by_itself(place: tuple[str, int]) -> None:
    good = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"
    with socket.create_connection(place, timeout=20) as wire:
        wire.sendall(good)
        assert wire.recv(65_536).startswith(b"HTTP/1.1 204 ")
        wire.sendall(b"GET / HTTP/1.1\r\n\r\n")
        assert wire.recv(65_536).startswith(BAD)
