"""Swedish wall time at the border."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from releases import times
from releases.errors import FieldError, ImpossibleTime

INSTANTS = st.integers(times.to_millis(times.EARLIEST), times.to_millis(times.LATEST) - 1).map(
    times.from_millis
)
# Wall times, the doubled and the missing hours of 2026 more often than chance has them.
LOCAL = st.builds(
    lambda instant, hours: instant.replace(tzinfo=None, microsecond=0) + hours,
    INSTANTS
    | st.sampled_from([datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)]),
    st.integers(0, 240).map(lambda minutes: timedelta(minutes=minutes)),
)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("2026-03-29T02:30", "2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        ("2026-03-29T02:00", "2026-03-29T01:00:00+01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29 02:59:59", "2026-03-29T01:59:59+01:00", "2026-03-29T03:59:59+02:00"),
        ("2027-03-28T02:15", "2027-03-28T01:15:00+01:00", "2027-03-28T03:15:00+02:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"),
        ("2026-10-25T02:00", "2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"),
        ("2026-10-25 02:59:59", "2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59+01:00"),
        ("2027-10-31T02:15", "2027-10-31T02:15:00+02:00", "2027-10-31T02:15:00+01:00"),
    ],
)
def test_a_time_that_names_no_one_instant_is_refused_with_both_that_can_be_meant(
    text: str, before: str, after: str
) -> None:
    with pytest.raises(ImpossibleTime) as caught:
        times.parse(text, "event.starts_at")
    assert caught.value.field == "event.starts_at"
    assert [instant.isoformat() for instant in caught.value.valid] == [before, after]
    assert before in caught.value.message
    assert after in caught.value.message
    # Sent back with its offset, either is accepted.
    for instant in caught.value.valid:
        assert times.parse(instant.isoformat()).at == instant.astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        ("2026-10-25T01:59:59", "2026-10-24T23:59:59Z"),
        ("2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        ("2018-04-03T07:23", "2018-04-03T05:23:00Z"),
        ("2018-04-03 07:23", "2018-04-03T05:23:00Z"),
        ("2018-04-03T07:23:00+02:00", "2018-04-03T05:23:00Z"),
        ("2018-04-03T05:23:00Z", "2018-04-03T05:23:00Z"),
        ("20180403T072300", "2018-04-03T05:23:00Z"),
        (" 2018-12-03T07:23:00.4567 ", "2018-12-03T06:23:00.456Z"),
        ("2026-10-25T02:30+01:00", "2026-10-25T01:30:00Z"),
        ("2018-04-03T07:23+02", "2018-04-03T05:23:00Z"),
        ("2018-04-03 07:23:00 +0200", "2018-04-03T05:23:00Z"),
        # RFC 3339 has both letters in either case, and Swedes write a point.
        ("2018-04-03t05:23z", "2018-04-03T05:23:00Z"),
        ("2018-04-03T07.23", "2018-04-03T05:23:00Z"),
        ("2018-04-03 07.23.30,5+02:00", "2018-04-03T05:23:30.500Z"),
    ],
)
def test_an_instant_is_read_with_its_offset_or_as_swedish_time(text: str, utc: str) -> None:
    moment = times.parse(text)
    assert times.utc_text(moment.at) == utc
    assert not moment.day_only


@pytest.mark.parametrize("text", ["2018-04-17", "20180417"])
def test_a_date_is_the_first_moment_of_the_swedish_day(text: str) -> None:
    moment = times.parse(text)
    assert moment == (datetime(2018, 4, 16, 22, tzinfo=UTC), True)
    assert times.local_day(moment.at) == date(2018, 4, 17)


@pytest.mark.parametrize(
    "text",
    [
        *("", "i morgon", "2018", "2018-04", "2018-W14", "2018-W14-2", "2018-13-01", "2018-02-30"),
        *("2018-04-03T25:00", "2018-04-03T24:00", "2018-04-03T07:60", "07:23", "3 april 2018"),
        # What Python reads as two o'clock, or as a time behind any sign, is no time here.
        *("2018-04-03+02:00", "2018-04-03-07:23", "2018-04-03Z", "2018-04-03T", "2018-04-03x07:23"),
        # A part of a minute, or of an hour, is no usual time, and what looks like one is another.
        *("2018-04-03T07:23.5", "2018-04-03T07,23", "2018-04-03T07:23.30", "2018-04-03T7.23"),
        *("0000-01-01", "2018-04-03T07:23+99:00", "٢٠١٨-٠٤-٠٣", "\ud800", "2018-04-03T07:23\x00"),
    ],
)
def test_what_is_no_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(FieldError, match=r"at: .* is not a time: write 2018-04-03T07:23"):
        times.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *("0001-01-01", "0001-01-01T00:00", "0001-01-01T00:00:00+05:00", "1899-12-31T22:00Z"),
        *("9999-12-31", "9999-12-31T23:59", "9999-12-31T23:59:59-05:00", "2200-01-01T00:00Z"),
    ],
)
def test_a_year_far_away_is_refused(text: str) -> None:
    with pytest.raises(FieldError, match="out of range"):
        times.parse(text)


@given(st.text() | st.from_regex(r"[0-9]{2}[0-9]{2}-[01][0-9]-[0-3][0-9]([T +-][0-9:.,+Z-]{,14})?"))
def test_any_text_that_is_not_refused_is_an_instant(text: str) -> None:
    with suppress(FieldError):
        moment = times.parse(text)
        assert moment.at.tzinfo is UTC
        assert times.EARLIEST <= moment.at < times.LATEST
        assert times.local_text(moment.at)


@given(INSTANTS)
def test_what_is_written_out_reads_back_as_the_same_instant(instant: datetime) -> None:
    assert times.parse(times.utc_text(instant)).at == instant
    assert times.parse(times.local_text(instant)).at == instant
    assert times.from_millis(times.to_millis(instant)) == instant


@given(LOCAL)
def test_a_wall_time_that_is_accepted_is_what_the_clocks_show(local: datetime) -> None:
    try:
        instant = times.resolve(local)
    except ImpossibleTime:
        assume(False)
    assert instant.astimezone(times.STOCKHOLM).replace(tzinfo=None) == local


@given(INSTANTS, st.integers(-14 * 60, 14 * 60))
def test_the_zone_of_an_instant_does_not_matter(instant: datetime, minutes: int) -> None:
    elsewhere = instant.astimezone(timezone(timedelta(minutes=minutes)))
    assert times.to_millis(elsewhere) == times.to_millis(instant)
    assert times.parse(elsewhere.isoformat()).at == instant


def test_an_instant_is_cut_to_milliseconds_never_rounded_up() -> None:
    instant = datetime(2018, 4, 3, 5, 22, 59, 999_999, tzinfo=UTC)
    assert times.utc_text(times.truncate_instant(instant)) == "2018-04-03T05:22:59.999Z"
    before = datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert times.to_millis(before) == -1


def test_an_instant_without_zone_does_not_enter_the_core() -> None:
    with pytest.raises(ValueError, match="without zone"):
        times.to_millis(datetime(2018, 4, 3, 7, 23))  # noqa: DTZ001 - the fault asked about
