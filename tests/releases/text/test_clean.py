"""Text that every output can carry."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from releases.errors import FieldError
from releases.intake import characters
from releases.text.clean import clean, clean_line

ANY = st.text(st.characters(codec="utf-8")) | st.text(
    "a\u0301\u030aå \t\r\n\x00\x0b\x0c\x1f\x7f\x85\u00a0\u2028\u2029\ufdd0\ufffe\uffff"
    "0א\u00ad\u200b\u200d\u200f\u2011"
)


@pytest.mark.parametrize("mark", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_every_line_end_becomes_a_line_feed(mark: str) -> None:
    assert clean(f"ett{mark}två", "body", 10) == "ett\ntvå"
    assert clean_line(f"ett{mark}två", "title", 10) == "ett två"


def test_control_characters_go_and_meant_ones_stay() -> None:
    assert clean("a\x00b\x07c\x1fd\x7fe\x9ff\ufffeg\uffffh", "body", 10) == "abcdefgh"
    assert clean("a\tb\u00a0c\u2011d\U0001f600", "body", 10) == "a\tb\u00a0c\u2011d\U0001f600"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Hälso\u00advårds\u00adnämnden", "Hälsovårdsnämnden"),
        ("Ek\u200bbacka", "Ekbacka"),
        ("\ufeffRegionen bygger", "Regionen bygger"),
        ("25\u2060 %", "25 %"),
        ("\u200eEkbacka\u200f (\u202aKalmar\u202c)", "Ekbacka (Kalmar)"),
        ("\u2066Anna Ek\u2069", "Anna Ek"),
        ("fram\u200ctid och 4\u200d2", "framtid och 42"),
        ("a\u200b\u030a", "å"),
        ("0480\u2011628 04", "0480-628 04"),
        ("åren 2026\u20102027", "åren 2026-2027"),
        ("\u2011\u00a0Vi bygger, säger Pia Ek.", "-\u00a0Vi bygger, säger Pia Ek."),
        ("Ett\n\u2010 Två", "Ett\n- Två"),
        # What is seen, or needed to be read aright, stays.
        ("e\u2011tjänst", "e\u2011tjänst"),
        ("👩\u200d⚕\ufe0f", "👩\u200d⚕\ufe0f"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\u200fשלום Ekbacka!\u200f", "\u200fשלום Ekbacka!\u200f"),
        ("مرحبا \u2066Region Ek\u2069", "مرحبا \u2066Region Ek\u2069"),
    ],
)
def test_characters_that_nobody_sees_stay_only_where_they_are_needed(
    written: str, kept: str
) -> None:
    assert clean(written, "body", 100) == kept
    assert characters.clean(written).replace("– ", "-\u00a0") == kept


def test_letters_are_composed() -> None:
    assert clean("Va\u0308stra A\u030asen", "title", 20) == "Västra Åsen"


def test_a_line_has_single_spaces_and_keeps_its_no_break_spaces() -> None:
    assert clean_line("  12\u00a0500 \t kr\n\n ", "title", 20) == "12\u00a0500 kr"


def test_a_line_is_counted_as_it_is_kept() -> None:
    assert clean_line("  fem  a\n", "title", 5) == "fem a"
    with pytest.raises(FieldError) as refused:
        clean_line("  sex  aa ", "title", 5)
    assert refused.value.reason.values["length"] == len("sex aa")


def test_half_a_character_is_refused() -> None:
    with pytest.raises(FieldError, match="surrogate") as caught:
        clean("a\ud83d", "lead", 10)
    assert caught.value.field == "lead"


def test_too_much_is_refused_with_both_numbers() -> None:
    with pytest.raises(FieldError, match="11 characters long; 10 is the most"):
        clean("x" * 11, "title", 10)
    assert clean("x" * 10 + "\x00", "title", 10) == "x" * 10


@given(ANY)
def test_clean_text_is_clean_already_and_fits_in_xml(text: str) -> None:
    for cleaned in (clean, clean_line):
        once = cleaned(text, "body", 10_000)
        assert cleaned(once, "body", 10_000) == once
        assert unicodedata.is_normalized("NFC", once)
        element = etree.Element("text")
        element.text = once
        assert etree.fromstring(etree.tostring(element)).text == (once or None)
