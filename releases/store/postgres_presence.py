"""Which processes are at work on a PostgreSQL database: each holds a lock on a connection.

The server lets go of the lock when the connection ends, and the connection ends with its process.
Where it is lost while the process lives, the process comes back under the same id as soon as the
server answers; what others took over meanwhile they keep, as its claims were free.
"""

import threading
import weakref
from hashlib import sha256

import psycopg

from releases.model import new_id
from releases.store.postgres_faults import refusing
from releases.store.postgres_link import connect
from releases.store.postgres_tx import Connection


class PostgresPresence:
    """The sign that its holder lives, under an `id` of its own; gone when closed or collected."""

    def __init__(self, url: str) -> None:
        self.id = new_id()
        self._url = url
        self._lock = threading.Lock()
        self._connection = self._arrive()
        self._end = weakref.finalize(self, self._connection.close)

    def close(self) -> None:
        """Be gone."""
        with self._lock:
            self._end()

    def is_gone(self, other: str) -> bool:
        """Tell whether the holder of another id has ended."""
        with self._lock, refusing():
            try:
                free = self._is_free(other)
            except psycopg.OperationalError:
                self._end()
                self._connection = self._arrive()
                self._end = weakref.finalize(self, self._connection.close)
                free = self._is_free(other)
        return free and other != self.id

    def _arrive(self) -> Connection:
        connection = connect(self._url, alive=lambda: False)
        try:
            connection.execute("SELECT pg_advisory_lock(%s)", (_number(self.id),))
        except BaseException:
            connection.close()
            raise
        return connection

    def _is_free(self, other: str) -> bool:
        number = _number(other)
        row = self._connection.execute(
            "SELECT pg_try_advisory_lock_shared(%s) AS taken", (number,)
        ).fetchone()
        if row is None or not row["taken"]:
            return False
        self._connection.execute("SELECT pg_advisory_unlock_shared(%s)", (number,))
        return True


def _number(name: str) -> int:
    """Return the 64 bits under which an id is locked."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)
