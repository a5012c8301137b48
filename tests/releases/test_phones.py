"""Telephone numbers as they are written in Sweden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases import phones

MOBILE = "+46701740605"


@pytest.mark.parametrize(
    "written",
    [
        *("070-174 06 05", "0701-74 06 05", "070 - 174 06 05", "070- 1740605", "0701 740605"),
        *("0701740605", "070 1740605", "070.174.06.05", "(070) 174 06 05"),
        *("+46 70 174 06 05", "+46701740605", "+46(0)70 174 06 05", "+46 (0) 70-174 06 05"),
        *("0046 70 174 06 05", "46 70 174 06 05", "070–174 06 05", "070−174 06 05"),
        *(
            "070-174\u00a006\u00a005",
            "070\u2011174 06 05",
            "  070-174 06 05 ",
            "Tel: 070-174 06 05",
        ),
    ],
)
def test_every_way_of_writing_a_mobile_number_is_the_same_number(written: str) -> None:
    assert phones.to_e164(written) == MOBILE
    assert phones.shown(MOBILE) == "070-174 06 05"
    assert phones.link(MOBILE) == "tel:+46701740605"


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("019-602 70 00", "+46196027000", "019-602 70 00"),
        ("08-465 004 05", "+46846500405", "08-465 004 05"),
        ("020-22 22 33", "+4620222233", "020-22 22 33"),
        ("+47 22 12 34 56", "+4722123456", "+47 22 12 34 56"),
        ("+358 9 123 4567", "+35891234567", "+358 9 1234567"),
    ],
)
def test_numbers_are_shown_as_their_readers_group_them(written: str, kept: str, shown: str) -> None:
    assert phones.to_e164(written) == kept
    assert phones.shown(kept) == shown


@pytest.mark.parametrize(
    "written",
    [
        *("112", "1177", "114 14", "113 13", "116 117", "116 000", "90 000"),
        *("0771-31 15 00", "0770-33 10 00", "077-131 15 00", "+46 771 31 15 00"),
        # Nothing says in which town, which of two, or whether at all.
        *("602 70 00", "12 34 56", "070-174 06 05/06", "070-174 06 05 eller 070-174 06 06"),
        *("växeln", "070-174 06 05 (växel)", "010-476 30 00 ext 5", ""),
    ],
)
def test_what_is_no_one_subscribers_number_stays_as_written(written: str) -> None:
    assert phones.to_e164(written) == written
    assert phones.shown(written) == written


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("1177", "tel:1177;phone-context=+46"),
        ("0771-31 15 00", "tel:0771311500;phone-context=+46"),
        ("växeln", ""),
        ("", ""),
    ],
)
def test_a_number_without_country_is_dialled_within_sweden(stored: str, expected: str) -> None:
    assert phones.link(stored) == expected


@given(st.text() | st.text("0123456789+-– ()/x", max_size=20))
def test_reading_a_number_twice_changes_nothing(written: str) -> None:
    once = phones.to_e164(written)
    assert phones.to_e164(once) == once
    assert isinstance(phones.shown(once), str)
    assert phones.link(once) == "" or phones.link(once).startswith("tel:")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("08-123 456 00, ankn 12", ("08-123 456 00, ankn 12",)),
        ("0771-31 15 00; knappval 2", ("0771-31 15 00; knappval 2",)),
        ("070-174 06 05, 1177", ("+46701740605", "1177")),
        ("070-174 06 05; +47 22 12 34 56,", ("+46701740605", "+4722123456")),
        ("0771-31 15 00, 070-174 06 05", ("0771-31 15 00", "+46701740605")),
        ("070-174 06 05", ("+46701740605",)),
        ("", ("",)),
    ],
)
def test_a_text_is_several_numbers_only_where_each_part_is_one(
    written: str, numbers: tuple[str, ...]
) -> None:
    assert phones.several(written) == numbers
    assert tuple(each for number in numbers for each in phones.several(number)) == numbers
