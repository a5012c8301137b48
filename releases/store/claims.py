"""Who is delivering which announcement: taken up, settled, postponed, handed back, freed.

A claim is held by an owner, a process at work on the database, until it says what came of it.
It is free again once the owner is gone (`releases.store.presence` knows), or the lease is over.
"""

from collections.abc import Iterable
from datetime import datetime

from releases.refusals import Reason
from releases.store import reasons
from releases.store.outbox import Announcement, announcements
from releases.store.sinks import WITH_WEBHOOK, Cache, Sink, sink_of
from releases.store.tx import Tx, any_of
from releases.times import from_millis, to_millis

# The sinks that are caches, as a range: "purge;" is what comes after every "purge:…".
_CACHE = f"sink >= '{Cache.prefix}' AND sink < '{Cache.prefix[:-1]};'"
_DUE = "state = 'owed' AND next_ms <= :t AND leased_ms <= :t"
# Hubs and receivers fetch through the caches, so these are asked first; but once, not for ever,
# and one that has not answered lately is not waited for at all.
_PURGED = (
    "newsroom NOT IN (SELECT newsroom FROM announcement WHERE state = 'owed' AND attempts = 0 "
    f"AND next_ms <= :t AND {_CACHE} AND sink NOT IN "
    f"(SELECT sink FROM announcement WHERE state = 'owed' AND attempts > 0 AND {_CACHE}))"
)


def due_sinks(tx: Tx, until: datetime | None = None) -> tuple[Sink, ...]:
    """Return the sinks owed something that may be claimed now, and was due by `until` if given."""
    rows = tx.all(
        # Not by an index of sinks, which would walk through all that is planned.
        "SELECT sink, newsroom, url, secret FROM (SELECT DISTINCT sink || '' AS sink "
        f"FROM announcement WHERE {_DUE} AND (({_CACHE}) OR {_PURGED})) AS due {WITH_WEBHOOK} "
        "ORDER BY sink",
        t=_by(tx, until),
    )
    return tuple(map(sink_of, rows))


def claim(
    tx: Tx,
    owner: str,
    sink: Sink,
    lease_until: datetime,
    count: int,
    until: datetime | None = None,
) -> tuple[Announcement, ...]:
    """Take up to `count` announcements to a sink that are due and free; return all that are held.

    What took effect last comes first, and what has failed before comes after everything else.
    A cache's purge of a newsroom comes before all other sinks hear of that newsroom, unless the
    cache still owes an answer to an earlier one. With `until`, only what was due by then is taken.
    """
    left = count
    for which, order in (
        # An announcement is never due before its instant: said again for the index's sake.
        ("attempts = 0 AND instant_ms <= :t", "instant_ms DESC"),
        ("attempts > 0", "next_ms"),
    ):
        purged = "1 = 1" if isinstance(sink, Cache) else _PURGED
        left -= tx.run(
            # Materialized, or PostgreSQL may choose anew for each row of a join, and take them all.
            "UPDATE announcement SET owner = :owner, leased_ms = :lease WHERE id IN ("
            "WITH free AS MATERIALIZED ("
            f"SELECT id FROM announcement WHERE sink = :sink AND {_DUE} AND {which} AND {purged} "
            f"ORDER BY {order} LIMIT :left {tx.skip_locked}) SELECT id FROM free)",
            owner=owner,
            lease=to_millis(lease_until),
            sink=sink.name,
            t=_by(tx, until),
            left=left,
        )
    return announcements(
        tx,
        "owner = :owner AND owner <> '' AND sink = :sink AND state = 'owed' "
        "ORDER BY attempts > 0, instant_ms DESC, announcement.id",
        owner=owner,
        sink=sink.name,
    )


def _by(tx: Tx, until: datetime | None) -> int:
    return to_millis(min(until, tx.now) if until else tx.now)


def settle(tx: Tx, ids: Iterable[str]) -> None:
    """Note that sinks have been told."""
    tx.many(
        "UPDATE announcement SET state = 'done', attempts = attempts + 1, error = '', "
        "owner = '', leased_ms = 0, settled_ms = :now WHERE id = :id",
        [{"id": entry_id, "now": to_millis(tx.now)} for entry_id in ids],
    )


def postpone(tx: Tx, owner: str, announcement_id: str, why: Reason, again: datetime | None) -> None:
    """Note a failed attempt: try `again` then, or never (None), which makes it a dead letter."""
    tx.run(
        "UPDATE announcement SET state = :state, attempts = attempts + 1, error = :error, "
        "owner = '', leased_ms = 0, next_ms = coalesce(:again, next_ms) "
        "WHERE id = :id AND state = 'owed' AND owner = :owner",
        owner=owner,
        id=announcement_id,
        error=reasons.encode(why),
        state="owed" if again else "dead",
        again=to_millis(again) if again else None,
    )


def hand_back(tx: Tx, owner: str, ids: Iterable[str]) -> None:
    """Let go of what was taken up and not begun: no attempt was made."""
    tx.many(
        "UPDATE announcement SET owner = '', leased_ms = 0 "
        "WHERE id = :id AND state = 'owed' AND owner = :owner",
        [{"id": entry_id, "owner": owner} for entry_id in ids],
    )


def owners(tx: Tx) -> tuple[str, ...]:
    """Return all who hold a claim."""
    rows = tx.all(
        "SELECT DISTINCT owner FROM announcement WHERE owner <> '' AND state = 'owed' "
        "ORDER BY owner"
    )
    return tuple(row["owner"] for row in rows)


def free(tx: Tx, gone: Iterable[str]) -> int:
    """Free what owners held that are gone; return how many. They used up no attempt."""
    inside, bound = any_of("owner", gone)
    return tx.run(
        "UPDATE announcement SET owner = '', leased_ms = 0 "
        f"WHERE owner <> '' AND state = 'owed' AND owner IN ({inside})",
        **bound,
    )


def next_due(tx: Tx) -> datetime | None:
    """Return when the next announcement that is still to come is due, None without one."""
    row = tx.one(
        "SELECT min(next_ms) AS ms FROM announcement WHERE state = 'owed' AND next_ms > :t",
        t=to_millis(tx.now),
    )
    return from_millis(row["ms"]) if row and row["ms"] is not None else None
