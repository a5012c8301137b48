"""A counter that moves whenever public output has changed, for caches to compare."""

from releases.store.tx import Tx
from releases.times import to_millis


def beat(tx: Tx) -> None:
    """Tell every process that what was rendered before this transaction may be old."""
    tx.run(
        "UPDATE pulse SET version = version + 1, latest_ms = :now WHERE id = 1",
        now=to_millis(tx.now),
    )


def keep_time(tx: Tx) -> None:
    """Note the instant of a change that nobody outside sees yet: what was rendered stays good."""
    tx.run("UPDATE pulse SET latest_ms = :now WHERE id = 1", now=to_millis(tx.now))


def version(tx: Tx) -> int:
    """Return the counter."""
    row = tx.one("SELECT version FROM pulse WHERE id = 1")
    return int(row["version"]) if row else 0
