"""The database's clock as a function: what passes, what is held, what a start accepts."""

from msgspec import structs

from releases.clock import DAY, LEAP, Asker, Base, Basis, Reading, confirm, renew, serve, time_of
from releases.times import to_millis
from tests.builders import MORNING

START = to_millis(MORNING)
HOUR = 3_600_000
YEAR = 365 * DAY


def reading(passed: int, wall: int | None = None, boot_id: str = "a", **more: bool) -> Reading:
    """Return what the clocks show after so many milliseconds; `wall` where it shows other ones."""
    shown = passed if wall is None else wall
    return Reading(START + shown, 50_000 + passed, boot_id, **more)


def base(basis: Basis = Basis.SERVED) -> Base:
    return structs.replace(renew(None, reading(0)), basis=basis)


def instant(kept: Base, at: Reading) -> int:
    return time_of(kept, at).now - START


def test_without_a_base_the_wall_clock_is_all_there_is() -> None:
    assert time_of(None, reading(7)) == time_of(renew(None, reading(7)), reading(7))


def test_time_that_passes_is_followed() -> None:
    assert time_of(base(), reading(HOUR)) == time_of(None, reading(HOUR))


def test_a_leap_is_held_at_the_pace_of_the_time_since_boot() -> None:
    kept = base()
    for passed in (0, 1, HOUR, 40 * DAY):
        leapt = time_of(kept, reading(passed, passed + YEAR))
        assert (leapt.now, leapt.gap) == (START + passed, YEAR)


def test_a_step_back_delays_nothing() -> None:
    behind = time_of(base(), reading(10 * HOUR, 9 * HOUR))
    assert (behind.now, behind.gap) == (START + 10 * HOUR, -HOUR)


def test_many_small_steps_are_a_leap_however_often_somebody_looks() -> None:
    for pause in (1_000, 40_000, 600_000):
        kept = base()
        for step in range(1, 41):
            now = reading(step * pause, step * pause + step * 1_900)
            kept = renew(kept, now)
        told = time_of(kept, now)
        assert told.gap > 40_000
        assert told.now - START - 40 * pause < 15_000


def test_slewing_of_500_parts_per_million_passes_for_ever() -> None:
    for sign in (1, -1):
        kept, passed = base(), 0
        for pause in (1_000, 30_000, HOUR, DAY) * 200:
            passed += pause
            now = reading(passed, passed + sign * passed // 2_000)
            kept = renew(kept, now)
            assert time_of(kept, now).gap == 0


def test_a_leap_second_passes_in_either_direction() -> None:
    for leap in (1_000, -1_000):
        assert time_of(base(), reading(HOUR, HOUR + leap)).gap == 0


def test_a_leap_does_not_become_right_by_lasting() -> None:
    kept = base()
    for passed in range(0, 40 * DAY, HOUR):
        now = reading(passed, passed + HOUR)
        kept = renew(kept, now)
        assert time_of(kept, now).gap == HOUR
    assert (kept.gap, kept.parted) == (HOUR, START)


def test_a_leap_that_is_taken_back_leaves_nothing_behind() -> None:
    kept = renew(base(), reading(1_000, HOUR))
    assert kept.gap
    kept = renew(kept, reading(2_000))
    assert (kept.gap, kept.epoch, time_of(kept, reading(3_000)).now) == (0, 0, START + 3_000)


def test_a_start_accepts_no_leap_forward_whatever_the_base() -> None:
    for role in Asker:
        for basis in Basis:
            kept = renew(base(basis), reading(1_000, YEAR), role)
            assert instant(kept, reading(1_000, YEAR)) == 1_000


def test_a_start_goes_back_where_nobody_vouched_for_the_later_instant() -> None:
    for basis, role, goes_back in (
        (Basis.FIRST, Asker.COMMAND, True),
        (Basis.FIRST, Asker.SERVICE, True),
        (Basis.SERVED, Asker.SERVICE, True),
        (Basis.BOOT, Asker.SERVICE, True),
        # What a service has seen through, no command undoes.
        (Basis.SERVED, Asker.COMMAND, False),
        (Basis.FIRST, Asker.RUNNING, False),
        (Basis.SOURCES, Asker.SERVICE, False),
        (Basis.OPERATOR, Asker.SERVICE, False),
    ):
        now = reading(0, -YEAR)
        kept = renew(base(basis), now, role)
        assert (instant(kept, now) == -YEAR) is goes_back, (basis, role)
        assert (kept.moved == -YEAR, kept.epoch == 1) == (goes_back, goes_back)


def test_a_base_that_a_service_began_is_kept_by_it() -> None:
    assert renew(None, reading(0), Asker.SERVICE).basis is Basis.SERVED
    assert renew(None, reading(0), Asker.COMMAND).basis is Basis.FIRST


def test_a_service_in_step_keeps_a_base_that_commands_then_respect() -> None:
    kept = renew(base(Basis.FIRST), reading(1_000), Asker.SERVICE)
    assert kept.basis is Basis.SERVED


def test_agreeing_time_sources_move_the_instant_both_ways() -> None:
    for wall in (HOUR, -HOUR):
        now = reading(0, wall, agreed=True)
        kept = renew(base(Basis.OPERATOR), now)
        assert (instant(kept, now), kept.basis, kept.moved) == (wall, Basis.SOURCES, 0)


def test_time_sources_that_agree_in_step_vouch_for_the_base() -> None:
    assert renew(base(), reading(1_000, agreed=True)).basis is Basis.SOURCES


def test_an_operators_word_is_taken_whatever_the_clock_shows() -> None:
    now = reading(0, YEAR)
    kept = confirm(base(), now, "cli")
    assert (instant(kept, now), kept.confirmed_by, kept.epoch) == (YEAR, "cli", 1)
    assert time_of(kept, now).gap == 0
    assert confirm(None, now, "cli").at == START + YEAR


def test_after_a_boot_a_wall_clock_at_most_a_day_later_is_taken() -> None:
    now = reading(0, DAY, "b")
    assert time_of(renew(base(), now), now) == time_of(None, now)
    late = reading(0, DAY + 1, "b")
    assert instant(renew(base(), late), late) == 0


def test_after_a_boot_without_a_battery_instants_go_on_from_the_last_one_known() -> None:
    kept = renew(base(), reading(0, -50 * YEAR, "b"))
    later = reading(HOUR, -50 * YEAR + HOUR, "b")
    assert (instant(kept, later), time_of(kept, later).gap) == (HOUR, -50 * YEAR)


def test_after_a_boot_nothing_goes_behind_what_was_served() -> None:
    kept = serve(base(), reading(20_000))
    now = reading(20_000, -50 * YEAR, "b")
    assert instant(renew(kept, now), now) == 20_000


def test_after_a_boot_a_machine_with_time_sources_waits_for_them() -> None:
    waiting = renew(base(Basis.SOURCES), reading(0, HOUR, "b"))
    assert time_of(waiting, reading(0, HOUR, "b")).gap == HOUR
    agreed = reading(1_000, HOUR, "b", agreed=True)
    assert instant(renew(waiting, agreed), agreed) == HOUR


def test_a_boot_does_not_make_a_held_clock_right() -> None:
    held = renew(base(), reading(0, HOUR))
    now = reading(0, HOUR + 60_000, "b")
    assert instant(renew(held, now), now) == 0


def test_a_boot_that_is_noticed_by_the_readings_alone_is_one() -> None:
    before = structs.replace(base(), boot_id="", boot=10**9)
    now = structs.replace(reading(60_000), boot_id="")
    assert renew(before, now).basis is Basis.BOOT


def test_after_a_boot_within_the_tolerance_nothing_is_moved() -> None:
    now = reading(0, -LEAP, "b")
    assert renew(base(), now).epoch == 0


def test_a_base_that_needs_no_writing_is_the_same() -> None:
    kept = base()
    assert renew(kept, reading(29_000)) is kept
    assert renew(kept, reading(31_000)) != kept
    held = renew(kept, reading(1_000, HOUR))
    assert renew(held, reading(2_000, HOUR + 1_000)) is held
    assert renew(held, reading(2_000, 3 * HOUR)).gap > 2 * HOUR


def test_what_was_served_is_noted_at_the_instant_of_the_database() -> None:
    assert serve(base(), reading(5, YEAR)).served == START + 5


def test_a_database_whose_log_ran_ahead_begins_by_the_wall_clock_and_says_so() -> None:
    kept = renew(None, reading(0), Asker.SERVICE, latest=START + 10 * YEAR)
    assert (kept.at, kept.moved, kept.moved_at) == (START, -10 * YEAR, START)
    assert renew(None, reading(0), Asker.SERVICE, latest=START - YEAR).moved == 0
