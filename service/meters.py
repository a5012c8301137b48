"""What this process counts; where several workers serve, whichever is asked tells the sum of all.

prometheus_client does the adding: each worker's numbers lie in a file of its own, in the folder
that the supervisor names by PROMETHEUS_MULTIPROC_DIR, and what a worker counted remains there when
it has ended. So counters never go back between two scrapes, whoever answers them.
"""

import os
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Counter, Gauge, disable_created_metrics
from prometheus_client.core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from service.cache.editions import Editions
from service.config import METERS_FOLDER
from service.media.files import MediaFiles

# When a counter began is no more than when a worker did.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Meters(Collector):
    """What a process counts and weighs, and what those beside it do."""

    def __init__(self, editions: Editions, media: MediaFiles) -> None:
        self._editions = editions
        own = CollectorRegistry()
        answers = Counter(
            "pressrum_editions", "Public answers by how they were made", ["made"], registry=own
        )
        refused = Counter(
            "pressrum_media_refused",
            "Reads of pictures and attachments that their store did not answer",
            registry=own,
        )
        # Counted where it happens as a plain number, and handed on from there.
        self._counted = (
            _Counted(answers.labels("before"), lambda: editions.hits),
            _Counted(answers.labels("now"), lambda: editions.misses),
            _Counted(refused, lambda: media.refused),
        )
        self._bytes = Gauge(
            "pressrum_editions_bytes", "Bytes kept", registry=own, multiprocess_mode="livesum"
        )
        self._unrenderable = Gauge(
            "pressrum_unrenderable_releases",
            "Public releases left out of a feed because they cannot be rendered",
            registry=own,
            # Each worker leaves out the same ones, as soon as it is asked for them.
            multiprocess_mode="livemax",
        )
        workers = Gauge(
            "pressrum_workers", "Processes that serve", registry=own, multiprocess_mode="livesum"
        )
        workers.set(1)
        folder = os.environ.get(METERS_FOLDER)
        self._is_shared = folder is not None
        self._all: Collector = own
        if self._is_shared:
            self._all = MultiProcessCollector(None, folder)  # type: ignore[no-untyped-call]

    def note(self) -> None:
        """Note how things stand, for whichever worker is asked next."""
        for counted in self._counted:
            counted.note()
        self._bytes.set(self._editions.weight)
        self._unrenderable.set(len(self._editions.unrenderable()))

    def note_for_others(self) -> None:
        """Note how things stand where there are others who may be asked."""
        if self._is_shared:
            self.note()

    def collect(self) -> Iterable[Metric]:
        self.note()
        return self._all.collect()


class _Counted:
    """A counter that follows a number."""

    def __init__(self, counter: Counter, number: Callable[[], int]) -> None:
        self._counter = counter
        self._number = number
        self._noted = 0

    def note(self) -> None:
        number = self._number()
        self._counter.inc(number - self._noted)
        self._noted = number
