"""The database's clock in processes: it never goes back, readers and operators are told."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.clock import Asker, renew
from releases.desk.approval import Order
from releases.store import clock as clocks
from releases.timeline import Action
from service.clock import time_sources
from service.clock.guarded import GuardedClock, MachineTicks
from tests import builders
from tests.clocks import Machine
from tests.service.app_server import ROOM, WHO, moment, run_app

MILLISECOND = timedelta(milliseconds=1)


def followed(machine: Machine) -> GuardedClock:
    """A clock that goes by a base taken now."""
    clock = GuardedClock(machine, Asker.SERVICE)
    clock.follow(clock.renew(None, 0), machine.true)
    return clock


STRETCHES = st.lists(
    st.tuples(st.integers(0, 10**7), st.integers(-(10**8), 10**8)), min_size=1, max_size=30
)


@given(STRETCHES)
def test_whatever_the_wall_clock_does_instants_only_go_on_and_are_never_early(
    stretches: list[tuple[int, int]],
) -> None:
    machine = Machine()
    clock = followed(machine)
    reached = clock.millis()
    for passed, step in stretches:
        machine.go(passed)
        machine.step(step)
        now = clock.millis()
        tolerance = 2_000 + sum(stretch for stretch, _ in stretches) * 600 // 1_000_000
        assert reached <= now <= machine.true + tolerance
        assert now >= machine.true - tolerance
        assert clock.gap() or abs(machine.ahead) <= tolerance
        reached = now


def test_a_small_step_back_stands_still_until_time_has_caught_up() -> None:
    machine = Machine()
    clock = followed(machine)
    reached = clock.millis()
    machine.step(-1_500)
    assert clock.millis() == reached
    machine.go(2_000)
    assert clock.millis() == reached + 500


def test_an_older_base_is_not_followed_again() -> None:
    machine = Machine()
    clock = followed(machine)
    old = clock.renew(None, 0)
    machine.step(-3_600_000)
    confirmed = clock.confirmed(old, "cli")
    clock.follow(confirmed, confirmed.at)
    assert clock.millis() == machine.wall()
    clock.follow(old, machine.true)
    assert clock.millis() == machine.wall()


def test_a_restart_does_not_go_behind_what_readers_were_told(tmp_path: Path) -> None:
    machine = Machine()
    clock = GuardedClock(machine, Asker.SERVICE)
    with run_app(tmp_path, clock) as press:
        machine.step(1_900)
        due = clock.now()
        machine.step(1_900)  # Now it is a leap, and instants go by the time since boot.
        press.publish(builders.document("Sedd"), Order(Action.PUBLISH, moment(due)))
        assert "Sedd" in press.get(f"/{ROOM}/feed.rss").text
    with run_app(tmp_path, GuardedClock(machine, Asker.SERVICE)) as press:
        assert "Sedd" in press.get(f"/{ROOM}/feed.rss").text


def test_the_machines_own_clocks_agree_with_each_other() -> None:
    clock = followed_machine()
    before, after = clock.millis(), clock.millis()
    assert before <= after
    assert clock.gap() == timedelta(0)
    assert not clock.wants_renewal()


def followed_machine() -> GuardedClock:
    clock = GuardedClock(MachineTicks())
    base = clock.renew(None, 0)
    clock.follow(base, base.at)
    return clock


def test_a_time_since_boot_that_is_faked_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = MachineTicks()
    true = ticks.boot()
    monkeypatch.setattr("service.clock.guarded.time.clock_gettime_ns", lambda _: 10**18)
    assert abs(ticks.boot() - true) < 60_000


def test_a_boot_clock_without_the_kernels_word_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.clock.guarded._UPTIME", "/nowhere")
    monkeypatch.setattr("service.clock.guarded.time.clock_gettime_ns", lambda _: 5_000_000)
    assert MachineTicks().boot() == 5


def test_time_sources_do_not_agree_with_a_clock_they_do_not_keep() -> None:
    assert time_sources.agree(0) is False


def test_readers_are_told_of_a_held_clock_and_see_nothing_early(tmp_path: Path) -> None:
    machine = Machine()
    clock = GuardedClock(machine, Asker.SERVICE)
    with run_app(tmp_path, clock) as press:
        assert press.get("/health/ready").json()["clock"] == "in step"
        due = clock.now() + timedelta(hours=1)
        press.publish(builders.document("Om en timme"), Order(Action.PUBLISH, moment(due)))
        machine.step(7_200_000)
        ready = press.get("/health/ready")
        assert (ready.status, ready.json()["clock"]) == (200, "held")
        assert ready.json()["clock_ahead_seconds"] == 7_200
        assert "pressrum clock confirm" in ready.json()["clock_says"]
        assert "pressrum_clock_held_seconds 7200.0" in press.get("/metrics").text
        machine.go(3_599_000)
        assert "Om en timme" not in press.get(f"/{ROOM}/feed.rss").text
        machine.go(1_000)
        assert "Om en timme" in press.get(f"/{ROOM}/feed.rss").text
        assert press.get("/health/ready").json()["clock"] == "held"


def test_a_confirmation_is_seen_at_once_by_those_who_read(tmp_path: Path) -> None:
    machine = Machine()
    clock = GuardedClock(machine, Asker.SERVICE)
    with run_app(tmp_path, clock) as press:
        due = clock.now() + timedelta(hours=1)
        press.publish(builders.document("Om en timme"), Order(Action.PUBLISH, moment(due)))
        machine.step(7_200_000)
        assert "Om en timme" not in press.get(f"/{ROOM}/feed.rss").text
        base, _ = press.store.reading(clocks.read).result()
        press.write(clocks.confirm, clock.confirmed(base, "maja"), WHO)
        assert "Om en timme" in press.get(f"/{ROOM}/feed.rss").text
        assert press.get("/health/ready").json()["clock"] == "in step"


def test_a_clock_set_right_backwards_hides_nothing_that_was_read(tmp_path: Path) -> None:
    machine = Machine()
    machine.step(3_600_000)  # Wrong from the start: nothing can tell.
    clock = GuardedClock(machine, Asker.SERVICE)
    with run_app(tmp_path, clock) as press:
        soon, later = (clock.now() + timedelta(minutes=step) for step in (10, 90))
        press.publish(builders.document("Genast"))
        press.publish(builders.document("Snart"), Order(Action.PUBLISH, moment(soon)))
        press.publish(builders.document("Sedan"), Order(Action.PUBLISH, moment(later)))
        machine.go(600_000)
        assert "Snart" in press.get(f"/{ROOM}/feed.rss").text
        machine.step(-3_600_000)
        assert "Snart" in press.get(f"/{ROOM}/feed.rss").text
        base, _ = press.store.reading(clocks.read).result()
        assert renew(base, clock._reading(base)).gap == -3_600_000
        press.write(clocks.confirm, clock.confirmed(base, "maja"), WHO)
        assert clock.millis() - machine.true < 10
        feed = press.get(f"/{ROOM}/feed.rss").text
        assert ("Genast" in feed, "Snart" in feed, "Sedan" in feed) == (True, True, False)
        machine.go((later - clock.now()) // MILLISECOND - 1)
        assert "Sedan" not in press.get(f"/{ROOM}/feed.rss").text
        machine.go(1)
        assert "Sedan" in press.get(f"/{ROOM}/feed.rss").text
        assert len(press.store.reading(clocks.list_misdated).result()) == 3
