"""The rules of the log, one example each."""

import pytest

from releases import timeline
from releases.errors import EntryRefused, NotFound
from releases.timeline import Action, Entry
from tests.builders import DAY, HOUR, MORNING, entry, minor

PUBLISHED = entry()
CORRECTED = entry(Action.CORRECT, MORNING + DAY, number=2)
WITHDRAWN = entry(Action.WITHDRAW, MORNING + 2 * DAY, number=3)


def refused(*entries: Entry, then: Entry) -> str:
    """The field blamed when `then` is appended."""
    with pytest.raises(EntryRefused) as caught:
        timeline.append(entries, then)
    return caught.value.field


def test_a_release_is_public_from_its_instant_on() -> None:
    assert timeline.public([PUBLISHED], MORNING - HOUR / 3_600_000) == ()
    assert [state.release for state in timeline.public([PUBLISHED], MORNING)] == ["r1"]


def test_the_first_entry_publishes() -> None:
    assert timeline.append((), PUBLISHED) == (PUBLISHED,)
    assert refused(then=CORRECTED) == "action"
    assert refused(then=WITHDRAWN) == "action"


def test_what_is_public_is_not_published_again_but_corrected() -> None:
    again = entry(Action.PUBLISH, MORNING + DAY, number=2)
    with pytest.raises(EntryRefused, match="public already"):
        timeline.append((PUBLISHED,), again)


def test_a_correction_may_wait_behind_a_publication_that_is_still_to_come() -> None:
    assert timeline.append((PUBLISHED,), CORRECTED) == (PUBLISHED, CORRECTED)


def test_a_correction_or_withdrawal_before_the_publication_is_refused() -> None:
    for action in (Action.CORRECT, Action.WITHDRAW):
        assert refused(PUBLISHED, then=entry(action, MORNING - DAY, number=2)) == "action"


def test_what_is_withdrawn_can_be_published_again_and_nothing_else() -> None:
    log = (PUBLISHED, WITHDRAWN)
    later = MORNING + 3 * DAY
    returned = entry(Action.PUBLISH, later, number=4)
    assert timeline.append(log, returned) == (*log, returned)
    assert refused(*log, then=entry(Action.CORRECT, later, number=4)) == "action"
    assert refused(*log, then=entry(Action.WITHDRAW, later, number=4)) == "action"


def test_a_withdrawal_ahead_of_a_planned_correction_is_refused_naming_that_one() -> None:
    with pytest.raises(EntryRefused, match=CORRECTED.id) as caught:
        timeline.append((PUBLISHED, CORRECTED), entry(Action.WITHDRAW, MORNING + HOUR, number=3))
    assert caught.value.field == "at"


def test_a_backdated_entry_shows_its_date_but_holds_from_its_writing() -> None:
    late = entry(at=MORNING, made_at=MORNING + 7 * DAY)
    assert timeline.public([late], MORNING + 6 * DAY) == ()
    (state,) = timeline.public([late], MORNING + 7 * DAY)
    assert (state.published, state.updated, state.since) == (MORNING, MORNING, MORNING + 7 * DAY)
    assert not state.notable


def test_a_major_correction_moves_updated_and_a_minor_one_does_not() -> None:
    (major,) = timeline.public([PUBLISHED, CORRECTED], MORNING + 3 * DAY)
    (small,) = timeline.public([PUBLISHED, minor()], MORNING + 3 * DAY)
    assert (major.published, major.updated, major.notable) == (MORNING, MORNING + DAY, True)
    assert (small.published, small.updated, small.notable) == (MORNING, MORNING, False)
    assert small.corrections == (minor(),)


def test_a_withdrawn_release_leaves_a_tombstone_with_its_last_public_revision() -> None:
    corrected = entry(Action.CORRECT, MORNING + DAY, number=2, revision="utgava2")
    withdrawn = entry(Action.WITHDRAW, MORNING + 2 * DAY, number=3, revision="utgava1")
    (state,) = timeline.public([PUBLISHED, corrected, withdrawn], MORNING + 2 * DAY)
    assert (state.withdrawn, state.notable, state.revision) == (True, True, "utgava2")


def test_what_has_taken_effect_is_neither_cancelled_nor_moved() -> None:
    log = (PUBLISHED,)
    moved = entry(at=MORNING + DAY, made_at=MORNING, number=2)
    with pytest.raises(EntryRefused, match="taken effect"):
        timeline.cancel(log, PUBLISHED.id, MORNING)
    with pytest.raises(EntryRefused, match="taken effect"):
        timeline.move(log, PUBLISHED.id, moved, MORNING)


def test_what_is_still_to_come_can_be_cancelled() -> None:
    log = (PUBLISHED, CORRECTED)
    assert timeline.cancel(log, CORRECTED.id, CORRECTED.at - HOUR) == (PUBLISHED,)


def test_an_unknown_entry_is_not_found() -> None:
    with pytest.raises(NotFound):
        timeline.cancel((PUBLISHED,), "okänd", MORNING - HOUR)
    with pytest.raises(NotFound):
        timeline.move((PUBLISHED,), "okänd", CORRECTED, MORNING - HOUR)


def test_a_publication_is_not_cancelled_from_under_a_correction_that_waits() -> None:
    with pytest.raises(EntryRefused, match=CORRECTED.id) as caught:
        timeline.cancel((PUBLISHED, CORRECTED), PUBLISHED.id, MORNING - HOUR)
    assert caught.value.field == "at"


def test_a_publication_moves_with_a_correction_behind_it_but_not_past_that() -> None:
    log = (PUBLISHED, CORRECTED)
    now = MORNING - HOUR
    sooner = entry(at=CORRECTED.at - HOUR, made_at=now, id="ny", number=3)
    later = entry(at=CORRECTED.at + HOUR, made_at=now, id="ny", number=3)
    assert timeline.move(log, PUBLISHED.id, sooner, now) == (CORRECTED, sooner)
    with pytest.raises(EntryRefused, match=CORRECTED.id):
        timeline.move(log, PUBLISHED.id, later, now)


def test_of_entries_at_one_instant_the_later_written_holds_and_there_is_one_state() -> None:
    same = entry(Action.CORRECT, MORNING, number=2, revision="utgava2")
    (state,) = timeline.states([same, PUBLISHED])
    assert (state.revision, state.published, state.since) == ("utgava2", MORNING, MORNING)


def test_releases_of_one_instant_stand_in_the_order_of_their_ids() -> None:
    log = [entry(release=release) for release in ("b", "c", "a")]
    assert [state.release for state in timeline.public(log, MORNING)] == ["a", "b", "c"]


def test_without_entries_there_is_nothing_to_see_or_to_wait_for() -> None:
    assert timeline.public([], MORNING) == ()
    assert timeline.states([]) == ()
    assert timeline.next_instant([], MORNING) is None
