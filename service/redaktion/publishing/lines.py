"""The lines of a release's log as the desk tells them: what was called off, moved and replaced."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from releases.store.audit import Deed
from releases.store.log import Line
from releases.timeline import Entry


class Fate(StrEnum):
    """What became of an entry: it stands, another took its place, or nothing did."""

    STANDS = "stands"
    MOVED = "moved"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class Told(msgspec.Struct, frozen=True):
    """A line with its fate; `successor` is the entry that took its place."""

    line: Line
    fate: Fate
    successor: Entry | None = None


def told(lines: Iterable[Line]) -> tuple[Told, ...]:
    """Return the lines with their fates.

    What takes an entry's place is written in the transaction that cancels it, so at the same
    instant and by the same person: with the same text it was moved, with another replaced.
    """
    every = tuple(lines)
    return tuple(_told(line, every) for line in every)


def once(deeds: Iterable[Deed]) -> tuple[Deed, ...]:
    """Return deeds, oldest first, without the cancelling that a move begins with."""
    every = tuple(deeds)
    following = (*every[1:], None)
    return tuple(
        each for each, after in zip(every, following, strict=True) if not _begins(each, after)
    )


def _begins(deed: Deed, after: Deed | None) -> bool:
    if deed.action != "entry.cancel" or after is None or after.action != "entry.move":
        return False
    return (deed.at, deed.who) == (after.at, after.who)


def _told(line: Line, every: tuple[Line, ...]) -> Told:
    if line.cancelled_at is None:
        return Told(line, Fate.STANDS)
    gone = line.entry
    by = (gone.action, line.cancelled_at, line.cancelled_by)
    written = [
        each.entry
        for each in every
        if each.entry.number > gone.number
        and (each.entry.action, each.entry.made_at, each.entry.made_by) == by
    ]
    for each in written:
        if each.revision == gone.revision:
            return Told(line, Fate.MOVED, each)
    return Told(line, Fate.REPLACED, written[0]) if written else Told(line, Fate.CANCELLED)
