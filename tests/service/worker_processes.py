"""`pressrum serve --workers`, and connections to each of its workers."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from tests import engines
from tests.service.app_server import Wire
from tests.service.processes import ServerProcess, eventually, run_server

WORKERS = 2


class WorkersProcess(ServerProcess):
    """A supervisor and its workers; `events` are its lines of log, `lines` all others."""

    def __init__(self, service: ServerProcess) -> None:
        super().__init__(service.process, service.address)
        self.events: list[Mapping[str, Any]] = []
        self.lines: list[str] = []
        self._wires: list[Wire] = []
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def event(self, name: str) -> Mapping[str, Any]:
        """Wait for the first event of a name that has not been waited for yet."""
        found = eventually(lambda: [each for each in self.events if each["event"] == name], 30)
        self.events.remove(found[0])
        return found[0]

    def pid_of(self, wire: Wire) -> int:
        pid: int = wire.get("/health/live").json()["pid"]
        return pid

    def each(self) -> dict[int, Wire]:
        """Return a connection of its own to each of the two workers, by pid."""
        wires: dict[int, Wire] = {}

        def found() -> bool:
            wire = Wire(self.address)
            pid = self.pid_of(wire)
            if pid in wires:
                wire.close()
            else:
                wires[pid] = wire
                self._wires.append(wire)
            return len(wires) == WORKERS

        eventually(found, 30)
        return wires

    def pids(self) -> set[int]:
        """Return the pids of both workers."""
        found = self.each()
        for wire in found.values():
            wire.close()
        return set(found)

    def stop(self) -> int:
        """End all connections and the service; return its exit code."""
        for wire in (self, *self._wires):
            wire.close()
        self.process.terminate()
        code = self.process.wait(30)
        self._reading.join()
        return code

    def _read(self) -> None:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            if line.startswith("{"):
                self.events.append(msgspec.json.decode(line))
            else:
                self.lines.append(line)


@contextmanager
def run_workers(folder: Path, *arguments: str, **settings: str) -> Iterator[WorkersProcess]:
    """Serve by two workers, on the engine of the tests, until the block ends."""
    database = str(engines.database_at(folder / "p.db"))
    settings = {"PRESSRUM_DATABASE": database} | settings
    with run_server(folder, "--workers", str(WORKERS), *arguments, **settings) as service:
        workers = WorkersProcess(service)
        # Both are there before a test counts on it.
        workers.pids()
        try:
            yield workers
        finally:
            workers.stop()
