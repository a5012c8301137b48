"""The one client of all outgoing requests: kept, pinned, and no way round its guard."""

import asyncio
import datetime as dt
import ssl
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from service.outbound.http import GuardedClient, NotPublic, Unreached

NAME = "mottagare.example"
OTHER = "annan.example"


class Server(ThreadingHTTPServer):
    """A web server on loopback that keeps connections open and counts them."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = int(self.server_address[1])
        self.connections = 0
        self.got: list[dict[str, str]] = []
        if context:
            self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of those who leave during the handshake."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        assert isinstance(self.server, Server)
        self.server.connections += 1

    def do_GET(self) -> None:
        assert isinstance(self.server, Server)
        self.server.got.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.send_header("Set-Cookie", "spår=1")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing on stderr."""


def running(server: Server) -> Iterator[Server]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def server() -> Iterator[Server]:
    yield from running(Server())


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for NAME with its key, which signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + made.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure(certificate: Path) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    yield from running(Server(context))


class Names:
    """A name server that knows every name, and what was asked of it."""

    def __init__(self, *addresses: str) -> None:
        self.answers = list(addresses)
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[Any]:
        self.asked.append(host)
        address = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [(None, None, None, "", (address, port))]


async def get(client: GuardedClient, url: str, *, named: bool = False) -> bytes:
    async with client.answered("GET", url, {}, named=named) as answer:
        return await answer.aread()


async def test_many_requests_share_one_tls_context_made_outside_the_event_loop(
    server: Server,
) -> None:
    made: list[int] = []

    def tls() -> ssl.SSLContext:
        made.append(threading.get_ident())
        return httpx2.create_ssl_context(trust_env=False)

    async with GuardedClient({f"127.0.0.1:{server.port}"}, tls=tls) as client:
        url = f"http://127.0.0.1:{server.port}/"
        await asyncio.gather(*(get(client, url) for _ in range(5)))
        await get(client, url)
    assert len(made) == 1
    assert made != [threading.get_ident()]


async def test_a_connection_is_kept_for_the_next_request_and_cookies_are_not(
    server: Server,
) -> None:
    names = Names("127.0.0.1")
    async with GuardedClient({NAME}, resolve=names) as client:
        for _ in range(3):
            assert await get(client, f"http://{NAME}:{server.port}/a?b=c") == b"ok"
    assert server.connections == len(names.asked) == 1
    assert [request["host"] for request in server.got] == [f"{NAME}:{server.port}"] * 3
    assert not any("cookie" in request for request in server.got)


async def test_a_second_answer_of_the_name_server_leads_nowhere(server: Server) -> None:
    """The address that was judged is the one connected to: names are asked once a connection."""
    names = Names("93.184.216.34", "127.0.0.1")
    async with GuardedClient(resolve=names) as client:
        assert not await client.is_inside(f"http://{NAME}:{server.port}/")
        with pytest.raises(NotPublic):
            await get(client, f"http://{NAME}:{server.port}/")
    assert names.asked == [NAME, NAME]
    assert server.connections == 0


async def test_what_the_operator_named_opens_no_door_to_others(server: Server) -> None:
    """A hub may stand inside: a webhook to the same host gets no connection of the hub's."""
    url = f"http://{NAME}:{server.port}/"
    async with GuardedClient(resolve=Names("127.0.0.1")) as client:
        assert await get(client, url, named=True) == b"ok"
        with pytest.raises(NotPublic):
            await get(client, url)
    assert server.connections == 1


async def test_the_certificate_must_be_the_names_though_a_connection_to_the_address_is_open(
    secure: Server, certificate: Path
) -> None:
    def tls() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate))

    async with GuardedClient({NAME, OTHER}, tls=tls, resolve=Names("127.0.0.1")) as client:
        assert await get(client, f"https://{NAME}:{secure.port}/") == b"ok"
        with pytest.raises(Unreached, match="certificate"):
            await get(client, f"https://{OTHER}:{secure.port}/")
        assert await get(client, f"https://{NAME}:{secure.port}/") == b"ok"
    assert [request["host"] for request in secure.got] == [f"{NAME}:{secure.port}"] * 2
