"""What other processes commit: heard at once, and looked for each second in case it was not.

One connection listens. Where it is lost nobody can know what is public any more, until another one
listens again; then everything is looked at anew.
"""

import math
import os
import select
import threading
import time

import psycopg

from releases.store.clock import Keeper
from releases.store.postgres_link import connect
from releases.store.postgres_tx import Connection

CHANNEL = "pressrum"
# How long a commit may stay unseen whose notice was lost, and how often a server is tried anew.
POLL_SECONDS = 1.0
RETRY_SECONDS = 0.25
LOST_SECONDS = 2.0
_STATE = (
    "SELECT version, latest_ms, "
    "(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock_ms FROM pulse WHERE id = 1"
)


class Watch:
    """A thread that listens: `version` changes with what others commit.

    Raises `psycopg.Error` where listening cannot begin.
    """

    def __init__(self, url: str, clock: Keeper) -> None:
        self.version = 0
        # The newest version of what is public that was heard of.
        self.known = 0
        self._heard = time.monotonic()
        self._url = url
        self._clock = clock
        self._seen: tuple[int, int] | None = None
        self._ending = threading.Event()
        self._connection = self._begin()
        self._woken, self._wake = os.pipe()
        self._thread = threading.Thread(target=self._run, name="store-watch", daemon=True)
        self._thread.start()

    @property
    def is_lost(self) -> bool:
        """Tell whether the server has said nothing for too long to know what others commit."""
        return time.monotonic() - self._heard > LOST_SECONDS

    def lose(self) -> None:
        """Know nothing until the server has answered here again."""
        self._heard = -math.inf

    def close(self) -> None:
        """Listen no more; once is enough."""
        if self._ending.is_set():
            return
        self._ending.set()
        os.write(self._wake, b"!")
        self._thread.join()
        self._connection.close()
        os.close(self._wake)
        os.close(self._woken)

    def _begin(self) -> Connection:
        connection = connect(self._url, alive=lambda: False)
        connection.execute(f"LISTEN {CHANNEL}")
        # After LISTEN: what was committed before it is seen here, what comes after is told.
        self._look(connection)
        return connection

    def _look(self, connection: Connection) -> None:
        asked = time.monotonic()
        row = connection.execute(_STATE).fetchone()
        if row is None:
            return
        self._clock.observe(row["clock_ms"])
        self._heard = asked
        state = (row["version"], row["latest_ms"])
        if state != self._seen:
            self._seen = state
            self.version += 1
        self.known = max(self.known, row["version"])

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._wait()
                if not self._ending.is_set():
                    self._look(self._connection)
                # After the look, with whose answer some may have come.
                for notice in self._connection.notifies(timeout=0):
                    self.version += 1
                    self.known = max(self.known, int(notice.payload))
            except (psycopg.Error, OSError):
                self._return()

    def _wait(self) -> None:
        """Wait until the server says something, this is closed, or it is time to look."""
        waiting = select.poll()
        waiting.register(self._connection.fileno(), select.POLLIN)
        waiting.register(self._woken, select.POLLIN)
        waiting.poll(POLL_SECONDS * 1_000)

    def _return(self) -> None:
        self._connection.close()
        while not self._ending.is_set():
            try:
                self._connection = self._begin()
            except (psycopg.Error, OSError):
                # The server is down, or being changed: tried again until it is not.
                self.lose()
                self._ending.wait(RETRY_SECONDS)
            else:
                # What was told meanwhile was told to nobody.
                self.version += 1
                return
