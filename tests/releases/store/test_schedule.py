"""What the desk shows by time and state is found whole, and by index."""

from datetime import timedelta

import pytest

from releases.store import desklist, schedule
from releases.store.desklist import DeskState
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders as b
from tests.builders import DAY, HOUR, MORNING
from tests.stores import ROOM, Desk


def test_what_is_due_next_comes_first(desk: Desk) -> None:
    late, soon = desk.draft(b.document("Sen")), desk.draft(b.document("Snar"))
    desk.order(late, at=MORNING + DAY)
    desk.order(soon, at=MORNING + HOUR)
    plans = desk.read(schedule.upcoming, ROOM, MORNING, 10)
    assert [plan.title for plan in plans] == ["Snar", "Sen"]
    desk.clock.set(MORNING + HOUR)
    plans = desk.read(schedule.upcoming, ROOM, desk.clock.now(), 10)
    assert [plan.title for plan in plans] == ["Sen"]


def test_a_calendar_shows_an_import_by_the_date_shown(desk: Desk) -> None:
    release = desk.draft(b.document("Gammal"))
    desk.order(release, at=MORNING - 100 * DAY)
    start = MORNING - 101 * DAY
    (plans,) = desk.read(schedule.between, ROOM, start, start + 2 * DAY, MORNING).plans
    assert plans.title == "Gammal"
    assert desk.read(schedule.between, ROOM, MORNING - DAY, MORNING + DAY, MORNING).plans == ()


def test_a_calendar_shows_what_readers_are_told_and_all_that_is_to_come(desk: Desk) -> None:
    release = desk.publish()
    desk.clock.advance(HOUR)
    desk.save(release, b.document("Rättad"))
    desk.order(release, Action.CORRECT, note="Fyra linjer.")
    desk.order(release, Action.WITHDRAW, MORNING + DAY)
    calendar = desk.read(schedule.between, ROOM, MORNING - DAY, MORNING + 2 * DAY, desk.clock.now())
    assert [plan.entry.action for plan in calendar.plans] == ["publish", "correct", "withdraw"]


@pytest.mark.parametrize(("most", "cut"), [(2, True), (5, True), (6, False)])
def test_a_calendar_with_too_much_shows_what_comes_first_and_says_so(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, most: int, cut: bool
) -> None:
    """Whichever way it came to stand there: published, told to readers, still to come."""
    monkeypatch.setattr(schedule, "MOST", most)
    for day in (4, 2):
        desk.order(desk.draft(b.document(f"Utkom {day}")), at=MORNING - day * DAY)
    release = desk.publish(b.document("I dag"))
    desk.clock.advance(HOUR)
    desk.save(release, b.document("I dag", lead="Fyra linjer."))
    desk.order(release, Action.CORRECT, note="Fyra linjer.")
    for day in (3, 2):
        desk.order(desk.draft(b.document(f"Om {day}")), at=MORNING + day * DAY)
    start, end, now = MORNING - 9 * DAY, MORNING + 9 * DAY, desk.clock.now()
    calendar = desk.read(schedule.between, ROOM, start, end, now)
    titles = ["Utkom 4", "Utkom 2", "I dag", "I dag", "Om 2", "Om 3"]
    assert ([plan.title for plan in calendar.plans], calendar.cut) == (titles[:most], cut)


def test_neighbours_in_time_are_others(desk: Desk) -> None:
    own, other = desk.draft(), desk.draft(b.document("Granne"))
    for release in (own, other):
        desk.order(release, at=MORNING + HOUR)
    quarter = timedelta(minutes=15)
    at = MORNING + HOUR
    (neighbours,) = desk.read(schedule.near, ROOM, at - quarter, at + quarter, own.id)
    assert neighbours.title == "Granne"


@pytest.mark.parametrize("state", list(DeskState))
@pytest.mark.sqlite("its plans")
def test_a_list_by_state_never_reads_every_release(desk: Desk, state: DeskState) -> None:
    """The plan of the query names an index for the table of releases."""
    plans: list[str] = []

    class Watched:
        def __init__(self, tx: Tx) -> None:
            self.now, self.full_text, self._tx = tx.now, tx.full_text, tx

        def all(self, sql: str, **values: object) -> object:
            rows = self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)
            plans.extend(row["detail"] for row in rows)
            return ()

    def look(tx: Tx) -> None:
        desklist.page(Watched(tx), ROOM, MORNING, 10, state)  # type: ignore[arg-type] # reads alone

    desk.read(look)
    assert plans
    assert not [plan for plan in plans if plan.startswith("SCAN") and "USING" not in plan]
