"""The guarded clock: an instant is never believed too early, and never taken back."""

import time
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from releases.desk import Order
from releases.timeline import Action
from releases.times import to_millis
from service.clock import HOLD_MILLIS, GuardedClock, MachineTicks
from tests import builders
from tests.builders import DAY, MORNING
from tests.service.serving import ROOM, moment, served

START = to_millis(MORNING)


class FakeTicks:
    """Wall time and time since boot, each moved by the test."""

    def __init__(self) -> None:
        self._wall = START
        self._boot = 50_000

    def wall(self) -> int:
        return self._wall

    def boot(self) -> int:
        return self._boot

    def tick(self) -> float:
        return time.monotonic() + self._boot / 1000

    def go(self, millis: int, *, wall: int | None = None) -> None:
        """Let time pass; `wall` where the wall clock shows another stretch than went by."""
        self._boot += millis
        self._wall += millis if wall is None else wall


def test_time_that_passes_is_followed() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(61_000)
    assert clock.millis() == START + 61_000
    assert clock.held() == timedelta(0)


def test_a_leap_forward_is_held_back_at_the_old_pace() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(1_000, wall=86_400_000)
    assert clock.millis() == START + 1_000
    ticks.go(5_000)
    assert clock.millis() == START + 6_000
    assert clock.held() == timedelta(milliseconds=86_399_000)


def test_a_leap_is_believed_once_it_has_lasted() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(0, wall=86_400_000)
    assert clock.millis() == START
    ticks.go(HOLD_MILLIS)
    assert clock.millis() == START + HOLD_MILLIS
    ticks.go(1)
    assert clock.millis() == START + 86_400_000 + HOLD_MILLIS + 1
    assert clock.held() == timedelta(0)


def test_a_leap_that_is_taken_back_leaves_nothing_behind() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(0, wall=600_000)
    assert clock.held() > timedelta(0)
    ticks.go(10_000, wall=10_000 - 600_000)
    assert clock.millis() == START + 10_000
    assert clock.held() == timedelta(0)
    # A later leap waits its own full time.
    ticks.go(HOLD_MILLIS)
    clock.millis()
    ticks.go(0, wall=600_000)
    assert clock.millis() == START + 10_000 + HOLD_MILLIS


def test_the_small_corrections_of_a_time_service_are_followed() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    for _ in range(100):
        ticks.go(10_000, wall=10_050)
        clock.millis()
    assert clock.millis() == START + 100 * 10_050


def test_a_clock_set_back_stands_still_until_time_has_caught_up() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(10_000)
    reached = clock.millis()
    ticks.go(0, wall=-5_000)
    assert clock.millis() == reached
    ticks.go(4_000)
    assert clock.millis() == reached
    ticks.go(2_000)
    assert clock.millis() == reached + 1_000


def test_time_has_come_as_far_as_the_log_says() -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    clock.raise_floor(MORNING + DAY)
    assert clock.now() == MORNING + DAY
    clock.raise_floor(MORNING - DAY)
    assert clock.now() == MORNING + DAY
    assert GuardedClock(ticks, floor=START + 7).millis() == START + 7


STRETCHES = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(-(10**8), 10**8)), min_size=1, max_size=30
)


@given(STRETCHES)
def test_whatever_the_wall_clock_does_instants_only_go_on(
    stretches: list[tuple[int, int]],
) -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    reached = clock.millis()
    for boot, wall in stretches:
        ticks.go(boot, wall=wall)
        assert clock.millis() >= reached
        assert clock.held() >= timedelta(0)
        reached = clock.millis()


@given(st.integers(2_001, 10**12), st.lists(st.integers(0, 60_000), max_size=20))
def test_during_a_hold_nothing_is_early(leap: int, stretches: list[int]) -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    ticks.go(0, wall=leap)
    passed = 0
    for stretch in stretches:
        ticks.go(stretch)
        passed += stretch
        assert clock.millis() == START + passed


def test_the_machines_own_clocks_agree_with_each_other() -> None:
    clock = GuardedClock(MachineTicks())
    before, after = clock.millis(), clock.millis()
    assert before <= after
    assert clock.held() == timedelta(0)


def test_readers_are_told_of_a_held_clock_and_see_nothing_early(tmp_path: Path) -> None:
    ticks = FakeTicks()
    clock = GuardedClock(ticks)
    with served(tmp_path, clock) as press:
        assert press.get("/health/ready").json() == {"status": "ready", "clock": "in step"}
        due = clock.now() + timedelta(hours=1)
        press.publish(builders.document("Om en timme"), Order(Action.PUBLISH, moment(due)))
        ticks.go(0, wall=7_200_000)
        ready = press.get("/health/ready")
        assert (ready.status, ready.json()["clock"]) == (200, "held")
        assert ready.json()["clock_ahead_seconds"] == 7_200
        assert "pressrum_clock_held_seconds 7200.0" in press.get("/metrics").text
        assert "Om en timme" not in press.get(f"/{ROOM}/feed.rss").text
        ticks.go(HOLD_MILLIS + 1)
        assert "Om en timme" in press.get(f"/{ROOM}/feed.rss").text
        assert press.get("/health/ready").json()["clock"] == "in step"
