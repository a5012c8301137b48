"""The place of one worker among several: the socket it listens on, and how it has fared there."""

import asyncio
import socket

import structlog

from service.server.listeners import CannotListen, SharedPort
from service.server.worker_process import WorkerProcess

log = structlog.get_logger()

# After so many seconds of serving, an end is the first one again.
STEADY_SECONDS = 60.0
LONGEST_PAUSE = 30.0


class WorkerSlot:
    """A place that one worker at a time is put into, by whoever holds the `lock`.

    The socket outlives its worker: whoever waits there is served by the next one. Where that will
    be long, the place gives way to the others.
    """

    def __init__(self, port: SharedPort) -> None:
        self._port = port
        self.listening = port.bind()
        self.worker: WorkerProcess | None = None
        self.since = 0.0
        self.lock = asyncio.Lock()
        self._failures = 0

    @property
    def is_served(self) -> bool:
        """Whether there is a worker, and it lives."""
        return self.worker is not None and not self.worker.ended.done()

    def vacate(self, now: float) -> float:
        """Have no worker; return after how many seconds to start the next: 0, 1, 2, 4 … 30."""
        if self.worker is not None and now - self.since >= STEADY_SECONDS:
            self._failures = 0
        pause = min(LONGEST_PAUSE, 2.0 ** (self._failures - 1)) if self._failures else 0.0
        self._failures += 1
        self.worker = None
        return pause

    def give_way(self) -> None:
        """Let the kernel give all that come to the others; drop who waits here, if anybody does."""
        if self.listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
            try:
                # The new one first: the port stays ours.
                before, self.listening = self.listening, self._port.bind()
            except CannotListen as refused:
                # Too many files open: whoever waits here waits for the next worker.
                log.warning("worker.not_given_way", why=str(refused))
            else:
                before.close()
