"""A delivery in the trace of the approval it follows from, by way of the instant of publication.

Only here are releases and entries named in traces: whatever is delivered has taken effect.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from releases.store.outbox import Announcement
from releases.store.sinks import Sink
from service.outbound.parcels import Parcel
from service.traces.tracer import Attributes, SpanKind, Tracer, TraceSpan


@contextmanager
def traced_delivery(tracer: Tracer, sink: Sink, parcel: Parcel) -> Iterator[TraceSpan]:
    """Trace an attempt to deliver a parcel, below the first entry in it and linked to the others.

    Before it stands the instant each entry took effect at, below the request that approved it.
    """
    if not tracer.is_on:
        with tracer.span("", SpanKind.INTERNAL, "") as untraced:
            yield untraced
        return
    owed = [errand.announcement for errand in parcel]
    effects = list(dict.fromkeys(filter(None, (_effect(tracer, each) for each in owed))))
    kind = sink.prefix.removesuffix(":")
    told: dict[str, str | int] = {"pressrum.sink": kind, "pressrum.announcements": len(owed)}
    if len(owed) == 1:
        told |= _names(owed[0])
        told["pressrum.announcement.id"] = owed[0].id
        told["pressrum.attempt"] = owed[0].attempts + 1
    with tracer.span(
        f"deliver {kind}", SpanKind.INTERNAL, effects[0] if effects else "", told, effects[1:]
    ) as span:
        yield span


def _effect(tracer: Tracer, owed: Announcement) -> str:
    name = f"{owed.action.value} release"
    return tracer.instant(name, owed.effective, owed.trace, owed.entry, _names(owed))


def _names(owed: Announcement) -> Attributes:
    return {
        "pressrum.newsroom": owed.newsroom,
        "pressrum.release.id": owed.release,
        "pressrum.entry.id": owed.entry,
        "pressrum.entry.action": owed.action.value,
    }
