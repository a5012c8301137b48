"""What the service counts, in Prometheus' text format; labels never name a release."""

from collections.abc import Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from releases.store import outbox
from service.wiring import House, house

TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Snapshot(Collector):
    """The counters as they stand, read once."""

    def __init__(self, parts: House, owed: dict[str, int]) -> None:
        self._parts = parts
        self._owed = owed

    def collect(self) -> Iterable[Metric]:
        editions, clock = self._parts.editions, self._parts.clock
        answers = CounterMetricFamily(
            "pressrum_editions", "Public answers by how they were made", labels=["made"]
        )
        answers.add_metric(["before"], editions.hits)
        answers.add_metric(["now"], editions.misses)
        yield answers
        yield GaugeMetricFamily("pressrum_editions_bytes", "Bytes kept", editions.weight)
        yield GaugeMetricFamily(
            "pressrum_unrenderable_releases",
            "Public releases left out of a feed because they cannot be rendered",
            len(editions.unrenderable()),
        )
        yield GaugeMetricFamily(
            "pressrum_clock_held_seconds",
            "How far the wall clock is ahead of the instant believed",
            clock.held().total_seconds(),
        )
        announced = GaugeMetricFamily(
            "pressrum_announcements",
            "Announcements that have become due, by state",
            labels=["state"],
        )
        for state in ("done", "dead"):
            announced.add_metric([state], self._owed.get(state, 0))
        yield announced


async def metrics(request: Request) -> Response:
    """Answer a scrape."""
    parts = house(request)
    # What is still owed would tell of releases that are not public yet.
    owed = await parts.store.read(outbox.counts)
    registry = CollectorRegistry()
    registry.register(_Snapshot(parts, owed))
    return Response(
        generate_latest(registry), headers={"Cache-Control": "no-store"}, media_type=TYPE
    )
