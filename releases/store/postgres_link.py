"""Connections to a server: how long anything may take, and how a URL is told to people."""

import time
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urlsplit

import psycopg
from psycopg.abc import PQGen
from psycopg.rows import DictRow
from psycopg.waiting import Ready

from releases.errors import StoreRefused
from releases.store.postgres_tx import Connection, adapt

T = TypeVar("T")

# A server that says nothing is given up after so long; what waits for a lock, a little later.
CONNECT_SECONDS = 3
SILENCE_MILLIS = 4_000
# One whose machine still answers, but itself does not: frozen, or waiting for its disk.
FROZEN_SECONDS = 2.0
# What was asked so often on a connection will be again: the server then keeps how it is answered.
PREPARED_AFTER = 2
_LOOK_SECONDS = 0.1
_OPTIONS = {
    "lock_timeout": 10_000,
    "statement_timeout": 60_000,
    # A process that is stopped half-way lets go of the writer's lock.
    "idle_in_transaction_session_timeout": 15_000,
    # The server too gives up what says nothing, and with it the locks of who was cut off.
    "tcp_keepalives_idle": 5,
    "tcp_keepalives_interval": 2,
    "tcp_keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    # Memory and solid-state disks: to find rows by index costs little more than to read on.
    "random_page_cost": 1.1,
}
_SETTINGS = ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _OPTIONS.items())
_LIMIT = f"SELECT {_SETTINGS}".encode()


def _always() -> bool:
    return True


class _Link(psycopg.Connection[DictRow]):
    """A connection that gives up a statement once the server is not known to be `alive`."""

    alive: Callable[[], bool] = staticmethod(_always)

    def wait(
        self, gen: PQGen[T], interval: float = _LOOK_SECONDS, timeout: float | None = None
    ) -> T:
        return super().wait(self._with_limit(gen), interval, timeout)

    def _with_limit(self, gen: PQGen[T]) -> PQGen[T]:
        begun = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready == Ready.NONE and time.monotonic() - begun > FROZEN_SECONDS:
                    self._go_on()
                wanted = gen.send(ready)
        except StopIteration as done:
            answer: T = done.value
            return answer

    def _go_on(self) -> None:
        if not self.alive():
            # What was asked may still come: nothing else can be asked on this connection.
            self.close()
            raise psycopg.OperationalError("the server does not answer")


def connect(url: str, alive: Callable[[], bool] = _always) -> Connection:
    """Return a connection that begins and ends its transactions when told to.

    A statement that takes more than two seconds is given up once the server is not `alive`.
    """
    try:
        connection = _Link.connect(
            url,
            autocommit=True,
            prepare_threshold=PREPARED_AFTER,
            connect_timeout=CONNECT_SECONDS,
            application_name="pressrum",
            client_encoding="UTF8",
            keepalives_idle=2,
            keepalives_interval=1,
            keepalives_count=3,
            tcp_user_timeout=SILENCE_MILLIS,
        )
        connection.alive = alive
        # There are more statements than the driver keeps; none is made up of what is typed.
        connection.prepared_max = 200
    except psycopg.ProgrammingError:
        # What it says repeats parts of the URL, and there may be a password in it.
        said = "PRESSRUM_DATABASE is no URL that can be read: percent-encode the signs of its parts"
        raise StoreRefused(f"{said}.") from None
    try:
        # Said once there is a connection: as options of its start a PgBouncer would not have them.
        connection.execute(_LIMIT)
    except BaseException:
        connection.close()
        raise
    return adapt(connection)


def shown(url: str) -> str:
    """Return a URL as people may see it: without user, password and options."""
    parts = urlsplit(url)
    # A primary and its standbys may stand there, parted by commas.
    hosts = parts.netloc.rpartition("@")[2] or "localhost"
    if "@" in url[url.index(parts.netloc) + len(parts.netloc) :]:
        # A sign in the password has parted the URL too early: what seems to be a host is none.
        return f"{parts.scheme}://…"
    return f"{parts.scheme}://{hosts}{parts.path}"
