"""The HTML of feeds becomes Markdown that means the same, and nothing in it runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.errors import FieldError
from releases.exchange import html
from releases.model import Image
from releases.text import markdown

CASES = {
    "<p>Ett</p><p>Två</p>": "Ett\n\nTvå",
    "Löst <b>fet</b> <em> kursiv</em>": "Löst **fet** *kursiv*",
    "<p>– Bra, säger Maja.</p>": "– Bra, säger Maja.",
    "<p>- Bra, säger Maja.</p><p>-\u00a0Mycket bra.</p>": "– Bra, säger Maja.\n\n– Mycket bra.",
    "<p>&mdash; Bra</p>": "– Bra",
    "<ul><li>a<li>b<ol start=3><li>c</ol></ul>": "* a\n* b\n\n  3. c",
    "<h1>A</h1><h4>B</h4><h2> </h2>": "## A\n\n#### B",
    "<blockquote><p>a<p>b</blockquote>": "> a\n>\n> b",
    "<p>a<br>b<br><br>c</p>": "a  \nb\n\nc",
    "<table><tr><th>A<th>B|C<tr><td>1</table>": "| A | B\\|C |\n| --- | --- |\n| 1 |  |",
    "<table><tr><td><p>a</p><p>b</p></table>": "a\n\nb",
    "<pre>a\n b</pre><code>c`d</code>": "```\na\n b\n```\n\n`` c`d ``",
    "<p>1. a</p><p># b</p><p>* c</p><p>---</p><p>+ d": "1\\. a\n\n\\# b\n\n\\* c\n\n\\---\n\n\\+ d",
    "<p>a_b [c](d) &amp;lt; 2 < 3": "a_b [c\\](d) \\&lt; 2 < 3",
    "<a href='/x (1)'>x</a> <a href='javascript:a'>y</a> <a href='https://[a'>z</a>": (
        "[x](https://a.example/x%20%281%29) y z"
    ),
    "<script>a</script><style>b</style><img src=x onerror=a><!-- c -->": "",
    "<figure><img alt='En buss'><figcaption>Bussen.</figcaption></figure>efter": "efter",
    "<div><img alt=a>b</div><ul> </ul><pre> </pre><blockquote></blockquote>": "b",
    "": "",
}


@pytest.mark.parametrize("source", CASES)
def test_html_becomes_markdown(source: str) -> None:
    assert html.to_markdown(source, "https://a.example/b/") == CASES[source]


@given(st.text("ab 1.)#*_`>|-–+=~[](){}<&;!\\\u00a0å:/", max_size=30))
def test_plain_words_show_as_the_same_words(words: str) -> None:
    source = "<p>x{}</p>".format(words.replace("&", "&amp;").replace("<", "&lt;"))
    shown = markdown.to_text(html.to_markdown(source))
    assert shown.split() == html.to_text(source).split()


@given(st.lists(st.sampled_from([*CASES, "<div>", "</p>", "<b>", "</li>", "å"]), max_size=6))
def test_any_html_becomes_markdown_without_what_runs(pieces: list[str]) -> None:
    shown = markdown.to_html(html.to_markdown("".join(pieces)))
    assert "script" not in shown
    assert "onerror" not in shown


def test_deep_nesting_ends_in_words() -> None:
    assert "x" in html.to_markdown("<div>" * 200 + "x")
    assert "x" in html.to_markdown("<ul><li>" * 100 + "x")
    assert "x" in html.to_markdown("<b>" * 200 + "x")


def test_what_the_parser_would_cut_off_is_refused() -> None:
    with pytest.raises(FieldError, match="deeper"):
        html.to_markdown("<div>" * 5_000 + "x")


def test_pictures_leave_their_words() -> None:
    source = (
        "<figure><img alt='En buss'><figcaption>Ny linje. Foto: Olle Ek</figcaption></figure>"
        "<img src=x><img alt='En älg'>"
    )
    assert html.pictures(source) == (
        Image(alt="En buss", caption="Ny linje.", credit="Olle Ek"),
        Image(alt="En älg"),
    )
