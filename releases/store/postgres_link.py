"""Connections to a server: how long anything may take, and how a URL is told to people."""

from urllib.parse import urlsplit

import psycopg

from releases.store.postgres_tx import Connection, adapt

# A server that says nothing is given up after so long; what waits for a lock, a little later.
CONNECT_SECONDS = 3
SILENCE_MILLIS = 4_000
_OPTIONS = {
    "lock_timeout": 10_000,
    "statement_timeout": 60_000,
    # A process that is stopped half-way lets go of the writer's lock.
    "idle_in_transaction_session_timeout": 15_000,
    # Memory and solid-state disks: to find rows by index costs little more than to read on.
    "random_page_cost": 1.1,
}


def connect(url: str) -> Connection:
    """Return a connection that begins and ends its transactions when told to."""
    options = " ".join(f"-c {name}={value}" for name, value in _OPTIONS.items())
    connection = psycopg.connect(
        url,
        autocommit=True,
        connect_timeout=CONNECT_SECONDS,
        application_name="pressrum",
        options=options,
        client_encoding="UTF8",
        keepalives_idle=2,
        keepalives_interval=1,
        keepalives_count=3,
        tcp_user_timeout=SILENCE_MILLIS,
    )
    return adapt(connection)


def shown(url: str) -> str:
    """Return a URL as people may see it: without user, password and options."""
    parts = urlsplit(url)
    host = parts.hostname or "localhost"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{parts.path}"
