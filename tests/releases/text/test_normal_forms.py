"""Marks without end are cut to thirty a letter, so that sorting them costs no more than reading."""

import sys
import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.intake import characters
from releases.text import clean, invisible, normal_forms, search_terms, word_readings

DOORS: dict[str, Callable[[str], object]] = {
    "compose": normal_forms.compose,
    "decompose": normal_forms.decompose,
    "invisible": invisible.clean,
    "clean": lambda text: clean.clean(text, "body", 1_000_000),
    "clean_line": lambda text: clean.clean_line(text, "title", 1_000_000),
    "indexed": word_readings.indexed,
    "question": search_terms.question,
    "intake": characters.clean,
}
PUMPS = {
    "above and below": "\u0301\u0323",
    "Tibetan": "\u0f71\u0f72",
    "Tibetan that falls apart": "\u0f73\u0f71",
    "two in one": "\u0344\u0323",
    "Hebrew": "\u05b0\u05c1\u05bc",
    "musical": "\U0001d165\U0001d16d",
    "hidden between": "\u0301\u0323" * 14 + "\u00ad",
    "joined between": "\u0301\u0323" * 14 + "\u2060",
}
MARKED = st.text(st.sampled_from("aé\u1f82\u0958\u0301\u0323\u0344\u0345\u0f73\u0f71 ”")).map(
    lambda text: text + "\u0301\u0323" * 16 + text
)


@pytest.mark.parametrize("pump", PUMPS)
@pytest.mark.parametrize("door", DOORS)
def test_two_hundred_thousand_marks_take_time_in_proportion(door: str, pump: str) -> None:
    # Sorted in one run they would take a minute.
    text = "a" + PUMPS[pump] * (200_000 // len(PUMPS[pump]))
    began = time.process_time()
    DOORS[door](text)
    assert time.process_time() - began < 2


def test_every_mark_counts() -> None:
    marks = [sign for sign in map(chr, range(sys.maxunicode + 1)) if unicodedata.combining(sign)]
    assert len(marks) > 800
    lengths = {len(normal_forms.decompose("x" + mark * 100)) - 1 for mark in marks}
    assert lengths == {normal_forms.MARKS}


@pytest.mark.parametrize("text", ["e\u0301" * 90, "x" + "\u0301" * 30, "”" * 90, "👩\u200d" * 40])
def test_what_people_write_stays(text: str) -> None:
    assert normal_forms.decompose(text) == unicodedata.normalize("NFD", text)
    assert normal_forms.compose(text) == unicodedata.normalize("NFC", text)


def test_marks_of_the_next_letter_are_counted_anew() -> None:
    marks = "\u0323" * 30
    assert normal_forms.decompose(f"x{marks}{marks}y{marks}") == f"x{marks}y{marks}"


@given(MARKED)
def test_a_normal_form_is_its_own(text: str) -> None:
    composed = normal_forms.compose(text)
    assert normal_forms.compose(composed) == composed
    assert normal_forms.compose(normal_forms.decompose(text)) == composed
