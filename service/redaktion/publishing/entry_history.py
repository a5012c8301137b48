"""The lines of a release's log as the desk tells them: what was called off, moved and replaced."""

from collections.abc import Iterable
from enum import StrEnum

import msgspec

from releases.store.audit import AuditEntry
from releases.store.log import LogLine
from releases.timeline import Entry


class EntryStatus(StrEnum):
    """What became of an entry: it stands, another took its place, or nothing did."""

    STANDS = "stands"
    MOVED = "moved"
    REPLACED = "replaced"
    CANCELLED = "cancelled"


class EntryLine(msgspec.Struct, frozen=True):
    """A line with its fate; `successor` is the entry that took its place."""

    line: LogLine
    fate: EntryStatus
    successor: Entry | None = None


def describe_entries(lines: Iterable[LogLine]) -> tuple[EntryLine, ...]:
    """Return the lines with their fates."""
    every = tuple(lines)
    successors = {gone: line.entry for line in every for gone in line.entry.replaces}
    return tuple(_described(line, successors.get(line.entry.id)) for line in every)


def without_moved(deeds: Iterable[AuditEntry], lines: Iterable[LogLine]) -> tuple[AuditEntry, ...]:
    """Return deeds without the cancelling of entries that were moved: the move tells of it."""
    every = tuple(deeds)
    moves = {line.detail["entry"] for line in every if line.action == "entry.move"}
    moved = {gone for line in lines if line.entry.id in moves for gone in line.entry.replaces}
    return tuple(
        line for line in every if line.action != "entry.cancel" or line.detail["entry"] not in moved
    )


def _described(line: LogLine, successor: Entry | None) -> EntryLine:
    if line.cancelled_at is None:
        return EntryLine(line, EntryStatus.STANDS)
    # What was planned beside that (a correction behind a publication, say) was called off.
    if successor is None or successor.action is not line.entry.action:
        return EntryLine(line, EntryStatus.CANCELLED)
    is_moved = successor.revision == line.entry.revision
    return EntryLine(line, EntryStatus.MOVED if is_moved else EntryStatus.REPLACED, successor)
