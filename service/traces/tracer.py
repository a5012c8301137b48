"""Tracing as the rest of the service sees it: spans with ids, and nothing of what is written.

Off, nothing of OpenTelemetry is imported. Attributes follow its semantic conventions, but for what
could tell of something unpublished: no path, no query, no address of a person (decision 39).
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from enum import Enum
from importlib import import_module
from importlib.metadata import version
from typing import Protocol

from releases.store import trace
from service.config import ConfigError, Settings

Attributes = Mapping[str, str | int]
NOT_INSTALLED = (
    "OTEL_EXPORTER_OTLP_ENDPOINT: traces need what is not installed here ({missing}); "
    "install pressrum[otel]"
)


class SpanKind(Enum):
    """What a span is of: a request that comes in, one that goes out, or work of our own."""

    SERVER = "server"
    CLIENT = "client"
    INTERNAL = "internal"


class TraceSpan(Protocol):
    """A span under way. `traceparent` is its W3C header, empty where nobody traces."""

    traceparent: str

    def note(self, name: str, value: str | int) -> None:
        """Set an attribute."""

    def rename(self, name: str) -> None:
        """Call it by what is known only now."""

    def fail(self, kind: str) -> None:
        """Say that it failed, with an `error.type` of few values and no words of others."""


class Tracer(Protocol):
    """Makes spans. None of its methods waits for the collector, or raises because of it."""

    is_on: bool

    def span(
        self,
        name: str,
        kind: SpanKind,
        parent: str,
        attributes: Attributes | None = None,
        links: Iterable[str] = (),
    ) -> AbstractContextManager[TraceSpan]:
        """Trace what is done in the block, below the `parent` (empty: a trace of its own).

        In the block it is `releases.store.trace.current`. An exception that leaves it is noted by
        the name of its class.
        """

    def instant(
        self, name: str, at: datetime, parent: str, key: str, attributes: Attributes
    ) -> str:
        """Note what happened at one instant below a parent; return its traceparent.

        Noted by several for one `key` it is the same span. Empty without a parent.
        """

    def close(self) -> None:
        """Send what is left, for a second at most; nothing is traced any more."""


class _Untraced:
    traceparent = ""

    def note(self, name: str, value: str | int) -> None:
        """Keep nothing."""

    def rename(self, name: str) -> None:
        """Keep nothing."""

    def fail(self, kind: str) -> None:
        """Keep nothing."""


class Off:
    """A tracer that traces nothing."""

    is_on = False

    @contextmanager
    def span(
        self,
        name: str,  # noqa: ARG002 - the protocol's signature, here and below
        kind: SpanKind,  # noqa: ARG002
        parent: str,  # noqa: ARG002
        attributes: Attributes | None = None,  # noqa: ARG002
        links: Iterable[str] = (),  # noqa: ARG002
    ) -> Iterator[TraceSpan]:
        yield _UNTRACED

    def instant(
        self,
        name: str,  # noqa: ARG002
        at: datetime,  # noqa: ARG002
        parent: str,  # noqa: ARG002
        key: str,  # noqa: ARG002
        attributes: Attributes,  # noqa: ARG002
    ) -> str:
        return ""

    def close(self) -> None:
        """Nothing is open."""


_UNTRACED = _Untraced()
OFF = Off()


def start(settings: Settings) -> Tracer:
    """Return the tracer that the settings ask for; raises `ConfigError` where it is not there."""
    if not settings.traces:
        return OFF
    try:
        otel = import_module("service.traces.otel")
    except ModuleNotFoundError as error:
        raise ConfigError(NOT_INSTALLED.format(missing=error.name)) from error
    tracer: Tracer = otel.OtelTracer(version("pressrum"))
    return tracer


@contextmanager
def traced_command(settings: Settings, name: str) -> Iterator[None]:
    """Trace a command; what it writes belongs to its trace.

    It goes on from the environment's TRACEPARENT, if whoever started it has set one.
    """
    tracer = start(settings)
    try:
        with tracer.span(name, SpanKind.INTERNAL, os.environ.get("TRACEPARENT", "")):
            yield
    finally:
        tracer.close()


def current() -> str:
    """Return the traceparent of what is under way here, empty without one."""
    return trace.current.get()
