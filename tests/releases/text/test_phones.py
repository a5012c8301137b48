"""Telephone numbers as they are written in Sweden."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text import phones

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
    assert phones.format_phone(MOBILE) == "070-174 06 05"
    assert phones.link(MOBILE) == "tel:+46701740605"


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("019-602 70 00", "+46196027000", "019-602 70 00"),
        ("08-465 004 05", "+46846500405", "08-465 004 05"),
        ("020-22 22 33", "+4620222233", "020-22 22 33"),
        ("079-765 43 21", "+46797654321", "079-765 43 21"),
        ("0647-123 45", "+4664712345", "0647-123 45"),
        ("0771-414 300", "0771-414 300", "0771-414 300"),
        ("116 123", "116 123", "116 123"),
        ("11 414", "11 414", "11 414"),
        ("+47 22 12 34 56", "+4722123456", "+47 22 12 34 56"),
        ("+1 (212) 736 5000", "+12127365000", "+1 212-736-5000"),
        ("+358 9 123 4567", "+35891234567", "+358 9 1234567"),
    ],
)
def test_numbers_are_shown_as_their_readers_group_them(written: str, kept: str, shown: str) -> None:
    assert phones.to_e164(written) == kept
    assert phones.format_phone(kept) == shown


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
    assert phones.format_phone(written) == written


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
    assert isinstance(phones.format_phone(once), str)
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
    assert tuple(part for number in numbers for part in phones.several(number)) == numbers


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("08-465 004 17 (Pia)", "+46846500417"),
        ("031-390 06 22 vard. 9-12", "+46313900622"),
        ("0980-319 245 kl 10.30-15", "+46980319245"),
        ("070-174 06 44 sms", "+46701740644"),
        ("040-628 04 31 (3 tr)", "+46406280431"),
        ("040-628 04 31 (12)", "+46406280431"),
        ("040-628 04 31 plan 3", "+46406280431"),
        ("+46 70 174 06 44 (endast SMS)", "+46701740644"),
        ("Växel: 08-465 004 17 (dygnet runt)", "+46846500417"),
        ("070-174 06 44/45", "+46701740644"),
        ("070-174 06 44 eller 070-174 06 45", "+46701740644"),
        ("070-174 06 44 CALLNOW", "+46701740644"),
        ("08-465 004 17 ankn. 231", "+46846500417;ext=231"),
        ("08-465 004 17, anknytning 231", "+46846500417;ext=231"),
        ("08-465 004 17 ext 231", "+46846500417;ext=231"),
        ("08-465 004 17 x231", "+46846500417;ext=231"),
        ("+46 8 465 004 17;ext=231", "+46846500417;ext=231"),
        ("1177 dygnet runt", "1177;phone-context=+46"),
        ("0771-31 15 00 knappval 2", "0771311500;phone-context=+46"),
    ],
)
def test_words_and_extensions_behind_a_number_are_not_dialled(written: str, dialled: str) -> None:
    assert phones.to_e164(written) == written
    assert phones.format_phone(written) == written
    assert phones.link(written) == f"tel:{dialled}"


@pytest.mark.parametrize(
    "written",
    [
        *("073-XXX XX XX", "073-xxx xx xx", "08-*** ** **", "031-39 06 __", "0455-30 30 XX"),
        *("+46 73 XXX XX XX", "070-174 06 ??", "070-174 ** **", "070 - … …", "0455-30 30 ••"),
        "FYLL I",
    ],
)
def test_a_blank_is_no_number(written: str) -> None:
    assert phones.to_e164(written) == written
    assert phones.link(written) == ""


@pytest.mark.parametrize(
    "written", ["0701 740 605 77 31", "+46 70 174 06 0", "08-46", "00 46 70 174 06 05 9", "070-000"]
)
def test_a_number_that_nobody_has_stays_as_written(written: str) -> None:
    assert phones.to_e164(written) == written
