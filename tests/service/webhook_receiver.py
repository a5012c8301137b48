"""A receiver of webhooks on loopback that answers as it is told and keeps what it got."""

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec

Reply = Callable[[BaseHTTPRequestHandler], None]


class Delivery(msgspec.Struct, frozen=True):
    """One request as received; header names in lower case."""

    headers: Mapping[str, str]
    body: bytes
    method: str = "POST"

    @property
    def id(self) -> str:
        return self.headers["webhook-id"]

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class WebhookReceiver:
    """Where webhooks go; `replies` are used up one a request, then everything is accepted."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.target = f"127.0.0.1:{port}"
        self.got: list[Delivery] = []
        self.replies: list[Reply] = []


def status(code: int, **headers: str) -> Reply:
    """Answer with a status and no body."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Answer with a body that goes on until the other side has had enough."""
    handler.send_response(200)
    handler.end_headers()
    try:
        while True:
            handler.wfile.write(b"x" * 65_536)
    except OSError:
        handler.close_connection = True


@contextmanager
def receiver() -> Iterator[WebhookReceiver]:
    """Run a receiver until the block ends."""
    server = _Server()
    # Its own shutdown looks every half second unless told otherwise.
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    request_queue_size = 128

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.receiver = WebhookReceiver(int(self.server_address[1]))


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        to = self.server.receiver
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {k.lower(): v for k, v in self.headers.items()}
        to.got.append(Delivery(headers, body, self.command))
        (to.replies.pop(0) if to.replies else status(204))(self)

    do_PURGE = do_POST  # noqa: N815 - the base class looks for it by this name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing on stderr."""
