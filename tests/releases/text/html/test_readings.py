"""One core reads HTML for feeds, pastes, pages and Word: what one side keeps, the other keeps."""

import re

import pytest
from hypothesis import given

from releases.exchange import html
from releases.exchange.pasted_html import convert_paste
from releases.intake.html.markdown_lines import lines_of, to_markdown
from releases.text import markdown
from releases.text.html.inline import plain
from releases.text.html.tree import parse
from tests.releases.intake.test_html_coverage import PAGES

BASE = "https://a.example/b/"

# Where feeds and pages were read differently, both are now read so.
ALIKE = {
    "<dl><dt>Tid</dt><dd>i dag</dd></dl>": "Tid: i dag",
    "<dl><dt>Tid<br><br></dt><dd>i dag</dd></dl>": "Tid: i dag",
    "<dt></dt>efter": "efter",
    "<table><tr><td>a<tr><td>b</table>": "a\n\nb",
    "<table><tr><td><h2>Nytt</h2><td>b<tr><td>c<td>d</table>": "## Nytt\n\nb\n\nc\n\nd",
    "<table><caption>År</caption><tr><td>a<td>b<tr><td>c<td>d</table>": (
        "År\n\n| a | b |\n| --- | --- |\n| c | d |"
    ),
    "<ul>text<li>a</li></ul>": "text\n\n* a",
    "<li>a</li>": "* a",
    "<ul><li></li></ul>efter": "efter",
    "<ol start=3><li>a</li><li value=7>b</li></ol>": "3. a\n\n7) b",
    "<a href='#not'>not</a> <a>mål</a> <a href=''>tom</a>": "not mål tom",
    "<a href='/x?a=1 2|(ö)'>x</a>": "[x](https://a.example/x?a=1%202%7C%28ö%29)",
    "<a href='tel:+46 10 1'>Ring</a>": "[Ring](tel:+46101)",
    "<a href='mailto:a@b.example?subject=x'>Mejla</a>": "[Mejla](mailto:a@b.example)",
    "<a href='/x'>a] [b</a>": r"[a\] \[b](https://a.example/x)",
    "Ett <b><i>ord</i></b>": "Ett ***ord***",
    "Ett <i>ord <b>fet</b></i> till": "Ett *ord **fet*** till",
    "Ett <b>ord <strong>fet</strong></b>": "Ett **ord fet**",
    "Ett <i>2 * 3</i>": r"Ett *2 \* 3*",
    "Ett <b>ord<br></b>till": "Ett **ord**\ntill",
    "<h2><b>Rubrik</b></h2>": "## Rubrik",
    "<h2><b>Pris*</b></h2>": r"## Pris\*",
    "<h2><div>Rubrik</div><p>text</p></h2>": "## Rubrik\n\ntext",
    "<h2>Så<br><br>här</h2>": "## Så här",
    "<summary>Mer</summary>text": "## Mer\n\ntext",
    "<p>&nbsp;</p><p>&nbsp; a</p>": "a",
    "a<br><br><br>b": "a\n\nb",
    "a <b> b </b> c": "a **b** c",
    "Skriv &lt;a@b.example&gt;": r"Skriv \<a@b.example>",
    "[a]: b [c][d]": r"[a\]: b [c\][d]",
    "a\ud800b": "ab",
    "<p><title>x</title><embed>a": "a",
}


@pytest.mark.parametrize("page", ALIKE)
def test_feeds_and_pages_are_read_alike(page: str) -> None:
    expected = ALIKE[page]
    root = parse(page)
    assert root is not None
    assert to_markdown(root, BASE) == expected
    assert html.to_markdown(page, BASE).replace("  \n", "\n") == expected


@given(PAGES)
def test_a_feed_and_a_page_keep_the_same_words(page: str) -> None:
    root = parse(page)
    if root is not None:
        written, _ = html.write_tree(root, BASE)
        kept = re.findall(r"\w+", markdown.to_text(written))
        assert sorted(kept) == sorted(re.findall(r"\w+", " ".join(lines_of(root))))


def test_lists_nest_in_feeds_and_are_indented_in_lines() -> None:
    page = "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>"
    assert html.to_markdown(page) == "* a\n  1. b\n* c"
    root = parse(page)
    assert root is not None
    assert to_markdown(root) == "* a\n    1. b\n* c"


def test_what_stands_below_a_list_in_an_item_is_not_its_last_item() -> None:
    page = "<ul><li>a<ul><li>b</li></ul><p>c</p></li><li>d<blockquote>e</blockquote></li></ul>"
    assert html.to_markdown(page) == "* a\n  * b\n\n  c\n* d\n\n  > e"


def test_code_shows_as_it_is_in_feeds_and_as_words_in_lines() -> None:
    page = "<pre>a*\n\nb</pre><p><code>c*</code></p>"
    assert html.to_markdown(page) == "```\na*\n\nb\n```\n\n`c*`"
    root = parse(page)
    assert root is not None
    assert to_markdown(root) == "a\\*\n\nb\n\nc\\*"


def test_lists_and_quotes_are_as_deep_as_text_can_be() -> None:
    """Deeper ones go on at that depth, and cost no more."""
    shown = html.to_markdown("<ul><li>" * 200 + "x")
    assert shown == "* " * 9 + "x"
    assert html.to_markdown("<div>" * 200 + "<h2>x</h2>") == "## x"


def test_links_that_lead_nowhere_are_told_by_their_words() -> None:
    page = "<a href='/x'><h3>Kort</h3></a> <a href='javascript:a'>y</a> <a href='/z'></a>"
    assert convert_paste(page).links == ("Kort", "y")


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("*a **b***", "a b"),
        ("***a** b* c*", "a b c*"),
        (r"**a \* b** * c", "a * b * c"),
        ("*a\nb*", "*a\nb*"),
        ("a*b*c **", "abc **"),
    ],
)
def test_emphasis_is_taken_off_as_it_is_put_on(marked: str, words: str) -> None:
    assert plain(marked) == words
