"""What a page tells machines, and how its elements become lines."""

import json

import pytest

from releases.errors import FieldError
from releases.intake import Intake, read, read_docx, read_html
from releases.intake.html.markdown_lines import to_markdown
from releases.intake.record import Picture
from releases.text.html.inline import plain
from releases.text.html.tree import parse
from releases.text.markdown import to_html
from tests.costs import cost

LEAD = "<p>Det här är en ingress som säger det viktigaste om saken.</p>"
# Against plain words of the same size; measured under 13, a quadratic rule costs thousands.
MOST_COST = 60


def one(page: str, url: str = "https://www.example.se/nyheter/1") -> Intake:
    (record,) = read_html(page, url)
    return record


def markdown(html: str, base: str = "https://www.example.se/a/b") -> str:
    root = parse(html)
    assert root is not None
    return to_markdown(root, base)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Så  går<br>det till</h2>", "## Så går det till"),
        ("<ul><li>ett<ul><li>två</li></ul></li><li>tre</li></ul>", "* ett\n    * två\n* tre"),
        ("<ol start=3><li>ett</li><li value=7>två</li></ol>", "3. ett\n\n7) två"),
        ("<p>Ett <b>fetare</b> ord</p>", "Ett **fetare** ord"),
        ("<p><b>Berit Ek</b>, chef</p>", "Berit Ek, chef"),
        ("<p>2 * 3 * 4 och snake_case</p>", r"2 \* 3 \* 4 och snake_case"),
        ("<a href='../c'>c</a>", "[c](https://www.example.se/c)"),
        ("<a href='javascript:x()'>c</a>", "c"),
        ("<a href='mailto:a@b.se?subject=x'>Mejla</a>", "[Mejla](mailto:a@b.se)"),
        ("<a href='/x(1)'>[1]</a>", r"[\[1\]](https://www.example.se/x%281%29)"),
        ("<dl><dt>Tid</dt><dd>i dag</dd></dl>", "Tid: i dag"),
        ("<blockquote>Vi är glada.</blockquote>", "– Vi är glada."),
        ("<script>x</script><style>y</style><p>z</p>", "z"),
    ],
)
def test_elements_become_lines(html: str, expected: str) -> None:
    assert markdown(html) == expected


@pytest.mark.parametrize("text", ["a *b* c", "_a_ [b](c) &amp; `d`", r"\* \\", "[[x]] ](y)"])
def test_what_looks_like_markdown_in_a_page_shows_as_it_was(text: str) -> None:
    escaped = text.replace("&", "&amp;")
    written = markdown(f"<p>{escaped}</p>")
    assert to_html(written).strip() == f"<p>{escaped}</p>"
    assert plain(written) == text


def test_a_headless_page_has_the_title_it_tells_machines() -> None:
    told = {"@type": "NewsArticle", "headline": "Ny bro", "datePublished": "2024-05-06T08:00:00Z"}
    page = f"<script type='application/ld+json'>{json.dumps(told)}</script>{LEAD}"
    record = one(page)
    assert (record.title, record.published_at) == ("Ny bro", "2024-05-06T10:00:00+02:00")
    assert "no-date" not in {warning.code for warning in record.warnings}


@pytest.mark.parametrize("data", ["{", "[[[[", "[1, null]", '{"@type": "NewsArticle", "image": 7}'])
def test_malformed_metadata_does_no_harm(data: str) -> None:
    page = f"<script type='application/ld+json'>{data}</script><h1>Ny bro</h1>{LEAD}"
    assert one(page).title == "Ny bro"


@pytest.mark.parametrize(
    ("page", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-01-02T03:04:05Z"><h1>T</h1>',
            "2024-01-02T04:04:05+01:00",
        ),
        (
            '<h1>T</h1><p>Publicerad <time datetime="2024-01-02T03:04">i dag</time></p>',
            "2024-01-02T03:04:00+01:00",
        ),
        ('<h1>T</h1><p>Uppdaterad <time datetime="2024-01-02">i dag</time></p>', None),
        ('<h1>T</h1><p>Loppet går <time datetime="2031-01-02">en dag</time></p>', None),
        ('<meta name="pubdate" content="i går"><h1>T</h1>', None),
    ],
)
def test_the_time_of_publication_is_what_says_so(page: str, published: str | None) -> None:
    assert one(page + LEAD).published_at == published


def test_links_that_lead_nowhere_are_words_with_a_warning() -> None:
    page = f"<h1>Ny bro</h1>{LEAD}<p>Se <a href='/karta'>kartan</a> över bron.</p>"
    record = one(page, "")
    assert "Se kartan över bron." in record.body
    assert "relative-link" in {warning.code for warning in record.warnings}
    assert "https://www.example.se/karta" in one(page).body


def test_a_captioned_picture_without_alternative_text_is_told() -> None:
    figure = "<figure><img src=b.jpg><figcaption>Bron. Foto: Bo Rask</figcaption></figure>"
    record = one(f"<h1>Ny bro</h1>{LEAD}{figure}")
    assert record.images == (Picture("Bron.", "", "Bo Rask"),)
    assert "picture-without-alt" in {warning.code for warning in record.warnings}


def test_a_text_in_another_language_is_known_by_its_mark() -> None:
    page = f"<html lang=sv><main lang=smj><h1>Bårjås</h1>{LEAD}</main>"
    assert one(page).language == "smj"


@pytest.mark.parametrize(
    ("mark", "language"),
    [("ZH-hans", "zh-Hans"), ("FA", "fa"), ("sr-latn-RS", "sr-Latn"), ("Svenska", "sv")],
)
def test_the_mark_of_a_language_counts_whatever_its_case(mark: str, language: str) -> None:
    for page in (f"<html lang={mark}>", f"<html lang=sv><main lang={mark}>"):
        assert one(f"{page}<h1>Ny bro</h1>{LEAD}").language == language


@pytest.mark.parametrize("page", [" \n", "<!-- -->", "<script>x</script>", b""])
def test_an_empty_page_holds_no_release(page: str | bytes) -> None:
    assert read_html(page) == ()


def test_fifty_megabytes_are_refused_at_once() -> None:
    with pytest.raises(FieldError, match="larger than 5 MB"):
        read_html(b"a" * 50_000_000)
    with pytest.raises(FieldError, match="larger than 20 MB"):
        read_docx(b"a" * 50_000_000)


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote"])
def test_a_hundred_thousand_elements_in_one_another_are_refused(tag: str) -> None:
    with pytest.raises(FieldError, match="nested deeper"):
        read_html(f"<{tag}>" * 100_000 + "hej" + f"</{tag}>" * 100_000)


HEAVY = {
    "nested": "<div class=sidebar>" * 1_900 + "<p>hej hej</p>" * 1_000,
    "brackets": "<p>" + "[a](" * 50_000,
    "unclosed": "<p>" + "[" * 200_000,
    "stars": "<p>" + "*_`" * 60_000,
    "emphasis": "<p>" + "<b>*a_</b> " * 10_000,
    "times": "<p>" + "<time datetime='2018-04-03'>x</time>" * 10_000,
    "pictures": "<h1>x</h1>" + "<img alt=y>" * 30_000,
    "teasers": "<h1>x</h1>" + "<div><h3><a href=x>y</a></h3></div>" * 10_000,
    "tables": "<table>" * 400 + "<tr><td>a</td><td>b</td></tr>" * 400,
    "attributes": "<div class='" + "navX " * 100_000 + "'>x</div>",
    "names": "<h1>x</h1><p>" + "Bo Ek Berit Ask " * 10_000,
}


@pytest.mark.parametrize("name", HEAVY)
def test_hostile_pages_cost_no_more_than_their_size(name: str) -> None:
    def shown(page: str) -> None:
        for record in read_html(page):
            to_html.__wrapped__(record.body)

    assert cost(shown, HEAVY[name], MOST_COST) < MOST_COST


@pytest.mark.parametrize(
    "text",
    [
        "- " * 500_000,
        "- \n" * 100_000,
        "[" * 100_000,
        "![[]()" * 20_000,
        "*a **a " * 20_000,
        "<" * 100_000,
        "`" * 50_000 + "a",
        "> " * 50_000,
        "a" + " " * 100_000 + "b",
        "| " * 50_000,
        "&" * 100_000,
        "\u0000" * 100_000,
        "[a](<b" * 20_000,
        "1. " * 50_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_hostile_texts_are_read_and_shown_in_bounded_time(text: str) -> None:
    def shown(said: str) -> None:
        for record in read(said):
            to_html.__wrapped__(record.body)

    assert cost(shown, text, MOST_COST) < MOST_COST
