"""What the service counts, in Prometheus' text format; labels never name a release."""

from collections.abc import Iterable
from datetime import timedelta

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response

from releases.store import clock as clocks
from releases.store import outbox
from service import wiring
from service.clock.report import ClockReport, report
from service.meters import Meters

TYPE = "text/plain; version=0.0.4; charset=utf-8"


class _Snapshot(Collector):
    """The counters as they stand, read once."""

    def __init__(self, meters: Meters, owed: dict[str, int], clock: ClockReport) -> None:
        self._meters = meters
        self._owed = owed
        self._clock = clock

    def collect(self) -> Iterable[Metric]:
        yield from self._meters.collect()
        clock = self._clock
        for name, told, value in (
            (
                "held",
                "How far the wall clock is ahead of the instant publication goes by",
                clock.ahead,
            ),
            ("behind", "How far the wall clock is behind that instant", clock.behind),
            ("moved", "By how much the instant was moved without confirmation", clock.moved),
        ):
            yield GaugeMetricFamily(f"pressrum_clock_{name}_seconds", told, value)
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
    services = wiring.services(request)
    # What is still owed would tell of releases that are not public yet.
    owed = await services.store.read(outbox.counts)
    registry = CollectorRegistry()
    base, _ = await services.store.read(clocks.read)
    clock = report(base, services.clock.gap() // timedelta(milliseconds=1))
    registry.register(_Snapshot(services.meters, owed, clock))
    return Response(
        generate_latest(registry), headers={"Cache-Control": "no-store"}, media_type=TYPE
    )
