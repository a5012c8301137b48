"""Excerpts: the place of the first hit, marked, escaped, and no longer than promised."""

import re

from hypothesis import given
from hypothesis import strategies as st

from feeds.excerpt import LENGTH, excerpt, mark_words
from releases.text.search_terms import question
from tests.feeds.markup_rules import Checked


def test_the_words_that_were_asked_for_are_marked() -> None:
    assert mark_words("Nya bussar & tåg", question("buss tåg")) == (
        "Nya <mark>bussar</mark> &amp; <mark>tåg</mark>"
    )


def test_a_long_text_is_shown_from_a_little_before_the_first_hit() -> None:
    shown = excerpt("Först annat. " * 40 + "Sedan bussen. " + "Mer. " * 80, question("buss"))
    assert shown.startswith("…")
    assert "<mark>bussen</mark>" in shown
    assert shown.endswith("…")
    assert not re.match("…[a-zå-ö]+rst", shown)


def test_without_a_hit_it_is_the_beginning_that_is_shown() -> None:
    assert excerpt("Kort text.", question("buss")) == "Kort text."


@given(st.text(), st.text())
def test_an_excerpt_is_sound_html_of_bounded_length(text: str, typed: str) -> None:
    assert len(Checked(excerpt(text, question(typed))).text) <= LENGTH + 2
