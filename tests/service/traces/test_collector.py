"""Nothing waits for a collector: gone, silent, endless or talking nonsense, it costs only spans."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
import structlog

from releases.store import outbox
from service.config import Settings
from service.traces import tracer as traces
from service.traces.tracer import SpanKind
from tests.service import webhook_receiver
from tests.service.app_server import ROOM
from tests.service.collector import Collector, collector
from tests.service.processes import eventually, run, run_server
from tests.service.traces.test_deliveries import publish, telling
from tests.service.webhook_receiver import Reply, endless, status
from tests.stores import open_desk

ON = Settings(traces=True)
# A connection to it is refused: nobody listens on the port of "discard".
NOBODY = "http://127.0.0.1:9"
# Spans go one by one and at once, and only a few may wait.
EAGER = {
    "OTEL_BSP_SCHEDULE_DELAY": "1",
    "OTEL_BSP_MAX_EXPORT_BATCH_SIZE": "1",
    "OTEL_BSP_MAX_QUEUE_SIZE": "2",
}


@pytest.fixture
def collecting(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with collector() as running:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", running.address)
        yield running


@pytest.fixture
def silence() -> Iterator[Reply]:
    """An answer that does not come before the test has ended."""
    over = threading.Event()

    def hang(handler: BaseHTTPRequestHandler) -> None:
        over.wait(60)
        handler.close_connection = True

    yield hang
    over.set()


def nonsense(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\xff kanarie \r\n\r\n\x00")
    handler.close_connection = True


def misleading(handler: BaseHTTPRequestHandler) -> None:
    """Say that a body is compressed which is not, and lead elsewhere."""
    handler.send_response(307)
    for name, value in (
        ("Location", NOBODY),
        ("Content-Encoding", "gzip"),
        ("Content-Length", "3"),
    ):
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(b"\x00\x01\x02")


REPLIES = {
    "fault": status(500),
    "later": status(503, Retry_After="9999"),
    "nonsense": nonsense,
    "endless": endless,
    "misleading": misleading,
}


@pytest.mark.parametrize("reply", REPLIES)
def test_whatever_a_collector_answers_publications_are_delivered(
    tmp_path: Path, collecting: Collector, reply: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in EAGER.items():
        monkeypatch.setenv(name, value)
    collecting.replies = [REPLIES[reply]] * 100
    with webhook_receiver.receiver() as receiver, telling(tmp_path, receiver) as press:
        for number in range(5):
            publish(press, f"Vargkullen {number}")
        eventually(lambda: len(receiver.got) == 5)
    assert collecting.bodies


def test_a_collector_that_hangs_delays_neither_publication_nor_the_end(
    tmp_path: Path, collecting: Collector, silence: Reply, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A queue that is full drops spans; what is left at the end gets a second."""
    for name, value in EAGER.items():
        monkeypatch.setenv(name, value)
    collecting.replies = [silence] * 100
    with webhook_receiver.receiver() as receiver:
        with telling(tmp_path, receiver) as press:
            publish(press)
            assert collecting.came.wait(20)
            for number in range(5):
                publish(press, f"Vargkullen {number}")
            eventually(lambda: len(receiver.got) == 6)
            assert len(collecting.bodies) == 1
            begun = time.monotonic()
        # The export under way would have gone on for ten seconds.
        assert time.monotonic() - begun < 7


def test_a_collector_that_is_gone_fails_no_publication(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", NOBODY)
    with webhook_receiver.receiver() as receiver, telling(tmp_path, receiver) as press:
        publish(press)
        eventually(lambda: receiver.got)


def test_that_spans_do_not_arrive_is_logged_once_and_that_they_do_again(
    collecting: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in (EAGER | {"OTEL_BSP_MAX_QUEUE_SIZE": "10"}).items():
        monkeypatch.setenv(name, value)
    collecting.replies = [status(400), status(400), status(200)]
    with structlog.testing.capture_logs() as logged:
        tracer = traces.start(ON)
        for number in range(1, 4):
            with tracer.span("x", SpanKind.INTERNAL, ""):
                pass
            eventually(lambda number=number: len(collecting.bodies) == number)  # type: ignore[misc]
        tracer.close()
    # Those that other tests left behind may complain of collectors that are gone.
    ours = [line for line in logged if "400" in line.get("why", "400")]
    assert [line["event"] for line in ours] == ["traces.unsent", "traces.sent_again"]
    assert ours[1]["lost"] == 2


def test_a_real_service_ends_in_time_though_its_collector_hangs(
    tmp_path: Path, collecting: Collector, silence: Reply
) -> None:
    collecting.replies = [silence] * 100
    with open_desk(tmp_path / "p.db"):
        """A database with a newsroom."""
    with run_server(tmp_path, OTEL_EXPORTER_OTLP_ENDPOINT=collecting.address) as service:
        assert service.api("POST", f"/api/v1/newsrooms/{ROOM}/releases", "x", {}).status == 401
        service.close()
        service.process.terminate()
        assert service.process.wait(9) == 0
        assert "traces.lost" in service.process.communicate()[1]


def test_a_command_continues_the_trace_of_whoever_started_it(
    tmp_path: Path, collecting: Collector
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("Vargkullen byggs ut\n\nDet beslutade nämnden i dag.\n")
    brought = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    settings = {"OTEL_EXPORTER_OTLP_ENDPOINT": collecting.address, "TRACEPARENT": brought}
    with open_desk(tmp_path / "p.db") as desk:
        desk.write(outbox.set_caches, [NOBODY])
    done = run(tmp_path, "import", str(text), "--newsroom", ROOM, "--publish", **settings)
    assert done.returncode == 0, done.stderr
    (command,) = collecting.spans()
    assert (command.name, command.trace) == ("pressrum import", brought[3:35])
    assert run(tmp_path, "announce", **settings).returncode == 1
    (effect,) = collecting.named("publish release")
    assert (effect.trace, effect.parent) == (command.trace, command.id)
    (delivery,) = collecting.named("deliver purge")
    assert (delivery.parent, delivery.failed) == (effect.id, True)


@pytest.mark.parametrize(
    "chosen",
    [
        {},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY, "OTEL_SDK_DISABLED": "true"},
        {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY, "OTEL_TRACES_EXPORTER": "none"},
    ],
)
def test_unless_traces_are_wanted_nothing_of_opentelemetry_is_imported(
    tmp_path: Path, chosen: dict[str, str]
) -> None:
    with run_server(tmp_path, **unimportable(tmp_path), **chosen) as service:
        assert service.get("/").status == 200


def test_traces_without_the_extra_are_refused_by_name(tmp_path: Path) -> None:
    settings = unimportable(tmp_path) | {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY}
    done = run(tmp_path, "serve", "--port", "0", **settings)
    assert done.returncode == 1
    assert "not installed here (opentelemetry); install pressrum[otel]" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def unimportable(folder: Path) -> dict[str, str]:
    """Put a package in the place of OpenTelemetry that is missing as soon as it is imported."""
    planted = folder / "planted" / "opentelemetry"
    planted.mkdir(parents=True)
    missing = "raise ModuleNotFoundError('missing', name='opentelemetry')\n"
    (planted / "__init__.py").write_text(missing)
    return {"PYTHONPATH": str(planted.parent)}
