"""What HTML marks comes out as Markdown that means the same, at every door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.exchange.html import to_markdown
from releases.exchange.pasted_html import convert_paste
from releases.intake import read_html
from releases.text.html.tree import parse, text_of
from releases.text.markdown import to_html

RAISED = [
    ("Anslaget är 3·10<sup>4</sup> kronor.", "3·10⁴ kronor"),
    ("Salen är 85 m<sup>2</sup> stor.", "85 m² stor"),
    ("Halten H<sub>2</sub>SO<sub>4</sub> sjönk.", "H₂SO₄ sjönk"),
    ("Kallelsen<sup>12</sup> gäller.", "Kallelsen¹² gäller"),
    ("Kom kl. 9<sup>15</sup> till torget.", "kl. 9.15 till"),
    ("Den 1<sup>st</sup> of May.", "1st of May"),
    ("Ett 10<sup>-3</sup> av allt.", "10⁻³ av"),
    ("Värdet x<sup>2a</sup> och y<sub>k</sub>.", "x^2a och yk"),
]
STRUCK = [
    "Mötet är den <s>3</s> 5 juni i Kallmyra.",
    "Mötet är den <del>3</del> <ins>5</ins> juni i Kallmyra.",
    "Mötet är den <strike><b>3</b></strike> 5 juni i Kallmyra.",
    '<p>Mötet är den <span style="text-decoration: line-through">3</span> 5 juni i Kallmyra.</p>',
]
TOUCHING = [
    ("<b>Plats:</b>Torget", "Plats:Torget"),
    ("<strong>Pris: </strong>40 kr", "Pris: 40 kr"),
    ("Boken<b>”Ån”</b>kom ut", "Boken”Ån”kom ut"),
    ("<i>(Lokal)</i>tid", "(Lokal)tid"),
    ("a<b>!</b>b", "a!b"),
    ("<b>8 %</b>rabatt", "8 %rabatt"),
    ("<b>ett<i>två</i></b><i>tre</i>fyra", "etttvåtrefyra"),
    ("<b>ett</b><i>två</i>", "etttvå"),
    ("<b>Tid:</b><i>kl. 9.</i>Plats", "Tid:kl. 9.Plats"),
    ("x<b><i>:y:</i></b>z", "x:y:z"),
    ("<b><code>a()</code></b>b", "a()b"),
    ('<b><a href="https://a.example/">Läs.</a></b>mer', "Läs.mer"),
    ("<b>2 * 3</b>* 4", "2 * 3* 4"),
]


def doors(html: str) -> dict[str, str]:
    (page,) = read_html(
        f"<article><h1>Rubrik om torget i Kallmyra</h1><p>Ett stycke om torget som öppnar.</p>"
        f"<p>{html}</p><p>Torget öppnar för alla i höst, säger kommunen i dag.</p></article>"
    )
    return {
        "feed": to_markdown(f"<p>{html}</p>"),
        "paste": convert_paste(f"<p>{html}</p>").markdown,
        "page": page.body,
    }


def shown(markdown: str) -> str:
    root = parse(to_html(markdown))
    return "" if root is None else text_of(root)


@pytest.mark.parametrize(("html", "words"), RAISED)
def test_raised_and_lowered_figures_keep_their_meaning(html: str, words: str) -> None:
    for door, markdown in doors(html).items():
        assert words in shown(markdown), door


@pytest.mark.parametrize("html", STRUCK)
def test_struck_out_text_does_not_become_text(html: str) -> None:
    for door, markdown in doors(html).items():
        assert "den 5 juni" in shown(markdown), door


def test_what_is_struck_out_in_a_page_is_told() -> None:
    (page,) = read_html(
        "<article><h1>Torget öppnar</h1><p>Ett stycke om torget som öppnar i Kallmyra.</p>"
        "<p>Avgiften är <s>90 kronor</s> 70 kronor för alla som har en plats.</p></article>"
    )
    assert "Avgiften är 70 kronor" in page.body
    assert "90 kronor" in page.dropped


def test_tables_side_by_side_are_two() -> None:
    (page,) = read_html(
        "<article><h1>Torget öppnar</h1><p>Ett stycke om torget som öppnar i Kallmyra.</p>"
        "<table><tr><th>Plats</th><th>Antal</th></tr><tr><td>Norra</td><td>3</td></tr></table>"
        "<table><tr><th>År</th><th>Summa</th></tr><tr><td>2020</td><td>7</td></tr></table>"
        "</article>"
    )
    assert to_html(page.body).count("<table>") == 2
    assert "---" not in shown(page.body)


@pytest.mark.parametrize(("html", "words"), TOUCHING)
def test_emphasis_that_touches_words_shows_no_asterisk(html: str, words: str) -> None:
    for door, markdown in doors(html).items():
        assert words in shown(markdown), (door, markdown)


WORDS = st.text("aé1 .:”(*_", max_size=5)
MARKED = st.recursive(
    WORDS.map(lambda text: text.replace("&", "").replace("<", "")),
    lambda inner: st.tuples(
        st.sampled_from(("b", "i", "em", "strong")), st.lists(inner, max_size=3)
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=8,
)


@given(st.lists(MARKED, min_size=1, max_size=5))
def test_whatever_is_emphasised_reads_as_the_same_words(pieces: list[str]) -> None:
    html = "".join(pieces)
    root = parse(f"<p>x{html}x</p>")
    assert root is not None
    assert shown(to_markdown(f"<p>x{html}x</p>")) == text_of(root)
