"""A counter that moves whenever public output has changed, for caches to compare."""

from datetime import datetime

from releases.store.tx import Tx
from releases.times import from_millis, to_millis


def beat(tx: Tx) -> None:
    """Tell every process that what was rendered before this transaction may be old."""
    tx.run(
        "UPDATE pulse SET version = version + 1, latest_ms = :now WHERE id = 1",
        now=to_millis(tx.now),
    )


def keep_time(tx: Tx) -> None:
    """Note the instant of a change that nobody outside sees yet: what was rendered stays good."""
    tx.run("UPDATE pulse SET latest_ms = :now WHERE id = 1", now=to_millis(tx.now))


def close_instant(tx: Tx) -> None:
    """Let every later transaction be later than this one, so that a reader's cursor misses none."""
    tx.run("UPDATE pulse SET latest_ms = :now + 1 WHERE id = 1", now=to_millis(tx.now))


def version(tx: Tx) -> int:
    """Return the counter."""
    row = tx.one("SELECT version FROM pulse WHERE id = 1")
    return int(row["version"]) if row else 0


def latest(tx: Tx) -> datetime:
    """Return the newest instant noted: time has come at least this far."""
    row = tx.one("SELECT latest_ms FROM pulse WHERE id = 1")
    return from_millis(row["latest_ms"] if row else 0)
