"""A place in a list comes back as it was written; what was not written here is none."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.model import ID_ALPHABET, ID_LENGTH
from releases.times import EARLIEST, LATEST, from_millis, to_millis
from service.public import cursors

IDS = st.text(ID_ALPHABET, max_size=ID_LENGTH)
INSTANTS = st.integers(to_millis(EARLIEST), to_millis(LATEST) - 1).map(from_millis)


@given(INSTANTS, IDS)
def test_a_place_comes_back_as_it_was_written(instant: datetime, item: str) -> None:
    assert cursors.parse_cursor(cursors.format_cursor(instant, item)) == (instant, item)


@given(st.text(max_size=40))
def test_no_text_is_more_than_a_place_or_none(text: str) -> None:
    place = cursors.parse_cursor(text)
    assert place is None or cursors.parse_cursor(cursors.format_cursor(*place)) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "-",
        "x-",
        f"1-{'a' * (ID_LENGTH + 1)}",
        "1-A",
        "9999999999999-",
        f"{'9' * 5000}-",
        "1--",
        "１-",
        "1-\n",
    ],
)
def test_what_was_not_written_here_is_no_place(text: str) -> None:
    assert cursors.parse_cursor(text) is None
