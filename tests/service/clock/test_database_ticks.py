"""A server's clock seen from several machines: never early, alike for all, and no leap believed."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.clock import LEAP, Asker, Base
from releases.times import to_millis
from service.clock.database_ticks import DatabaseTicks
from service.clock.guarded import GuardedClock
from tests.builders import MORNING
from tests.clocks import Machine

HOUR = 3_600_000
SKEWS = st.integers(-40_000, 40_000)
DELAYS = st.integers(0, 900)
STEPS = st.lists(st.tuples(st.integers(0, 20_000), DELAYS), min_size=1, max_size=12)
LEAPS = st.integers(HOUR, 40 * HOUR) | st.integers(-40 * HOUR, -HOUR)


class SkewedServer:
    """A database server: a clock that can be set, and the base that is kept in the database."""

    def __init__(self) -> None:
        self.true = to_millis(MORNING)
        self.ahead = 0
        self.base: Base | None = None

    @property
    def shown(self) -> int:
        return self.true + self.ahead


class SkewedReplica:
    """A process on a machine of its own, whose clock is wrong, and which asks the server."""

    def __init__(self, server: SkewedServer, skew: int, role: Asker = Asker.SERVICE) -> None:
        self._server = server
        self.machine = Machine(MORNING)
        self.machine.true = server.true
        self.machine.step(skew)
        self.clock = GuardedClock(DatabaseTicks(self.machine), role)

    def go(self, millis: int) -> None:
        self.machine.go(millis)

    def write(self, delay: int = 0) -> None:
        """Begin a transaction, the server's word on the time under way for `delay`."""
        shown = self._server.shown - delay
        self.clock.observe(shown)
        base = self.clock.renew(self._server.base, 0)
        self._server.base = base
        self.clock.follow(base, self.clock.tell(base).now)

    @property
    def now(self) -> int:
        return self.clock.millis()


def pass_time(server: SkewedServer, millis: int, *replicas: SkewedReplica) -> None:
    server.true += millis
    for replica in replicas:
        replica.go(millis)


@given(SKEWS, STEPS)
def test_an_instant_is_never_ahead_of_the_server_and_behind_by_the_way_back_alone(
    skew: int, steps: list[tuple[int, int]]
) -> None:
    server = SkewedServer()
    replica = SkewedReplica(server, skew)
    for passed, delay in steps:
        pass_time(server, passed, replica)
        replica.write(delay)
        assert server.true - 900 <= replica.now <= server.true
        # Between two questions it goes on with the time since boot.
        pass_time(server, 500, replica)
        assert server.true - 900 <= replica.now <= server.true


@given(SKEWS, SKEWS, STEPS)
def test_two_machines_whose_clocks_are_a_minute_apart_agree(
    one_skew: int, other_skew: int, steps: list[tuple[int, int]]
) -> None:
    server = SkewedServer()
    one, other = SkewedReplica(server, one_skew), SkewedReplica(server, other_skew)
    for passed, delay in steps:
        pass_time(server, passed, one, other)
        one.write(delay)
        other.write()
        assert abs(one.now - other.now) <= 900


@given(SKEWS, SKEWS, LEAPS, STEPS)
def test_a_leap_of_the_servers_clock_is_followed_by_nobody(
    one_skew: int, other_skew: int, leap: int, steps: list[tuple[int, int]]
) -> None:
    server = SkewedServer()
    one, other = SkewedReplica(server, one_skew), SkewedReplica(server, other_skew)
    one.write()
    other.write()
    server.ahead = leap
    for passed, delay in steps:
        pass_time(server, passed, one, other)
        one.write(delay)
        other.write()
        assert abs(one.now - server.true) <= LEAP
        assert abs(other.now - server.true) <= LEAP
        assert abs(one.clock.gap() / timedelta(milliseconds=1) - leap) <= LEAP


@given(SKEWS, SKEWS, st.integers(HOUR, 40 * HOUR), STEPS)
def test_who_starts_while_the_servers_clock_is_ahead_agrees_with_who_saw_it_leap(
    one_skew: int, other_skew: int, leap: int, steps: list[tuple[int, int]]
) -> None:
    server = SkewedServer()
    one = SkewedReplica(server, one_skew)
    one.write()
    server.ahead = leap
    pass_time(server, 1_000, one)
    one.write()
    newcomer = SkewedReplica(server, other_skew)
    for passed, delay in steps:
        pass_time(server, passed, one, newcomer)
        newcomer.write(delay)
        assert abs(newcomer.now - server.true) <= LEAP
        assert abs(newcomer.now - one.now) <= LEAP


@pytest.mark.parametrize("leap", [HOUR, -HOUR])
def test_a_leap_is_followed_by_all_once_somebody_has_confirmed_it(leap: int) -> None:
    server = SkewedServer()
    one, other = SkewedReplica(server, -30_000), SkewedReplica(server, 30_000)
    one.write()
    other.write()
    server.ahead = leap
    pass_time(server, 1_000, one, other)
    one.write()
    assert abs(one.now - server.true) <= LEAP
    server.base = one.clock.confirmed(server.base, "chef@press.example")
    for replica in (one, other):
        replica.write()
        assert abs(replica.now - server.shown) <= LEAP
        assert replica.clock.gap() == timedelta(0)


def test_a_leap_that_is_taken_back_leaves_no_trace() -> None:
    server = SkewedServer()
    one = SkewedReplica(server, 10_000)
    one.write()
    for ahead in (HOUR, 0, -HOUR, 0):
        server.ahead = ahead
        pass_time(server, 60_000, one)
        one.write()
        assert abs(one.now - server.true) <= LEAP
    assert one.clock.gap() == timedelta(0)


def test_slow_drift_of_the_server_is_followed() -> None:
    """As a time service slews it: a hundred parts in a million for a day."""
    server = SkewedServer()
    one = SkewedReplica(server, 0)
    one.write()
    for minute in range(1, 24 * 60):
        pass_time(server, 60_000, one)
        server.ahead = minute * 6
        one.write()
        assert abs(one.now - server.shown) <= 10
    assert one.clock.gap() == timedelta(0)


def test_machines_whose_clocks_run_at_other_speeds_stay_in_step() -> None:
    """By three hundred parts in a million each: thirteen seconds apart after six hours."""
    server = SkewedServer()
    fast, slow = SkewedReplica(server, 0), SkewedReplica(server, 0)
    for _ in range(6 * 60):
        pass_time(server, 60_000)
        fast.go(60_018)
        slow.go(59_982)
        for replica in (fast, slow):
            replica.write()
            assert abs(replica.now - server.true) <= 20
            assert replica.clock.gap() == timedelta(0)


def test_before_the_server_was_asked_the_machine_is_all_there_is() -> None:
    machine = Machine(MORNING)
    ticks = DatabaseTicks(machine)
    assert ticks.wall() == machine.wall()
    ticks.observe(machine.wall() + 5_000)
    assert ticks.wall() == machine.wall() + 5_000
    assert (ticks.boot_id, ticks.tick() >= 0) == ("postgresql", True)


@pytest.mark.parametrize("days", [2, 4_000])
def test_a_start_alone_believes_no_leap_of_more_than_a_day(days: int) -> None:
    server = SkewedServer()
    one = SkewedReplica(server, 0)
    one.write()
    server.true += HOUR
    server.ahead = days * 24 * HOUR
    for _ in range(2):
        newcomer = SkewedReplica(server, 0)
        newcomer.write()
        assert newcomer.now <= server.true
        assert newcomer.clock.gap() > timedelta(days=days - 1)
    pass_time(server, HOUR, one, newcomer)
    one.write()
    assert one.now <= server.true + LEAP


def test_a_stop_of_some_hours_is_no_leap() -> None:
    server = SkewedServer()
    SkewedReplica(server, 0).write()
    server.true += 9 * HOUR
    newcomer = SkewedReplica(server, 30_000)
    newcomer.write()
    assert (newcomer.now, newcomer.clock.gap()) == (server.true, timedelta(0))


@pytest.mark.parametrize("leap", [10_000, HOUR, -HOUR])
def test_what_is_held_for_days_does_not_run_towards_the_wrong_clock(leap: int) -> None:
    server = SkewedServer()
    one = SkewedReplica(server, 0)
    one.write()
    server.ahead = leap
    for _ in range(3 * 24 * 60):
        pass_time(server, 60_000, one)
        one.write()
    assert abs(one.now - server.true) <= LEAP
    assert abs(one.clock.gap() / timedelta(milliseconds=1) - leap) <= LEAP


def test_after_a_move_that_was_confirmed_machines_are_still_kept_together() -> None:
    server = SkewedServer()
    one, other = SkewedReplica(server, 0), SkewedReplica(server, 0)
    one.write()
    other.write()
    server.ahead = HOUR
    pass_time(server, 1_000, one, other)
    one.write()
    server.base = one.clock.confirmed(server.base, "maja")
    one.clock.follow(server.base, server.shown)
    for _ in range(24 * 60):
        server.true += 60_000
        one.go(60_000 + 18)
        other.go(60_000 - 18)
        one.write()
        other.write()
        assert abs(one.now - server.shown) <= 50
        assert abs(other.now - server.shown) <= 50


def test_an_instant_asked_for_before_there_is_a_base_settles_nothing() -> None:
    server = SkewedServer()
    one = SkewedReplica(server, 0)
    one.write()
    server.ahead = HOUR
    pass_time(server, 1_000, one)
    one.write()
    newcomer = SkewedReplica(server, 0)
    newcomer.clock.observe(server.shown)
    newcomer.clock.millis()
    newcomer.write()
    assert abs(newcomer.clock.tell(server.base).now - one.now) <= LEAP
