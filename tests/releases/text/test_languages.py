"""Tags of languages: one form of each, and what of them a text needs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.text.languages import canonical, language_and_script


@pytest.mark.parametrize(
    ("written", "alone"),
    [
        *(("sv-SE", "sv"), ("SR_latn_rs", "sr-Latn"), ("es-419", "es"), ("EN-gb-oxendict", "en")),
        *(("de-1901", "de"), ("zh-Hant-TW", "zh-Hant"), (" FA ", "fa"), ("en-x-piglatin", "en")),
        *(("svenska", ""), ("", ""), ("x-klingon", ""), ("$-Latn", "")),
    ],
)
def test_the_language_and_script_of_a_tag(written: str, alone: str) -> None:
    assert language_and_script(written) == alone


@given(st.from_regex(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8}){0,3}", fullmatch=True))
def test_a_tag_has_one_form_however_it_is_written(tag: str) -> None:
    one = canonical(tag)
    assert one.lower() == tag.lower()
    assert {canonical(tag.upper()), canonical(tag.lower()), canonical(one)} == {one}
