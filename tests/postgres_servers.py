"""A PostgreSQL server asked by its own driver, and its sessions ended as a restart ends them."""

from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.relay import Relay


def ask(url: str, statement: str) -> list[tuple[Any, ...]]:
    """Run a statement on a connection of its own; return its rows."""
    with psycopg.connect(url, autocommit=True) as connection:
        done = connection.execute(statement.encode())
        return done.fetchall() if done.description else []


def end_sessions(url: str) -> int:
    """End all sessions on a database, and return how many once they have ended."""
    ended = ask(
        url,
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    return len(ended)


def relay_to(url: str) -> tuple[Relay, str]:
    """Return a way to a database that can be cut, and its URL that way."""
    there = urlsplit(url)
    relay = Relay(there.hostname or "127.0.0.1", there.port or 5432)
    here = there._replace(netloc=f"{there.username}@127.0.0.1:{relay.port}")
    return relay, here.geturl()
