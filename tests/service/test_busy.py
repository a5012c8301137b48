"""A service that is read all the time while it publishes all the time goes on answering."""

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import urlsplit

from releases.desk import access
from releases.store.tokens import Scope
from tests.service.app_server import ROOM, WHO, Wire
from tests.service.fetching_hub import hub
from tests.service.processes import ServerProcess, run_server
from tests.stores import open_desk

SECONDS = 30.0
BETWEEN_PUBLICATIONS = 0.05
# So many that a slow machine keeps the pace: each waits for its answers.
PUBLISHERS = 4
# Fewer than any machine manages: the service that hung did so after sixteen at the latest.
LEAST = 30
# What an answer may take, without what the service waited for a processor that others had.
PATIENCE = 5.0
# What it may take at all.
UTMOST = 30.0
RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
POLLED = ("feed.rss", "feed.atom", "feed.json", "embed.html")


class BusyLoad:
    """Requests from many threads until the time is up or one is not answered as it should be."""

    def __init__(self, address: str, pid: int) -> None:
        self._address = address
        self._pid = pid
        self._own = threading.local()
        self._wires: list[Wire] = []
        self.over = threading.Event()
        self.answers: Counter[str] = Counter()
        self.faults: list[str] = []

    @property
    def wire(self) -> Wire:
        """The connection of the thread that asks."""
        if not hasattr(self._own, "wire"):
            self._own.wire = Wire(self._address, UTMOST)
            self._wires.append(self._own.wire)
        wire: Wire = self._own.wire
        return wire

    def close(self) -> None:
        self.over.set()
        for wire in self._wires:
            wire.close()

    def fetch(self, url: str) -> None:
        """Fetch what the hub was told of."""
        wire = Wire(self._address, UTMOST)
        with closing(wire):
            self.ask("hub", lambda: wire.get(urlsplit(url).path).status == 200)

    def poll(self, path: str) -> None:
        """Ask for what has changed, again and again."""
        tag = ""
        while not self.over.is_set():

            def changed() -> bool:
                nonlocal tag
                answer = self.wire.get(path, **({"if_none_match": tag} if tag else {}))
                tag = answer.etag
                return answer.status in (200, 304)

            self.ask(path, changed)

    def publish(self, token: str) -> None:
        """Publish, with a rest after each publication."""
        while not self.over.wait(BETWEEN_PUBLICATIONS * PUBLISHERS):
            self.ask("publication", lambda: self._published(token))

    def ask(self, name: str, ask: Callable[[], bool]) -> None:
        begun, starved = time.monotonic(), _starved(self._pid)
        try:
            if not ask():
                self.faults.append(f"{name}: not what was asked for")
        except OSError as error:
            # A service that has been stopped owes no answer.
            if not self.over.is_set():
                self.faults.append(f"{name}: {error!r}")
        taken = time.monotonic() - begun - (_starved(self._pid) - starved)
        if taken > PATIENCE:
            self.faults.append(f"{name}: took {taken:.1f} s")
        self.answers[name] += 1
        if self.faults:
            self.over.set()

    def _published(self, token: str) -> bool:
        number = self.answers["publication"]
        made = self.wire.api("POST", RELEASES, token, {"title": f"Nummer {number}"})
        path = f"{RELEASES}/{made.json()['id']}/entries"
        return self.wire.api("POST", path, token, {"action": "publish"}).status == 201


def test_hub_and_pollers_are_answered_while_twenty_releases_a_second_are_published(
    tmp_path: Path,
) -> None:
    with open_desk(tmp_path / "p.db") as desk:
        token = desk.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)
    # Its address is known only once it serves, and the hub's before that.
    loads: list[BusyLoad] = []
    with (
        hub(lambda url: loads[0].fetch(url)) as address,  # noqa: PLW0108 - there is none yet
        # Nobody reads its log meanwhile: told of every delivery, the pipe would be full.
        run_server(tmp_path, PRESSRUM_HUBS=address, PRESSRUM_LOG="warning") as service,
    ):
        load = BusyLoad(service.address, service.process.pid)
        loads.append(load)
        # Everything once beforehand: a process that has just begun is slow, and not the subject.
        service.api("POST", RELEASES, token, {"title": "Den första"})
        for name in POLLED:
            assert service.get(f"/{ROOM}/{name}").status == 200
        with closing(load), ThreadPoolExecutor(PUBLISHERS + len(POLLED)) as threads:
            for _ in range(PUBLISHERS):
                threads.submit(load.publish, token)
            for name in POLLED:
                threads.submit(load.poll, f"/{ROOM}/{name}")
            load.over.wait(SECONDS)
            load.over.set()
        assert load.faults == []
        assert min(load.answers["hub"], load.answers["publication"]) > LEAST, load.answers
        _ends(service)


def _starved(pid: int) -> float:
    """Return how many seconds a process' threads have stood in line for a processor so far."""
    waited = 0
    for path in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        # A thread may end between being listed and being read.
        with suppress(OSError):
            waited += int(path.read_text().split()[1])
    return waited / 1e9


def _ends(service: ServerProcess) -> None:
    # A connection that nobody has used for so long is closed by now.
    service.close()
    assert service.get("/health/live").status == 200
    service.close()
    service.process.send_signal(signal.SIGTERM)
    assert service.process.wait(10) == 0
