"""What becomes of the log when a clock that ran ahead is set right.

Entries that the wrong clock dated in what is now the future are dated again. What readers have
seen stays public; what they have not is judged by the right clock, at the instant it states.
This module is pure.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from releases.timeline import Entry

_TICK = timedelta(milliseconds=1)


def redate(
    entries: Iterable[Entry], now: datetime, served: datetime
) -> tuple[tuple[Entry, Entry], ...]:
    """Return the entries to change, each before and after, for a clock that is set right at `now`.

    `entries` are those that have not taken effect at `now`, `served` the latest instant of the
    wrong clock at which the public was answered or told. Each release keeps its order.
    """
    reached: dict[str, datetime] = {}
    changed: list[tuple[Entry, Entry]] = []
    for entry in sorted(entries, key=lambda entry: (entry.effective, entry.number)):
        after = _right(entry, now, served)
        before = reached.get(entry.release)
        if before is not None and after.effective <= before:
            after = msgspec.structs.replace(after, at=before + _TICK)
        reached[entry.release] = after.effective
        if after != entry:
            changed.append((entry, after))
    return tuple(changed)


def _right(entry: Entry, now: datetime, served: datetime) -> Entry:
    made_at = min(entry.made_at, now)
    was_public = entry.effective <= served
    # An entry that took effect at once has the clock's own instant for its date.
    at_once = entry.made_at > now and entry.at == entry.made_at
    if (was_public and entry.at > now) or at_once:
        return msgspec.structs.replace(entry, at=now, made_at=made_at, day_only=False)
    return msgspec.structs.replace(entry, made_at=made_at)
