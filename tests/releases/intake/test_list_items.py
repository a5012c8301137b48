"""Lists that were read in: nested as they were, with the numbers they had, on the page as well."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.exchange.html import to_markdown
from releases.intake import list_items, pipeline
from releases.intake.html.reader import read_html
from releases.intake.list_items import ListItem
from releases.text import markdown
from tests.releases.text.html.shown_numbers import shown_numbers

BEFORE = "Simhallen i Norrvik öppnar den 3 maj efter två års bygge, och alla är välkomna."
ALSO = "Bygget har kostat 80 miljoner kronor och blev klart i tid."
AFTER = "Gångvägen till hallen får ny belysning under sommaren."

PAGES = [
    (
        "<ul><li>Bassäng<ul><li>25 meter</li><li>50 meter</li></ul></li><li>Bastu</li></ul>",
        "* Bassäng\n  * 25 meter\n  * 50 meter\n* Bastu",
    ),
    (
        "<ol><li>Ring växeln<ul><li>dagtid</li></ul></li><li>Boka tid</li></ol>",
        "1. Ring växeln\n   * dagtid\n2. Boka tid",
    ),
    (
        "<ol><li>Delar<ol start='3'><li>tredje</li><li>fjärde</li></ol></li><li>Slut</li></ol>",
        "1. Delar\n\n   3. tredje\n   4. fjärde\n2. Slut",
    ),
    (
        "<ol start='2'><li>Ansök</li><li value='4'>Beslut</li><li>Faktura</li></ol>",
        "2. Ansök\n\n4) Beslut\n5) Faktura",
    ),
]
TEXTS = [
    (
        "* Bassäng\n    * 25 meter\n    * 50 meter\n* Bastu",
        "* Bassäng\n  * 25 meter\n  * 50 meter\n* Bastu",
    ),
    (
        "1. Ring\n   - dagtid\n   - kvällstid\n2. Boka",
        "1. Ring\n   * dagtid\n   * kvällstid\n2. Boka",
    ),
    ("\t• Lund\n\t• Malmö\n\t\t• Limhamn", "* Lund\n* Malmö\n  * Limhamn"),
    ("2. Ansök\n4. Beslut\n5. Faktura", "2. Ansök\n\n4) Beslut\n5) Faktura"),
    ("5. Ett\n5. Två\n6. Tre", "5. Ett\n5. Två\n\n6) Tre"),
    ("1. Ett\n1. Två\n1. Tre", "1. Ett\n1. Två\n1. Tre"),
]


@pytest.mark.parametrize(("html", "expected"), PAGES)
def test_lists_of_pages_and_feeds_keep_depth_and_numbers(html: str, expected: str) -> None:
    page = (
        "<!doctype html><html lang='sv'><title>Ny simhall i Norrvik</title><main><article>"
        f"<h1>Ny simhall i Norrvik</h1><p>{BEFORE}</p><p>{ALSO}</p>{html}<p>{AFTER}</p>"
    )
    (record,) = read_html(page)
    assert record.body == f"{ALSO}\n\n{expected}\n\n{AFTER}"
    assert to_markdown(html) == expected


@pytest.mark.parametrize(("text", "expected"), TEXTS)
def test_lists_of_plain_texts_keep_depth_and_numbers(text: str, expected: str) -> None:
    (record,) = pipeline.read(f"Ny simhall i Norrvik\n\n{BEFORE}\n\n{ALSO}\n\n{text}\n\n{AFTER}")
    assert record.body == f"{ALSO}\n\n{expected}\n\n{AFTER}"


numbers = st.one_of(st.none(), st.integers(1, 5), st.integers(1, 12))
items = st.builds(ListItem, st.just("sak"), st.integers(0, 12), numbers, st.sampled_from(".)"))


@settings(max_examples=300)
@given(st.lists(items, min_size=1, max_size=12))
def test_the_page_shows_every_item_with_the_number_it_has(read: list[ListItem]) -> None:
    named = [item._replace(words=f"sak{at}") for at, item in enumerate(read)]
    lines = list_items.write(named)
    text = "".join(
        ("\n\n" if at and line.is_apart else "\n") + line.text
        for at, line in enumerate(lines)
        if line is not None
    )
    shown = markdown.to_html(text)
    assert re.findall(r"sak\d+", shown) == [item.words for item in named]
    assert re.search(r"[*]|\d[.)]", shown) is None
    assert shown_numbers(shown) == written_numbers(named)


def written_numbers(named: list[ListItem]) -> list[int | None]:
    """Return the number each item was written with; one said again counts on, as Markdown does."""
    levels: list[tuple[int, int | None, int | None]] = []
    told: list[int | None] = []
    for item in named:
        above = None
        while len(levels) > 1 and item.indent < levels[-1][0]:
            above = levels.pop()
        if levels and item.indent < levels[-1][0] + 2:
            above = levels.pop()
        if above is None:
            levels.append((item.indent, item.number, item.number))
        else:
            indent, before, shown = above
            repeats = item.number is not None and item.number == before and shown is not None
            now = shown + 1 if repeats and shown is not None else item.number
            levels.append((min(indent, item.indent), item.number, now))
        told.append(levels[-1][2])
    return told
