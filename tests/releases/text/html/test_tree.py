"""Attributes of outside HTML are cut, and cost nothing to write down."""

import pytest
from lxml.html import fragment_fromstring

from releases.exchange import html
from releases.text.html.tree import parse, serialised

LONG = "x" * 5_000


def test_an_attribute_is_cut_where_no_address_or_text_is_as_long() -> None:
    root = parse(f'<p title="{LONG}" class="kort">Text</p>')
    assert root is not None
    (paragraph,) = root.iter("p")
    assert (len(paragraph.get("title")), paragraph.get("class")) == (4_000, "kort")


@pytest.mark.parametrize("odd", ["\x01", "&#1;", "\ufffe", "&#xfffe;", "\x1f"])
def test_characters_that_no_tree_takes_stop_nothing(odd: str) -> None:
    assert html.to_markdown(f'<p title="{odd}{LONG}">Text <a href="{odd}{LONG}">här</a></p>')
    element = fragment_fromstring("<p>Text</p>")
    assert serialised(element) == "<p>Text</p>"
    root = parse(f'<p title="{odd}<!-- a">Text</p>')
    assert root is not None
    assert "<!--" not in serialised(root)
