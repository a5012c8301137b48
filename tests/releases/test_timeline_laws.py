"""Laws of the timeline, over every log that the rules allow."""

from datetime import datetime
from itertools import pairwise
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from releases import timeline
from releases.timeline import Action, Entry, Significance, State
from tests.releases.histories import LIVES, LOGS, MOMENT, Step, instants, write_history


def seen(log: tuple[Entry, ...], t: datetime) -> list[State]:
    """What the public sees, but for how long it will last: that is not for the public."""
    return [structs.replace(state, until=None) for state in timeline.public(log, t)]


@given(LOGS)
def test_the_public_sees_only_what_has_taken_effect(log: tuple[Entry, ...]) -> None:
    for t in instants(log):
        effective = tuple(entry for entry in log if entry.effective <= t)
        assert seen(log, t) == seen(effective, t)


@given(LIVES)
def test_nothing_done_now_changes_what_was_public_before_now(lives: list[Step]) -> None:
    for before, after in pairwise(write_history(lives)):
        for t in instants(after.log):
            if t < after.now:
                assert seen(before.log, t) == seen(after.log, t)


@given(LOGS)
def test_the_next_instant_is_the_first_change(log: tuple[Entry, ...]) -> None:
    for t in instants(log):
        following = timeline.next_instant(log, t)
        if following is None:
            assert all(seen(log, later) == seen(log, t) for later in instants(log) if later > t)
        else:
            assert seen(log, following) != seen(log, t)
            assert seen(log, following - MOMENT) == seen(log, t)


@given(LOGS)
def test_states_follow_each_other_without_gap_or_overlap(log: tuple[Entry, ...]) -> None:
    for entries in timeline.by_release(log).values():
        states = timeline.states(entries)
        assert all(one.until == other.since for one, other in pairwise(states))
        assert all(state.until is None or state.since < state.until for state in states)
        assert states[-1].until is None
        assert states[0].since == min(entry.effective for entry in entries)


@given(LOGS)
def test_published_never_changes_and_updated_never_goes_back(log: tuple[Entry, ...]) -> None:
    for entries in timeline.by_release(log).values():
        states = timeline.states(entries)
        assert len({(state.published, state.day_only) for state in states}) == 1
        assert all(one.updated <= other.updated for one, other in pairwise(states))


@given(LOGS)
def test_updated_moves_for_all_but_minor_corrections(log: tuple[Entry, ...]) -> None:
    for entries in timeline.by_release(log).values():
        for before, after in pairwise(timeline.states(entries)):
            told = any(
                entry.effective == after.since
                and (entry.action is not Action.CORRECT or entry.significance is Significance.MAJOR)
                for entry in entries
            )
            assert after.updated == (after.since if told else before.updated)
            assert after.notable == told


@given(LOGS)
def test_a_tombstone_keeps_the_revision_that_was_public_last(log: tuple[Entry, ...]) -> None:
    for entries in timeline.by_release(log).values():
        for before, after in pairwise(timeline.states(entries)):
            tied = [entry for entry in entries if entry.effective == after.since]
            if after.withdrawn and len(tied) == 1:
                assert after.revision == before.revision


@given(LOGS)
def test_a_release_becomes_public_by_a_publication(log: tuple[Entry, ...]) -> None:
    for entries in timeline.by_release(log).values():
        first = min(entries, key=lambda entry: (entry.effective, entry.number))
        assert first.action is Action.PUBLISH


@given(LOGS, st.randoms())
def test_the_order_in_which_a_log_is_read_means_nothing(
    log: tuple[Entry, ...], random: Random
) -> None:
    shuffled = list(log)
    random.shuffle(shuffled)
    for t in instants(log):
        assert timeline.public(shuffled, t) == timeline.public(log, t)


@given(LOGS)
def test_the_newest_stand_first(log: tuple[Entry, ...]) -> None:
    for t in instants(log):
        for one, other in pairwise(timeline.public(log, t)):
            assert one.published >= other.published
            assert one.published > other.published or one.release < other.release
