"""Following the changes: every one met, none twice, whatever is written meanwhile."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import desk as deeds
from releases import timeline
from releases.errors import NotFound
from releases.store import changes, log
from releases.store.changes import ChangeCursor, ChangePage
from releases.timeline import Action
from tests import builders as b
from tests.releases.histories import LIVES, Step
from tests.releases.living import attempt
from tests.stores import ROOM, WHO, Desk, opened


def follow(desk: Desk, cursor: ChangeCursor | None, count: int = 10) -> ChangePage:
    return desk.write(changes.since, ROOM, cursor, count)


@given(LIVES, st.lists(st.integers(0, 3), min_size=1))
def test_every_change_is_met_exactly_once_in_the_order_of_effect(
    steps: list[Step], sizes: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "a.db") as desk:
        releases = [desk.draft() for _ in range(3)]
        met: list[str] = []
        cursor = None
        for number, step in enumerate(steps):
            # Half of all is done at once: the instant of the reading is the hard case.
            later = desk.clock.now() + step.ahead * b.HOUR
            attempt(desk, releases[step.release], step, later if step.choice % 2 else None)
            # A page size of nought stands for a partner who sleeps this time.
            if size := sizes[number % len(sizes)]:
                page = follow(desk, cursor, size)
                met, cursor = met + [entry.id for entry, _ in page.changes], page.last
            desk.clock.advance(step.wait * b.HOUR)
        desk.clock.advance(30 * b.DAY)
        page = follow(desk, cursor, 1_000)
        met += [entry.id for entry, _ in page.changes]
        assert not page.more
        states = [
            state
            for entries in timeline.by_release(desk.read(log.everything)).values()
            for state in timeline.states(entries)
        ]
        states.sort(key=lambda state: (state.since, state.release))
        assert met == [state.entry.id for state in states]


def test_a_change_comes_with_the_release_as_it_is_public_now(desk: Desk) -> None:
    release = desk.publish(b.document("Först"))
    desk.clock.advance(b.HOUR)
    desk.save(release, b.document("Sedan"))
    desk.order(release, Action.CORRECT)
    (first, item), (second, same) = follow(desk, None).changes
    assert [first.action, second.action] == [Action.PUBLISH, Action.CORRECT]
    assert item == same
    assert item.document.title == "Sedan"


def test_what_is_planned_is_not_told_of(desk: Desk) -> None:
    entry = desk.order(desk.draft(), at=b.MORNING + b.HOUR)
    assert follow(desk, None) == ChangePage((), None, more=False)
    desk.clock.set(entry.at)
    assert [told for told, _ in follow(desk, None).changes] == [entry]


def test_a_page_says_whether_there_is_more(desk: Desk) -> None:
    for _ in range(3):
        desk.publish()
    page = follow(desk, None, 2)
    assert (len(page.changes), page.more) == (2, True)
    rest = follow(desk, page.last, 2)
    assert (len(rest.changes), rest.more) == (1, False)
    end = follow(desk, rest.last, 2)
    assert (end.changes, end.last, end.more) == ((), rest.last, False)


def test_what_is_written_in_the_instant_of_the_reading_comes_after_it(desk: Desk) -> None:
    """Else a change with a smaller id would hide behind a cursor already at this instant."""
    met: set[str] = set()
    cursor = None
    for _ in range(20):
        release = desk.publish()
        page = follow(desk, cursor)
        assert [item.id for _, item in page.changes] == [release.id]
        met, cursor = met | {release.id}, page.last
    assert len(met) == 20


def test_changes_are_one_newsrooms_own(desk: Desk) -> None:
    desk.write(deeds.add_newsroom, b.newsroom("region-sydlandet"), WHO)
    desk.publish(room="region-sydlandet")
    assert follow(desk, None).changes == ()
    with pytest.raises(NotFound):
        desk.write(changes.since, "region-okand", None, 10)
