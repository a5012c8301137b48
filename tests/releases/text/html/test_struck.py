"""Struck-out text is no text at any door, in no part of it, and is told where it was."""

import io

import pytest
from msgspec.structs import replace

from releases.exchange import feed
from releases.exchange.documents import to_document
from releases.exchange.items import ImportedItem
from releases.exchange.pasted_html import convert_paste
from releases.intake import read_html
from releases.model import Kind
from releases.text.html import struck
from releases.text.html.tree import parse, text_of
from tests.costs import cost

STYLE = (
    "<style>p { margin: 0 } .old, span.gone { color: red; text-decoration: line-through }</style>"
)
STRUCK = [
    "Priset är <s>90</s> 70 kronor.",
    "Priset är <strike>90</strike> 70 kronor.",
    "Priset är <del><b>90</b></del> <ins>70</ins> kronor.",
    '<b style="text-decoration:underline line-through red">Priset är 90.</b> Nu är det 70 kronor.',
    'Priset är <font style="TEXT-DECORATION-LINE: line-through">90</font> 70 kronor.',
    f'{STYLE}Priset är <i class="x old">90</i> 70 kronor.',
    f'{STYLE}Priset är <span class="gone">90</span> 70 kronor.',
    "Priset är <code>i dag <s>90</s></code> 70 kronor.",
    "Priset är <sup><s>90</s></sup> 70 kronor.",
    "<pre>Priset är <s>90</s>70 kronor.</pre>",
]
KEPT = [
    '<s style="text-decoration: none">Priset är 70 kronor.</s>',
    '<del style="color:red;text-decoration:none">Priset är 70 kronor.</del>',
    f'{STYLE}<b class="gone older">Priset är 70 kronor.</b>',
    '<u style="text-decoration: underline">Priset är 70 kronor.</u>',
    "<ins>Priset är 70 kronor.</ins>",
]
PAGE = "<main><h1>Ny badplats</h1><p>Badplatsen öppnar i dag i Ekby.</p><p>{}</p></main>"
RSS = '<rss version="2.0"><channel><item><title>Ny</title>{}</item></channel></rss>'.format(
    "<description><![CDATA[{}]]></description>"
)


def of_feed(html: str) -> ImportedItem:
    ((_, item),) = feed.read_feed(io.BytesIO(RSS.format(html).encode()))
    return item


@pytest.mark.parametrize("html", STRUCK)
def test_what_is_struck_out_is_no_text_at_any_door_and_told(html: str) -> None:
    item, piece = of_feed(html), convert_paste(html)
    (page,) = read_html(PAGE.format(html))
    for text in (to_document(item, Kind.NEWS).body, piece.markdown, page.lead + page.body):
        assert "90" not in text
        assert "70 kronor." in text
    assert any("90" in line for line in page.dropped)
    assert any("90" in words for words in piece.struck)
    assert any("struck" in fault and "90" in fault for fault in item.faults)


@pytest.mark.parametrize("html", KEPT)
def test_what_only_looks_so_by_its_element_is_kept(html: str) -> None:
    item, piece = of_feed(html), convert_paste(html)
    assert "70 kronor." in to_document(item, Kind.NEWS).body
    assert "70 kronor." in piece.markdown
    assert (item.faults, piece.struck) == ((), ())


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("summary", "<p>Badet öppnar <del>i maj</del> i juni.</p>"),
        ("content", "<ul><li><s>Kaffe i maj</s></li><li>Te i juni</li></ul>"),
        ("content", "<h2>Öppet <s>i maj</s> i juni</h2><p>Hej.</p>"),
        ("content", "<table><tr><td><s>i maj</s></td><td>i juni</td></tr></table>"),
        (
            "content",
            '<figure><img src="a" alt="Bad"><figcaption>Badet <s>i maj</s> i juni.</figcaption>'
            "</figure>",
        ),
    ],
)
def test_every_part_of_an_item_is_without_it(field: str, written: str) -> None:
    item = replace(ImportedItem(title="a", content="<p>Annat.</p>"), **{field: written})
    made = str(to_document(item, Kind.NEWS))
    assert "i maj" not in made
    assert "i juni" in made


def test_an_escaped_title_is_told_too() -> None:
    text = RSS.format("Text.").replace("<title>Ny", "<title>Ny &lt;s&gt;gammal&lt;/s&gt; bro")
    ((_, item),) = feed.read_feed(io.BytesIO(text.encode()))
    assert (item.title, len(item.faults)) == ("Ny bro", 1)


def test_an_item_nested_beyond_reason_is_refused_by_itself() -> None:
    item = of_feed("<div>" * 5_000 + "<s>x</s>")
    assert item.title == "Ny"


def test_words_within_words_are_told_once() -> None:
    root = parse("<p>a <s>b <del>c</del> d</s> e</p>")
    assert root is not None
    assert struck.take(root) == ["b c d"]
    assert text_of(root) == "a e"


@pytest.mark.parametrize(
    "html",
    [
        "x<s>y</s>" * 60_000,
        "<s>" * 1_500 + "x" * 500_000,
        "<style>" + ".a" * 100_000 + "{text-decoration:line-through}</style>x",
        "<style>" + "a{" * 100_000 + "text-decoration" * 20_000 + "</style>x",
        "<style>.a{text-decoration:line-through}</style>" + "<b class=a>x</b>" * 40_000,
    ],
    ids=range(5),
)
def test_a_hostile_piece_takes_time_in_proportion(html: str) -> None:
    def read(text: str) -> None:
        root = parse(text)
        assert root is not None
        struck.take(root)

    assert cost(read, html, 300) < 300
