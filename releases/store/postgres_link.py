"""Connections to a server: how long anything may take, and how a URL is told to people."""

from urllib.parse import urlsplit

import psycopg

from releases.errors import StoreRefused
from releases.store.postgres_tx import Connection, adapt

# A server that says nothing is given up after so long; what waits for a lock, a little later.
CONNECT_SECONDS = 3
SILENCE_MILLIS = 4_000
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


def connect(url: str) -> Connection:
    """Return a connection that begins and ends its transactions when told to."""
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            application_name="pressrum",
            client_encoding="UTF8",
            keepalives_idle=2,
            keepalives_interval=1,
            keepalives_count=3,
            tcp_user_timeout=SILENCE_MILLIS,
        )
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
