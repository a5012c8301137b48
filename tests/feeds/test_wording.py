"""Dates as Swedes write them, and text that is cut or cleaned without losing its sense."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds import characters, wording
from tests import builders as b


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2018, 4, 3, 5, 23, tzinfo=UTC), "3 april 2018 kl. 07.23"),
        (datetime(2018, 12, 31, 23, 30, tzinfo=UTC), "1 januari 2019 kl. 00.30"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 oktober 2026 kl. 02.30"),
    ],
)
def test_an_instant_is_written_in_swedish_in_stockholm_time(
    instant: datetime, expected: str
) -> None:
    assert wording.moment(instant) == expected


def test_where_only_the_day_is_known_no_time_is_made_up() -> None:
    assert wording.moment(b.MORNING, day_only=True) == "3 april 2018"


def test_an_occasion_within_a_day_names_the_day_once() -> None:
    assert wording.occasion(b.event()) == "3 april 2018 kl. 10.23–11.23"


def test_an_occasion_over_midnight_names_both_days() -> None:
    long = b.event(ends_at=b.MORNING + timedelta(days=1))
    assert wording.occasion(long) == "3 april 2018 kl. 10.23 – 4 april 2018 kl. 07.23"


@pytest.mark.parametrize(
    ("spoken", "expected"), [("sv", "2\u00a0000"), ("en", "2,000"), ("fi", "2\u00a0000")]
)
def test_a_number_is_grouped_as_its_language_does(spoken: str, expected: str) -> None:
    assert wording.number(2_000, spoken) == expected


@given(st.text(st.characters(exclude_categories=())))
def test_cleaning_twice_is_cleaning_once_and_always_gives_writable_text(text: str) -> None:
    cleaned = characters.clean(text)
    assert characters.clean(cleaned) == cleaned
    assert cleaned.encode().decode() == cleaned
    assert "\r" not in cleaned


def test_cleaning_takes_away_what_xml_and_html_forbid_and_nothing_else() -> None:
    # XML 1.0 section 2.2, without the C1 controls, which HTML calls errors.
    allowed = {0x9, 0xA, *range(0x20, 0x7F), *range(0xA0, 0xD800), *range(0xE000, 0xFFFE)}
    for code in range(0x11000):
        kept = chr(code) if code in allowed or code > 0xFFFF else ""
        assert characters.clean(f"a{chr(code)}b") == f"a{kept or (chr(10) if code == 0xD else '')}b"


def test_cleaning_keeps_swedish_letters_no_break_spaces_and_emoji() -> None:
    text = "Åsa\u00a0Öberg – ”hej” 👩‍⚕️\tx"
    assert characters.clean(text) == text


@given(st.text("ab ,–", min_size=0, max_size=60), st.integers(min_value=2, max_value=40))
def test_a_shortened_text_is_never_longer_than_asked(text: str, length: int) -> None:
    assert len(characters.shorten(text, length)) <= length or len(text) <= length


def test_a_word_longer_than_the_limit_is_cut_inside() -> None:
    assert characters.shorten("abcdefgh", 4) == "abc…"
