"""What is no proper HTTP is refused, and does not disturb who comes next."""

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app

TAIL = b"Host: x\r\nConnection: close\r\n\r\n"
RAW = (
    b"GET /\xc3\xb6rebro/ HTTP/1.1\r\n" + TAIL,
    b"GET /\xff HTTP/1.1\r\n" + TAIL,
    b"GET /a b HTTP/1.1\r\n" + TAIL,
    b"GET /%zz%4 HTTP/1.1\r\n" + TAIL,
    b"GET /%00 HTTP/1.1\r\n" + TAIL,
    b"GET //[::1/ HTTP/1.1\r\n" + TAIL,
    b"GET http://[::1/ HTTP/1.1\r\n" + TAIL,
    b"GET http://a:99999999/ HTTP/1.1\r\n" + TAIL,
    b"GET ?a HTTP/1.1\r\n" + TAIL,
    b"GET * HTTP/1.1\r\n" + TAIL,
    b"OPTIONS * HTTP/1.1\r\n" + TAIL,
    b"CONNECT a:443 HTTP/1.1\r\n" + TAIL,
    b"GET /?q=\xff\xfe HTTP/1.1\r\n" + TAIL,
    b"GET /?%ff=%00&a=\xe5 HTTP/1.1\r\n" + TAIL,
    b"GET / HTTP/1.0\r\n\r\n",
    b"GET / HTTP/9.9\r\n" + TAIL,
    b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n",
    b"GET / HTTP/1.1\r\nIf-None-Match: \x80\r\nIf-None-Match: \x81\r\n" + TAIL,
    b"GET / HTTP/1.1\r\nCookie: \xff=\xff\r\nCookie: a\r\n" + TAIL,
    b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000 + TAIL,
    b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\n" + TAIL,
    b"GET /" + b"%C3%A5" * 10_000 + b"/feed.rss HTTP/1.1\r\n" + TAIL,
    b"BREW /redaktion/ HTTP/1.1\r\n" + TAIL,
    b"get / HTTP/1.1\r\n" + TAIL,
    b"POST /redaktion/logga-in HTTP/1.1\r\nContent-Length: -1\r\n" + TAIL,
    b"POST /redaktion/logga-in HTTP/1.1\r\nContent-Length: " + b"9" * 5_000 + b"\r\n" + TAIL,
    b"POST /redaktion/logga-in HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n"
    + TAIL
    + b"a",
    b"POST /redaktion/logga-in HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + TAIL + b"zz\r\n",
    b"POST /redaktion/logga-in HTTP/1.1\r\nTransfer-Encoding: x\r\n" + TAIL,
    b"POST /redaktion/logga-in HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 0\r\n" + TAIL,
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    b"\r\n\r\n\r\n",
    b"\x00" * 100,
)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("raw"), ManualClock()) as running:
        yield running


@pytest.mark.parametrize("raw", RAW, ids=range(len(RAW)))
def test_what_comes_over_a_bare_connection_is_no_fault_of_the_service(
    press: Press, raw: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    answer = b""
    place = urlsplit(press.address)
    with socket.create_connection((place.hostname, place.port)) as wire:
        wire.settimeout(20)
        wire.sendall(raw)
        wire.shutdown(socket.SHUT_WR)
        while piece := wire.recv(65_536):
            answer += piece
    assert not answer or 200 <= int(answer[9:12]) < 500, answer[:300]
    assert not [record for record in caplog.records if record.exc_info]
    assert press.get(f"/{ROOM}/").status == 200
