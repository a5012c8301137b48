"""Random lives of releases: what communicators may do, in any order, at any time.

A step that the rules refuse is left out, so that every log made here is one that could be.
Instants are whole hours, so that ties are common.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from hypothesis import strategies as st

from releases import timeline
from releases.errors import EntryRefused, NotFound
from releases.timeline import Action, Entry, Significance
from tests.builders import HOUR, MORNING, entry

MOMENT = HOUR / 3_600_000


class Step(msgspec.Struct, frozen=True):
    """One thing done: after `wait` hours, with an instant `ahead` hours from then."""

    deed: str
    release: int
    wait: int
    ahead: int
    significance: Significance
    choice: int


class LogSnapshot(msgspec.Struct, frozen=True):
    """The log of all releases as it stood after a step at `now`."""

    now: datetime
    log: tuple[Entry, ...]


DEEDS = (*Action, "cancel", "move", "save")
STEPS = st.builds(
    Step,
    deed=st.sampled_from([str(deed) for deed in DEEDS]),
    release=st.sampled_from([0, 0, 0, 1, 2]),
    wait=st.integers(0, 4),
    ahead=st.integers(-2, 8),
    significance=st.sampled_from(Significance),
    choice=st.integers(0, 7),
)
# A life begins by publishing: steps before that are refused and teach nothing.
LIVES = st.lists(STEPS, min_size=12, max_size=30).map(
    lambda steps: [msgspec.structs.replace(steps[0], deed="publish"), *steps[1:]]
)


def write_history(steps: Iterable[Step]) -> list[LogSnapshot]:
    """Return the log after each step that was allowed, the empty one first."""
    now, logs, world = MORNING, dict[str, tuple[Entry, ...]](), [LogSnapshot(MORNING, ())]
    for number, step in enumerate(steps, 1):
        now += step.wait * HOUR
        release = f"r{step.release}"
        try:
            logs[release] = _after(logs.get(release, ()), step, release, number, now)
        except (EntryRefused, NotFound):
            continue
        world.append(LogSnapshot(now, tuple(e for entries in logs.values() for e in entries)))
    return world


def instants(log: Iterable[Entry]) -> list[datetime]:
    """Return the instants at which anything may change, with the moments around them."""
    known = {instant for e in log for instant in (e.at, e.made_at, e.effective)} | {MORNING}
    return sorted({instant + by for instant in known for by in (-MOMENT, 0 * HOUR, MOMENT)})


LOGS = LIVES.map(lambda steps: write_history(steps)[-1].log)


def _after(
    entries: tuple[Entry, ...], step: Step, release: str, number: int, now: datetime
) -> tuple[Entry, ...]:
    chosen = entries[step.choice % len(entries)].id if entries else ""
    if step.deed == "cancel":
        return timeline.cancel(entries, chosen, now)
    if step.deed == "save":
        return entries
    action = Action(step.deed) if step.deed != "move" else _action(entries, chosen)
    new = entry(
        action,
        now + step.ahead * HOUR,
        id=f"e{number}",
        release=release,
        number=number,
        made_at=now,
        significance=step.significance,
        revision=f"u{number}",
    )
    if step.deed == "move":
        return timeline.move(entries, chosen, new, now)
    return timeline.append(entries, new)


def _action(entries: tuple[Entry, ...], chosen: str) -> Action:
    return next((logged.action for logged in entries if logged.id == chosen), Action.PUBLISH)
