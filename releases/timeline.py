"""The one idea: what the public sees is a pure function of the publication log and an instant.

The log is a set of entries. An entry says "from this instant on, the public sees this revision"
(publish, correct) or "no longer sees it" (withdraw). Nothing has to happen at the instant:
whoever asks `public(log, t)` with a later `t` sees it, whoever asks with an earlier one does not.

This module is pure: no clock, no database, no rendering. All instants are aware and UTC.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from releases.errors import EntryRefused, NotFound

# How long feeds go on telling that a release was withdrawn or corrected in substance.
NOTICE = timedelta(days=30)


class Action(StrEnum):
    """What an entry does with a release."""

    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Significance(StrEnum):
    """Whether a correction changes what was said (major) or only how (minor)."""

    MAJOR = "major"
    MINOR = "minor"


class Entry(msgspec.Struct, frozen=True):
    """One line of the publication log.

    `at` is the date shown to the public, `made_at` when the entry was written. `number` counts
    a release's entries in the order they were written. `day_only` marks an `at` of which only
    the calendar day is known. `announce` says whether subscribers are told. `replaces` are the ids
    of the cancelled entries in whose place it was put: the one that was moved, or what was planned.
    """

    id: str
    release: str
    number: int
    revision: str
    action: Action
    at: datetime
    made_at: datetime
    made_by: str = ""
    significance: Significance = Significance.MAJOR
    note: str = ""
    announce: bool = True
    day_only: bool = False
    replaces: tuple[str, ...] = ()

    @property
    def effective(self) -> datetime:
        """The instant from which the entry holds: a backdated entry holds from its writing."""
        return max(self.at, self.made_at)


class State(msgspec.Struct, frozen=True):
    """What the public sees of one release during [since, until); `until` None means for good.

    `revision` is what the public reads or, once withdrawn, read last. `published` never changes;
    `updated` moves on major corrections, withdrawals and returns; `corrections` are the
    corrections in force, oldest first.
    """

    release: str
    entry: Entry
    revision: str
    published: datetime
    day_only: bool
    updated: datetime
    corrections: tuple[Entry, ...]
    since: datetime
    until: datetime | None = None

    @property
    def withdrawn(self) -> bool:
        return self.entry.action is Action.WITHDRAW

    @property
    def notable(self) -> bool:
        """Whether a subscriber who has read the release needs to be told of this state."""
        return self.updated > self.published and self.updated == self.since


def states(entries: Iterable[Entry]) -> tuple[State, ...]:
    """Return the consecutive states of one release, oldest first; empty without entries."""
    found: list[State] = []
    for entry in _in_order(entries):
        state = _next(found[-1] if found else None, entry)
        if found:
            found[-1] = msgspec.structs.replace(found[-1], until=state.since)
        found.append(state)
    return tuple(state for state in found if state.since != state.until)


def state(entries: Iterable[Entry], t: datetime) -> State | None:
    """Return what the public sees of one release at `t`, None where it sees nothing yet."""
    for candidate in states(entries):
        if candidate.since <= t and (candidate.until is None or t < candidate.until):
            return candidate
    return None


def public(log: Iterable[Entry], t: datetime) -> tuple[State, ...]:
    """Return what the public sees at `t`: every release ever published, newest first, ties by id.

    Withdrawn releases are among them, as tombstones (`State.withdrawn`).
    """
    seen = (state(entries, t) for entries in by_release(log).values())
    return newest_first(public_state for public_state in seen if public_state is not None)


def next_instant(log: Iterable[Entry], t: datetime) -> datetime | None:
    """Return the first instant after `t` at which `public(log, ·)` changes, None if never again."""
    instants = (
        later_state.since for entries in by_release(log).values() for later_state in states(entries)
    )
    return min((instant for instant in instants if instant > t), default=None)


def newest_first(public_states: Iterable[State]) -> tuple[State, ...]:
    """Order by `published`, newest first; equal instants by release id."""
    return tuple(
        sorted(sorted(public_states, key=lambda s: s.release), key=_published_at, reverse=True)
    )


def by_release(log: Iterable[Entry]) -> dict[str, list[Entry]]:
    """Group a log by release id."""
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in log:
        groups[entry.release].append(entry)
    return dict(groups)


def append(entries: Sequence[Entry], entry: Entry) -> tuple[Entry, ...]:
    """Return one release's log with `entry` added, or raise `EntryRefused`.

    The first entry publishes. A correction or withdrawal holds only where the release is public
    at that entry's own instant, a publication only where it is not.
    """
    longer = (*entries, entry)
    _refuse_unless_sound(longer, blamed=entry)
    return longer


def cancel(entries: Sequence[Entry], entry_id: str, now: datetime) -> tuple[Entry, ...]:
    """Return one release's log without a future entry, or raise `EntryRefused`.

    What has taken effect stays for ever, and nothing may be left hanging on what is cancelled.
    """
    gone = next((entry for entry in entries if entry.id == entry_id), None)
    if gone is None:
        raise NotFound(what="entry in the log of this release")
    if gone.effective <= now:
        raise EntryRefused("entry", "entry_passed")
    shorter = tuple(entry for entry in entries if entry.id != entry_id)
    _refuse_unless_sound(shorter, blamed=None)
    return shorter


def move(
    entries: Sequence[Entry], entry_id: str, replacement: Entry, now: datetime
) -> tuple[Entry, ...]:
    """Return one release's log with a future entry replaced, or raise `EntryRefused`.

    The intermediate log need not be sound, the result must: a publication may move while a
    correction waits behind it, as long as it stays ahead of it.
    """
    gone = next((entry for entry in entries if entry.id == entry_id), None)
    if gone is not None and gone.effective > now:
        kept = tuple(entry for entry in entries if entry.id != entry_id)
        return append(kept, replacement)
    return cancel(entries, entry_id, now)


def _in_order(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.effective, entry.number))


def _published_at(public_state: State) -> datetime:
    return public_state.published


def _next(before: State | None, entry: Entry) -> State:
    since = entry.effective
    if before is None:
        return State(
            release=entry.release,
            entry=entry,
            revision=entry.revision,
            published=entry.at,
            day_only=entry.day_only,
            updated=entry.at,
            corrections=(),
            since=since,
        )
    corrections = before.corrections
    if entry.action is Action.CORRECT:
        corrections = (*corrections, entry)
    silent = entry.action is Action.CORRECT and entry.significance is Significance.MINOR
    return State(
        release=entry.release,
        entry=entry,
        # What a withdrawal takes back is settled by the log alone: a correction planned when it
        # was approved may since have been cancelled, and must not show through.
        revision=before.revision if entry.action is Action.WITHDRAW else entry.revision,
        published=before.published,
        day_only=before.day_only,
        updated=before.updated if silent else max(before.updated, since),
        corrections=corrections,
        since=since,
    )


def _refuse_unless_sound(entries: Iterable[Entry], blamed: Entry | None) -> None:
    """Raise where the order of effective instants does not make sense."""
    is_public = False
    for entry in _in_order(entries):
        wanted = entry.action is not Action.PUBLISH
        if is_public is not wanted:
            raise _refusal(entry, is_public=is_public, blamed=blamed)
        is_public = entry.action is not Action.WITHDRAW


def _refusal(entry: Entry, *, is_public: bool, blamed: Entry | None) -> EntryRefused:
    if blamed is None or entry.id != blamed.id:
        at = entry.at.isoformat()
        return EntryRefused("at", "entry_in_the_way", action=entry.action, at=at, entry=entry.id)
    if is_public:
        return EntryRefused("action", "public_already")
    if entry.action is Action.CORRECT:
        return EntryRefused("action", "nothing_to_correct")
    return EntryRefused("action", "nothing_to_withdraw")
