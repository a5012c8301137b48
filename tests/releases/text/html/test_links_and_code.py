"""Links and code beside other signs show as they did, without a mark of Markdown."""

import pytest

from releases.exchange.html import to_markdown
from releases.exchange.pasted_html import convert_paste
from releases.intake import read_html
from releases.text.html.inline import plain
from releases.text.html.tree import parse, text_of
from releases.text.markdown import to_html

ADDRESS = "https://anmal.example/"
LINKED = [
    'Ord!<a href="{}">Boka här</a>',
    'Välkommen!<b><a href="{}">Boka här</a></b> i dag.',
    '<b>Sista veckan!</b><a href="{}">Boka här</a>',
    '<i>Sista veckan!<a href="{}">Boka här</a></i>',
    'Nu!!<span></span><a href="{}">Boka här</a>!',
    'Nu!<a href="#not">*</a><a href="{}">Boka här</a>',
    'Skriv \\!<a href="{}">Boka här</a>',
]
CODED = [
    "<code>a</code><code>b</code>",
    "<code>`a</code><code>b`</code><code>c</code>",
    "<b><code>a</code></b><b><code>b</code></b>",
    "<b><code>a</code></b><code>b</code>",
    '<a href="https://a.example/"><code>list[0]</code></a>',
    '<a href="https://a.example/">Se <code>[x] `y[1]</code> och [z]</a>',
    '<a href="https://a.example/"><code>a</code><code>b[]</code></a>',
]


def shown(markdown: str) -> str:
    root = parse(to_html(markdown))
    return "" if root is None else text_of(root)


@pytest.mark.parametrize("written", LINKED)
def test_a_link_after_an_exclamation_mark_is_a_link_at_every_door(written: str) -> None:
    html = f"<p>{written.format(ADDRESS)}</p>"
    (page,) = read_html(
        "<article><h1>Rubrik om torget i Kallmyra</h1><p>Ett stycke om torget som öppnar.</p>"
        f"{html}<p>Torget öppnar för alla i höst, säger kommunen i dag.</p></article>"
    )
    root = parse(html)
    assert root is not None
    for markdown in (to_markdown(html), convert_paste(html).markdown, page.body):
        assert f'<a href="{ADDRESS}"' in to_html(markdown)
        assert text_of(root) in shown(markdown)


def test_a_line_without_marks_has_the_exclamation_mark_alone() -> None:
    assert plain(to_markdown(f'Ord!<a href="{ADDRESS}">Boka</a>')) == "Ord!Boka"


@pytest.mark.parametrize("html", CODED)
def test_code_shows_what_it_holds(html: str) -> None:
    root = parse(html)
    assert root is not None
    markdown = to_markdown(html)
    assert shown(markdown) == text_of(root)
    assert plain(markdown).count("https:") == 0


@pytest.mark.parametrize("words", ["Tävla med C #", "#", "Nummer ett ##", "C#", "Lag # <b>##</b>"])
@pytest.mark.parametrize("tag", ["h2", "h4"])
def test_a_heading_keeps_the_signs_it_ends_with(tag: str, words: str) -> None:
    html = f"<{tag}>{words}</{tag}>"
    root = parse(html)
    assert root is not None
    markdown = to_markdown(html)
    assert to_html(markdown).startswith(f"<{tag}>")
    assert shown(markdown) == text_of(root)
