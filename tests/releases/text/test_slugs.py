"""Titles in URLs, and which words may name a newsroom."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import FieldError
from releases.text.slugs import MAX_LENGTH, RESERVED, check_newsroom_slug, slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Nya busslinjer till sjukhuset", "nya-busslinjer-till-sjukhuset"),
        ("Åtta älgar på ön Öja", "atta-algar-pa-on-oja"),
        ("ÅTTA ÄLGAR PÅ ÖN", "atta-algar-pa-on"),
        ("Café Söder: idé & musik", "cafe-soder-ide-musik"),
        ("Sjuk\u00advård i nord\u00adväst", "sjukvard-i-nordvast"),
        ("noll\u200bbredd", "nollbredd"),
        ("a\u030a a\u0308 o\u0308", "a-a-o"),
        ("Ærø och Tromsø", "aro-och-tromso"),
        ("– 12 500 kr, säger 1/3!", "12-500-kr-sager-1-3"),
        ("   ", "-"),
        ("", "-"),
        ("!?…", "-"),
    ],
)
def test_a_swedish_title_becomes_plain_words(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_a_long_title_ends_at_a_word() -> None:
    shortened = slug("regionfullmäktige " * 20)
    assert len(shortened) <= MAX_LENGTH
    assert set(shortened.split("-")) == {"regionfullmaktige"}


@given(st.text(st.characters(exclude_categories=())))
def test_any_title_gives_a_short_ascii_slug_that_is_its_own_slug(title: str) -> None:
    shortened = slug(title)
    assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*|-", shortened)
    assert len(shortened) <= MAX_LENGTH
    assert slug(shortened) == shortened


@pytest.mark.parametrize("text", ["region-mellanlandet", "a", "18", "x" * MAX_LENGTH])
def test_a_newsroom_may_be_named_by_letters_digits_and_hyphens(text: str) -> None:
    assert check_newsroom_slug(text) == text


@pytest.mark.parametrize(
    "text",
    ["", "Region", "å", "a b", "a/b", "a.b", "-a", "a-", "٣", "a\n", "x" * 81, *sorted(RESERVED)],
)
def test_any_other_name_is_refused(text: str) -> None:
    with pytest.raises(FieldError) as caught:
        check_newsroom_slug(text)
    assert caught.value.field == "slug"
