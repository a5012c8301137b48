"""What counts for a while: each attempt takes a slot under every key it counts for.

A key has as many slots as its limit allows, and a slot is free again when its time is over: a
moving window, exact to the millisecond. No two transactions can take the same slot, so that a limit
holds whichever process counts, and however many do at once.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from releases.store.tx import Row, Tx
from releases.times import to_millis

# No limit looks further back.
LONGEST = timedelta(hours=1)
# By how much the clocks of two processes may differ.
APART = timedelta(seconds=4)
# How many rows one transaction forgets at most: others want to write, too.
BATCH = 2_000


class Limit(msgspec.Struct, frozen=True):
    """So many attempts in any span of so long, at most `LONGEST`."""

    amount: int
    window: timedelta


class Counted(msgspec.Struct, frozen=True):
    """What an attempt counts for: a key, which tells nothing of whom it stands for, and its limit.

    A key has one limit.
    """

    key: str
    limit: Limit


def are_full(tx: Tx, counted: Iterable[Counted]) -> bool:
    """Tell whether one of them has no slot left; writes nothing, and reads no more than they are.

    Those taken under a clock that ran ahead do not count here, but in `take`.
    """
    return any(_taken(tx, each) >= each.limit.amount for each in counted)


def take(tx: Tx, counted: Iterable[Counted], attempt: str) -> bool:
    """Take a slot under every key, or none; False, with nothing written, where one has none left.

    `attempt` is an id of its own, for `give_back`.
    """
    # In one order, so that no two transactions wait for each other.
    ordered = sorted(counted, key=lambda each: each.key)
    for each in ordered:
        _hold_back(tx, "AND key = :key", each.limit.window, key=each.key)
    if are_full(tx, ordered):
        return False
    for position, each in enumerate(ordered):
        if not _take_slot(tx, each, attempt):
            # Somebody else took the last one since it was looked for.
            give_back(tx, (before.key for before in ordered[:position]), attempt)
            return False
    return True


def give_back(tx: Tx, keys: Iterable[str], attempt: str) -> None:
    """Free the slots of an attempt under keys for which it does not count after all."""
    for key in sorted(keys):
        tx.run("DELETE FROM attempt WHERE key = :key AND id = :id", key=key, id=attempt)


def clear(tx: Tx, key: str) -> None:
    """Free every slot of a key."""
    tx.run("DELETE FROM attempt WHERE key = :key", key=key)


def move(tx: Tx, by: int) -> None:
    """Follow a clock that was moved by so many milliseconds: what is left of each time stays."""
    tx.run("UPDATE attempt SET until_ms = until_ms + :by", by=by)


def has_expired(tx: Tx) -> bool:
    """Tell whether there is something to forget, or to hold back."""
    row = tx.one(
        "SELECT (SELECT min(until_ms) FROM attempt) AS first, "
        "(SELECT max(until_ms) FROM attempt) AS last"
    )
    if row is None or row["first"] is None:
        return False
    first, last = int(row["first"]), int(row["last"])
    return first <= to_millis(tx.now) or last > _latest(tx.now, LONGEST)


def forget(tx: Tx) -> int:
    """Delete attempts whose time is over, up to `BATCH`; return how many."""
    _hold_back(tx, "", LONGEST)
    rows = tx.all(
        "SELECT key, slot FROM attempt WHERE until_ms <= :now ORDER BY until_ms LIMIT :most",
        now=to_millis(tx.now),
        most=BATCH,
    )
    tx.many(
        "DELETE FROM attempt WHERE key = :key AND slot = :slot AND until_ms <= :now",
        [
            {"key": row["key"], "slot": row["slot"], "now": to_millis(tx.now)}
            for row in sorted(rows, key=_order)
        ],
    )
    return len(rows)


def _order(row: Row) -> tuple[str, int]:
    return row["key"], row["slot"]


def _taken(tx: Tx, counted: Counted) -> int:
    row = tx.one(
        "SELECT count(*) AS n FROM attempt "
        "WHERE key = :key AND until_ms > :now AND until_ms <= :latest",
        key=counted.key,
        now=to_millis(tx.now),
        latest=_latest(tx.now, counted.limit.window),
    )
    return int(row["n"]) if row else 0


def _take_slot(tx: Tx, counted: Counted, attempt: str) -> bool:
    rows = tx.all("SELECT slot, until_ms FROM attempt WHERE key = :key", key=counted.key)
    held = {row["slot"] for row in rows if row["until_ms"] > to_millis(tx.now)}
    return any(
        tx.run(
            "INSERT INTO attempt (key, slot, id, until_ms) VALUES (:key, :slot, :id, :until) "
            "ON CONFLICT (key, slot) DO UPDATE SET id = excluded.id, until_ms = excluded.until_ms "
            "WHERE attempt.until_ms <= :now",
            key=counted.key,
            slot=slot,
            id=attempt,
            until=to_millis(tx.now + counted.limit.window),
            now=to_millis(tx.now),
        )
        for slot in range(counted.limit.amount)
        if slot not in held
    )


def _hold_back(tx: Tx, where: str, window: timedelta, **values: object) -> None:
    """Let what was taken under a clock that ran ahead count from now, and not from then."""
    tx.run(
        f"UPDATE attempt SET until_ms = :until WHERE until_ms > :latest {where}",
        until=to_millis(tx.now + window),
        latest=_latest(tx.now, window),
        **values,
    )


def _latest(now: datetime, window: timedelta) -> int:
    """Return when the latest ends that can have been taken by a clock in step."""
    return to_millis(now + window + APART)
