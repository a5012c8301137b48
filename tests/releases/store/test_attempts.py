"""Limits: no more than so many in any span, whoever counts, and whatever the clock does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.clock import Asker
from releases.model import new_id
from releases.store import attempts
from releases.store import clock as clocks
from releases.store.attempts import Counted, Limit
from releases.store.tx import Row, Tx
from releases.times import to_millis
from service.clock.guarded import GuardedClock
from tests.builders import DAY, HOUR, MORNING
from tests.clocks import Machine, ManualClock
from tests.stores import WHO, Desk, open_desk

MINUTE = timedelta(minutes=1)
SHORT = Limit(3, 15 * MINUTE)
ONE = Counted("one", SHORT)
OTHER = Counted("other", Limit(5, HOUR))
HOUR_MILLIS = 3_600_000


def take(desk: Desk, *counted: Counted, attempt: str = "") -> bool:
    return desk.write(attempts.take, counted or (ONE,), attempt or new_id())


def is_full(desk: Desk, *counted: Counted) -> bool:
    return desk.read(attempts.are_full, counted or (ONE,))


def rows(desk: Desk) -> int:
    return len(desk.read(lambda tx: tx.all("SELECT key FROM attempt")))


def commits(desk: Desk) -> int:
    """Return how many transactions have changed something."""
    (mark,) = desk.read(lambda tx: tx.all("SELECT commits FROM mark"))
    return int(mark["commits"])


def test_as_many_as_the_limit_and_no_more(desk: Desk) -> None:
    assert [take(desk) for _ in range(5)] == [True, True, True, False, False]
    assert take(desk, OTHER)


def test_each_counts_for_its_own_time(desk: Desk) -> None:
    for _ in range(3):
        assert take(desk)
        desk.clock.advance(5 * MINUTE)
    # The first has been for fifteen minutes, the second for ten.
    assert [take(desk), take(desk)] == [True, False]
    desk.clock.advance(5 * MINUTE - timedelta(milliseconds=1))
    assert is_full(desk)
    desk.clock.advance(timedelta(milliseconds=1))
    assert [is_full(desk), take(desk), take(desk)] == [False, True, False]


@given(st.lists(st.integers(0, 10), max_size=30))
def test_no_span_holds_more_than_the_limit(
    tmp_path_factory: pytest.TempPathFactory, minutes: list[int]
) -> None:
    with open_desk(tmp_path_factory.mktemp("law") / "p.db") as desk:
        taken: list[datetime] = []
        for pause in minutes:
            desk.clock.advance(pause * MINUTE)
            now = desk.clock.now()
            free = sum(before > now - SHORT.window for before in taken) < SHORT.amount
            assert take(desk) is free
            taken += [now] * free


def test_what_one_key_refuses_counts_for_none(desk: Desk) -> None:
    for _ in range(3):
        take(desk)
    assert not take(desk, OTHER, ONE)
    assert rows(desk) == 3


def test_what_is_given_back_was_never_counted(desk: Desk) -> None:
    take(desk, ONE, OTHER, attempt="right")
    take(desk, ONE, OTHER, attempt="wrong")
    desk.write(attempts.give_back, ("one",), "right")
    assert [take(desk), take(desk), take(desk)] == [True, True, False]
    assert [take(desk, OTHER) for _ in range(4)] == [True, True, True, False]


def test_what_is_over_the_limit_writes_nothing(desk: Desk) -> None:
    for _ in range(3):
        take(desk)
    desk.clock.advance(MINUTE)
    before = commits(desk)
    for _ in range(100):
        assert not take(desk)
    assert commits(desk) == before


def test_a_new_start_forgets_nothing(tmp_path: Path) -> None:
    for number in range(4):
        with open_desk(tmp_path / "p.db") as desk:
            assert take(desk) is (number < 3)


def test_processes_on_one_database_share_a_limit_however_many_count_at_once(
    tmp_path: Path,
) -> None:
    with ExitStack() as stack:
        desks = [stack.enter_context(open_desk(tmp_path / "p.db")) for _ in range(3)]
        pool = stack.enter_context(ThreadPoolExecutor(12))
        answers = list(pool.map(lambda number: take(desks[number % 3], OTHER), range(60)))
        assert answers.count(True) == OTHER.limit.amount
        assert rows(desks[0]) == OTHER.limit.amount


def test_a_slot_that_somebody_took_meanwhile_is_not_taken_again(desk: Desk) -> None:
    """What another transaction did since the slots were counted, on an engine that lets it."""
    full = Counted("full", Limit(1, HOUR))

    def take_late(tx: Tx) -> bool:
        assert not attempts.are_full(tx, (full,))
        assert attempts._take_slot(tx, full, "first")
        return attempts._take_slot(tx, full, "second")

    assert not desk.write(take_late)
    assert rows(desk) == 1


def test_what_is_over_is_deleted(desk: Desk) -> None:
    take(desk, ONE, OTHER)
    assert not desk.read(attempts.has_expired)
    desk.clock.advance(15 * MINUTE)
    assert desk.read(attempts.has_expired)
    assert (desk.write(attempts.forget), rows(desk)) == (1, 1)
    desk.clock.advance(HOUR)
    assert (desk.write(attempts.forget), rows(desk)) == (1, 0)
    assert not desk.read(attempts.has_expired)


@pytest.mark.sqlite("its plans")
def test_what_is_asked_often_reads_no_more_than_a_few_rows(desk: Desk) -> None:
    full = [{"key": f"key {n}", "until": to_millis(MORNING + HOUR)} for n in range(10_000)]
    insert = "INSERT INTO attempt (key, slot, id, until_ms) VALUES (:key, 0, 'a', :until)"
    desk.write(lambda tx: tx.many(insert, full))
    asked: list[str] = []

    class Listening:
        """A transaction whose statements are written down."""

        def __init__(self, tx: Tx) -> None:
            self.now = tx.now
            self._tx = tx

        def one(self, sql: str, **values: object) -> Row | None:
            asked.extend(
                row["detail"] for row in self._tx.all(f"EXPLAIN QUERY PLAN {sql}", **values)
            )
            return self._tx.one(sql, **values)

    def ask(tx: Tx) -> None:
        heard: Any = Listening(tx)
        assert not attempts.are_full(heard, (ONE, OTHER))
        assert not attempts.has_expired(heard)

    desk.read(ask)
    looks = [step for step in asked if "attempt" in step]
    assert len(looks) == 4
    assert all("USING" in step and ("SEARCH" in step or "min" in step) for step in looks), looks


@pytest.mark.parametrize("back", [timedelta(milliseconds=5), MINUTE, 10 * HOUR, 4_000 * DAY])
def test_a_clock_that_goes_back_neither_frees_nor_keeps_for_longer(
    desk: Desk, back: timedelta
) -> None:
    """A clock that keeps no base: what it took ahead of time counts from when that is seen."""
    desk.clock.set(MORNING + back)
    for _ in range(3):
        take(desk)
    desk.clock.set(MORNING)
    assert not take(desk)
    desk.write(attempts.forget)
    desk.clock.advance(SHORT.window + attempts.APART + min(back, MINUTE))
    assert take(desk)


@pytest.fixture
def machine() -> Machine:
    return Machine()


@pytest.fixture
def guarded(tmp_path: Path, machine: Machine) -> Iterator[Desk]:
    clock = GuardedClock(machine, Asker.SERVICE)
    with open_desk(tmp_path / "p.db", clock) as desk:  # type: ignore[arg-type]
        yield desk


@pytest.mark.parametrize("by", [-HOUR_MILLIS, HOUR_MILLIS, -1_000, 1_000])
def test_a_wall_clock_that_leaps_changes_nothing(guarded: Desk, machine: Machine, by: int) -> None:
    for _ in range(3):
        take(guarded)
    machine.step(by)
    machine.go(14 * 60_000)
    assert not take(guarded)
    machine.go(62_000)
    assert take(guarded)


@pytest.mark.parametrize("by", [-HOUR_MILLIS, HOUR_MILLIS, -500 * HOUR_MILLIS, 500 * HOUR_MILLIS])
@pytest.mark.parametrize("how", ["operator", "sources"])
def test_a_clock_that_is_confirmed_leaves_what_was_left(
    guarded: Desk, machine: Machine, by: int, how: str
) -> None:
    for _ in range(3):
        take(guarded)
    machine.go(10 * 60_000)
    machine.step(by)
    assert not take(guarded)
    if how == "operator":
        before, _ = guarded.read(clocks.read)
        base = guarded.clock.confirmed(before, "chef")
        guarded.write(clocks.confirm, base, WHO)
    else:
        machine.true, machine.ahead, machine.sources_agree = machine.wall(), 0, True
        machine._started += by
    assert not take(guarded)
    assert to_millis(guarded.read(lambda tx: tx.now)) == machine.wall()
    machine.go(4 * 60_000)
    assert not take(guarded)
    machine.go(62_000)
    assert take(guarded)


def test_a_start_after_the_clock_was_set_back_leaves_what_was_left(
    tmp_path: Path, machine: Machine
) -> None:
    for number, step in enumerate((0, -5 * HOUR_MILLIS)):
        machine.step(step)
        with open_desk(tmp_path / "p.db", GuardedClock(machine, Asker.SERVICE)) as desk:  # type: ignore[arg-type]
            taken = [take(desk) for _ in range(3)]
            assert taken == [number == 0] * 3
    machine.go(16 * 60_000)
    with open_desk(tmp_path / "p.db", GuardedClock(machine, Asker.SERVICE)) as desk:  # type: ignore[arg-type]
        assert take(desk)


def test_a_clock_kept_in_one_process_alone_counts_the_same(tmp_path: Path) -> None:
    """Two processes a second apart see the same slots, and neither writes them anew."""
    with (
        open_desk(tmp_path / "p.db") as one,
        open_desk(tmp_path / "p.db", ManualClock(MORNING - timedelta(seconds=1))) as other,
    ):
        for _ in range(3):
            take(one)
        before = commits(one)
        assert not take(other)
        assert is_full(other)
        assert commits(one) == before
