"""Traces by OpenTelemetry: the only importer of it, itself imported only where traces are wanted.

What it sends to and how much is chosen by the usual variables of its environment (OTEL_…). Spans
wait in a queue that is bounded and drops what is too much; a thread of its own sends them.
"""

import hashlib
import logging
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import structlog
from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import Link, StatusCode, get_current_span, set_span_in_context
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import SpanKind as OtelKind
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from releases.store import trace
from releases.times import to_millis
from service.traces.bounded_session import BoundedSession
from service.traces.tracer import Attributes, SpanKind, TraceSpan

log = structlog.get_logger()

# The service has ten seconds to end; what is left of the traces gets one of them.
CLOSE_SECONDS = 1.0
_KINDS = {
    SpanKind.SERVER: OtelKind.SERVER,
    SpanKind.CLIENT: OtelKind.CLIENT,
    SpanKind.INTERNAL: OtelKind.INTERNAL,
}
_HEADER = "traceparent"
_PROPAGATOR = TraceContextTextMapPropagator()
_UNNAMED = "unknown_service"
_MOST_LINKS = 128
# Instants told already: of a few thousand entries, so that several sinks do not repeat them.
_MOST_TOLD = 4_096
_NANOSECONDS = 1_000_000


class OtelTracer:
    """Sends spans to the OpenTelemetry collector that the environment names."""

    is_on = True

    def __init__(self, version: str) -> None:
        resource = Resource.create({"service.version": version})
        if str(resource.attributes.get("service.name", _UNNAMED)).startswith(_UNNAMED):
            resource = resource.merge(Resource({"service.name": "pressrum"}))
        self._ids = _Ids()
        # Closed here, in a second; not at the end of the interpreter, in thirty.
        self._provider = TracerProvider(
            resource=resource, shutdown_on_exit=False, id_generator=self._ids
        )
        exporter = _Exporter(OTLPSpanExporter(session=BoundedSession()))
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("pressrum", version)
        self._told: dict[int, None] = {}

    @contextmanager
    def span(
        self,
        name: str,
        kind: SpanKind,
        parent: str,
        attributes: Attributes | None = None,
        links: Iterable[str] = (),
    ) -> Iterator[TraceSpan]:
        linked = [Link(get_current_span(_context(link)).get_span_context()) for link in links]
        begun = self._tracer.start_span(
            name, _context(parent), _KINDS[kind], attributes, linked[:_MOST_LINKS]
        )
        made = _Made(begun)
        token = trace.current.set(made.traceparent)
        try:
            yield made
        except BaseException as error:
            if not made.has_failed:
                made.fail(type(error).__qualname__)
            raise
        finally:
            trace.current.reset(token)
            begun.end()

    def instant(
        self, name: str, at: datetime, parent: str, key: str, attributes: Attributes
    ) -> str:
        context = _context(parent)
        above = get_current_span(context).get_span_context()
        if not above.is_valid:
            return ""
        # Whichever process notes it: the same id, and so the same span.
        digest = hashlib.sha256(above.trace_id.to_bytes(16, "big") + key.encode()).digest()
        span_id = int.from_bytes(digest[:8], "big") or 1
        if span_id in self._told:
            return f"00-{above.trace_id:032x}-{span_id:016x}-{above.trace_flags:02x}"
        self._told[span_id] = None
        if len(self._told) > _MOST_TOLD:
            del self._told[next(iter(self._told))]
        nanoseconds = to_millis(at) * _NANOSECONDS
        self._ids.following = span_id
        span = self._tracer.start_span(name, context, attributes=attributes, start_time=nanoseconds)
        span.end(nanoseconds)
        return _Made(span).traceparent

    def close(self) -> None:
        # A collector that hangs would hold the SDK's own end for as long as it likes.
        closing = threading.Thread(target=self._provider.shutdown, daemon=True)
        closing.start()
        closing.join(CLOSE_SECONDS)
        if closing.is_alive():
            log.warning("traces.lost", why="the collector did not take the last of them in time")


class _Made:
    def __init__(self, span: OtelSpan) -> None:
        carrier: dict[str, str] = {}
        _PROPAGATOR.inject(carrier, set_span_in_context(span, Context()))
        self._span = span
        self.has_failed = False
        self.traceparent = carrier.get(_HEADER, "")

    def note(self, name: str, value: str | int) -> None:
        self._span.set_attribute(name, value)

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def fail(self, kind: str) -> None:
        self.has_failed = True
        self._span.set_attribute("error.type", kind)
        self._span.set_status(StatusCode.ERROR)


class _Ids(RandomIdGenerator):
    """Random ids, but for the `following` one, where that is chosen. Of one thread."""

    following = 0

    def generate_span_id(self) -> int:
        chosen, self.following = self.following, 0
        return chosen or super().generate_span_id()


class _Exporter(SpanExporter):
    """Says once that spans do not arrive, and once that they do again."""

    def __init__(self, inner: SpanExporter) -> None:
        self._inner = inner
        self._unsent = 0
        # The SDK has a line for each batch: they go here in place of the log.
        loud = logging.getLogger("opentelemetry")
        loud.addHandler(_SAID)
        loud.propagate = False

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        result = self._inner.export(spans)
        if result is not SpanExportResult.SUCCESS:
            if not self._unsent:
                log.warning("traces.unsent", why=_SAID.last)
            self._unsent += len(spans)
        elif self._unsent:
            log.warning("traces.sent_again", lost=self._unsent)
            self._unsent = 0
        return result

    def shutdown(self) -> None:
        self._inner.shutdown()


class _LastSaid(logging.Handler):
    """Keeps the beginning of the last line of each thread: each exporter has its own."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = threading.local()

    @property
    def last(self) -> str:
        return getattr(self._lines, "last", "")

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.last = record.getMessage()[:200]


_SAID = _LastSaid()


def _context(traceparent: str) -> Context:
    """Return the context of a traceparent; an empty one for what is none."""
    return _PROPAGATOR.extract({_HEADER: traceparent}, Context())
