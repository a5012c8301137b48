"""An OpenTelemetry collector on loopback: reads OTLP by the protocol's own messages, keeps all."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import msgspec
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from tests.service.webhook_receiver import Reply, status


class SpanTold(msgspec.Struct, frozen=True):
    """A span as it arrived; ids in hexadecimal, `parent` empty without one."""

    name: str
    kind: int
    trace: str
    id: str
    parent: str
    attributes: dict[str, Any]
    links: tuple[str, ...]
    begun: int
    ended: int
    failed: bool
    resource: dict[str, Any]


class Collector:
    """What came; `replies` are used up one a request, then everything is accepted."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.bodies: list[bytes] = []
        self.paths: list[str] = []
        self.replies: list[Reply] = []
        self.came = threading.Event()

    def spans(self) -> list[SpanTold]:
        return [span for body in self.bodies for span in _spans(body)]

    def named(self, name: str) -> list[SpanTold]:
        return [span for span in self.spans() if span.name == name]


def _spans(body: bytes) -> Iterator[SpanTold]:
    for batch in ExportTraceServiceRequest.FromString(body).resource_spans:
        for scope in batch.scope_spans:
            for span in scope.spans:
                yield SpanTold(
                    span.name,
                    span.kind,
                    span.trace_id.hex(),
                    span.span_id.hex(),
                    span.parent_span_id.hex(),
                    _attributes(span.attributes),
                    tuple(link.span_id.hex() for link in span.links),
                    span.start_time_unix_nano,
                    span.end_time_unix_nano,
                    span.status.code == 2,
                    _attributes(batch.resource.attributes),
                )


def _attributes(pairs: Any) -> dict[str, Any]:
    return {pair.key: getattr(pair.value, pair.value.WhichOneof("value")) for pair in pairs}


@contextmanager
def collector() -> Iterator[Collector]:
    """Run a collector until the block ends."""
    server = _Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server.collector
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Server(ThreadingHTTPServer):
    # One that hangs in a test is not waited for.
    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.collector = Collector(int(self.server_address[1]))

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing on stderr of those who went away."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        assert isinstance(self.server, _Server)
        to = self.server.collector
        to.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        to.paths.append(self.path)
        to.came.set()
        (to.replies.pop(0) if to.replies else status(200))(self)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing on stderr."""
