"""Places: every county and municipality has its name, and whatever else is its own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text.places import COUNTIES, NAMES, place_code, place_name

SEATS = """
Stockholm Uppsala Nyköping Linköping Jönköping Växjö Kalmar Gotland Karlskrona Malmö Halmstad
Göteborg Karlstad Örebro Västerås Falun Gävle Härnösand Östersund Umeå Luleå
"""
MUNICIPALITIES = [code for code in NAMES if code not in COUNTIES]


def test_there_are_21_counties_and_290_municipalities() -> None:
    assert len(COUNTIES) == 21
    assert len(MUNICIPALITIES) == 290
    assert all(len(code) == 4 and code.isdigit() for code in MUNICIPALITIES)


def test_every_municipality_lies_in_a_county_and_no_two_share_a_name() -> None:
    assert {code[:2] for code in MUNICIPALITIES} == set(COUNTIES)
    assert len(set(NAMES.values())) == len(NAMES)
    assert all(name == name.strip() and name[0].isupper() for name in NAMES.values())
    assert all(NAMES[code].endswith(" län") for code in COUNTIES)


def test_the_table_is_in_the_order_of_the_codes() -> None:
    assert list(NAMES) == sorted(NAMES)


def test_the_seats_of_counties_have_the_codes_that_end_in_80() -> None:
    seats = {NAMES[code] for code in MUNICIPALITIES if code.endswith("80")}
    assert seats == set(SEATS.split())


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Örebro", "1880"),
        ("örebro", "1880"),
        ("Örebro kommun", "1880"),
        ("Örebro län", "18"),
        ("Habo", "0643"),
        ("Håbo", "0305"),
        ("1880", "1880"),
        ("Tranehamn", "Tranehamn"),
        ("", ""),
    ],
)
def test_a_place_may_be_written_by_its_name(written: str, code: str) -> None:
    assert place_code(written) == code


@given(st.sampled_from(list(NAMES)))
def test_names_lead_back_to_their_codes(code: str) -> None:
    assert place_code(place_name(code)) == code


@given(st.text())
def test_what_is_no_code_is_its_own_name(written: str) -> None:
    if written not in NAMES:
        assert place_name(written) == written
