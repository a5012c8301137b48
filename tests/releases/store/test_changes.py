"""Following the changes: every one met, none twice, whatever is written meanwhile."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import timeline
from releases.desk import approval, newsroom_settings
from releases.desk.approval import Order
from releases.errors import NotFound
from releases.store import changes, log
from releases.store.changes import BEGINNING, ChangeCursor, ChangePage
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from tests import builders as b
from tests.releases.desk_lives import attempt
from tests.releases.histories import LIVES, Step
from tests.stores import ROOM, WHO, Desk, open_desk


def follow(desk: Desk, cursor: ChangeCursor = BEGINNING, count: int = 10) -> ChangePage:
    return desk.read(changes.since, ROOM, cursor, count)


@given(LIVES, st.lists(st.integers(0, 3), min_size=1))
def test_every_change_is_met_exactly_once_in_the_order_of_effect(
    steps: list[Step], sizes: list[int]
) -> None:
    with tempfile.TemporaryDirectory() as folder, open_desk(Path(folder) / "a.db") as desk:
        releases = [desk.draft() for _ in range(3)]
        met: list[str] = []
        cursor = BEGINNING
        for number, step in enumerate(steps):
            # Half of all is done at once: the instant of the reading is the hard case.
            later = desk.clock.now() + step.ahead * b.HOUR
            attempt(desk, releases[step.release], step, later if step.choice % 2 else None)
            # A page size of nought stands for a partner who sleeps this time.
            if size := sizes[number % len(sizes)]:
                page = follow(desk, cursor, size)
                met, cursor = met + [entry.id for entry, _ in page.changes], page.next
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
        lasting = {state.entry.id: state.since for state in states}
        # Of two of one release in one instant, the first is told only to whoever looked between.
        told = [entry for entry in met if entry in lasting]
        assert sorted(told) == sorted(lasting)
        assert told == sorted(told, key=lasting.__getitem__)


def test_a_change_comes_with_the_release_as_it_is_public_now(desk: Desk) -> None:
    release = desk.publish(b.document("Först"))
    desk.clock.advance(b.HOUR)
    desk.save(release, b.document("Sedan"))
    desk.order(release, Action.CORRECT)
    (first, item), (second, same) = follow(desk).changes
    assert [first.action, second.action] == [Action.PUBLISH, Action.CORRECT]
    assert item == same
    assert item.document.title == "Sedan"


def test_what_is_planned_is_not_told_of(desk: Desk) -> None:
    entry = desk.order(desk.draft(), at=b.MORNING + b.HOUR)
    page = follow(desk)
    assert page == ChangePage((), msgspec.structs.replace(BEGINNING, written=""), more=False)
    desk.clock.set(entry.at)
    assert [told for told, _ in follow(desk).changes] == [entry]


def test_a_page_says_whether_there_is_more(desk: Desk) -> None:
    for _ in range(3):
        desk.publish()
    page = follow(desk, count=2)
    assert (len(page.changes), page.more) == (2, True)
    rest = follow(desk, page.next, 2)
    assert (len(rest.changes), rest.more) == (1, False)
    end = follow(desk, rest.next, 2)
    assert end == ChangePage((), rest.next, more=False)


def test_what_is_written_in_the_instant_of_the_reading_comes_after_it(desk: Desk) -> None:
    """Else a change with a smaller id would hide behind a cursor already at this instant."""
    met: set[str] = set()
    cursor = BEGINNING
    for _ in range(20):
        release = desk.publish()
        page = follow(desk, cursor)
        assert [item.id for _, item in page.changes] == [release.id]
        met, cursor = met | {release.id}, page.next
    assert len(met) == 20


def test_what_was_being_written_while_a_partner_looked_is_told_although_it_is_late(
    desk: Desk,
) -> None:
    """Its instant is that of its beginning; by its commit another has come, and been told."""
    slow, due = desk.draft(), desk.draft()
    planned = desk.order(due, at=b.MORNING + b.HOUR)
    _, cursor = follow(desk).changes, follow(desk).next

    def write_slowly(tx: Tx) -> tuple[Entry, ChangePage]:
        entry = approval.approve(tx, slow.ref, Order(Action.PUBLISH), WHO)
        desk.clock.set(planned.at)
        return entry, follow(desk, cursor)

    late, page = desk.write(write_slowly)
    assert [entry for entry, _ in page.changes] == [planned]
    rest = follow(desk, page.next)
    assert [entry for entry, _ in rest.changes] == [late]
    assert late.effective < planned.effective
    assert follow(desk, rest.next) == ChangePage((), rest.next, more=False)


def test_what_is_late_is_told_in_pages_too(desk: Desk) -> None:
    desk.clock.advance(b.HOUR)
    desk.publish()
    cursor = follow(desk).next
    desk.clock.set(b.MORNING)
    late = [desk.publish().id for _ in range(5)]
    desk.clock.set(b.MORNING + 2 * b.HOUR)
    newest = desk.publish().id
    met: list[str] = []
    while (page := follow(desk, cursor, 2)).changes:
        met, cursor = met + [item.id for _, item in page.changes], page.next
    assert sorted(met) == sorted([*late, newest])
    assert met[-1] == newest


def test_a_cursor_tells_nothing_of_what_is_planned(desk: Desk) -> None:
    desk.publish()
    before = follow(desk)
    planned = desk.draft()
    entry = desk.order(planned, at=b.MORNING + b.HOUR)
    assert follow(desk) == before
    desk.cancel(planned, entry)
    desk.clock.set(entry.at)
    assert follow(desk).next == before.next


def test_a_cursor_that_names_what_is_planned_learns_nothing(desk: Desk) -> None:
    desk.publish()
    entry = desk.order(desk.draft(), at=b.MORNING + b.HOUR)
    desk.publish()
    guessed = msgspec.structs.replace(follow(desk).next, written=entry.id)
    unknown = msgspec.structs.replace(guessed, written="a" * 16)
    assert follow(desk, guessed) == follow(desk, unknown)


def test_a_stranger_who_asks_for_changes_never_waits_for_the_writer(desk: Desk) -> None:
    desk.publish()
    assert len(desk.write(lambda _: follow(desk).changes)) == 1


def test_changes_are_one_newsrooms_own(desk: Desk) -> None:
    desk.write(newsroom_settings.add_newsroom, b.newsroom("region-sydlandet"), WHO)
    desk.publish(room="region-sydlandet")
    assert follow(desk).changes == ()
    with pytest.raises(NotFound):
        desk.read(changes.since, "region-okand", BEGINNING, 10)
