"""Markdown to HTML and text: what is safe, what is speech, what is a list."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import inline

from releases.text import markdown
from releases.text.markdown import canonical, to_html, to_text
from tests.costs import cost

# Our parser, without what leaves plain text out of its rules.
EVERY_RULE = markdown._parser()
EVERY_RULE.block.ruler.disable("plain_line")
EVERY_RULE.core.ruler.at("inline", inline)
EVERY_RULE.inline.terminator_re = ParserInline().terminator_re

SPEECH = '<p class="citat">– '

SPOKEN = [
    "- Vi bygger nytt i år, säger Berit Ek.",
    "- Vi bygger nytt i år säger Berit Ek, regiondirektör på Region Solvik.",
    "- Vi bygger nytt i år, säger regionrådet Berit Ek (S).",
    "- Det blir **bra**, *säger* Berit Ek.",
    "- Det blir bra, menar hon.",
    "- Äntligen, säger Berit Ek. Nu börjar arbetet på riktigt",
    "- We are glad to open, says Berit Ek.",
    "- Nu har vi väntat i tre långa år på att få börja bygga det här huset.",
    "-\u00a0Äntligen",
    "– Äntligen",
    "–Äntligen",
    "— Äntligen",
    "− Äntligen",
    "–\u00a0 Äntligen",
    "-Äntligen, säger Berit Ek",
    "- Första svaret, säger Berit Ek.\n- Andra svaret, svarar Per Sjö.",
    "- Första svaret är klart.\n\n- Andra svaret, svarar Per Sjö.",
]
NOT_SPOKEN = [
    "- Mjölk",
    "- Mjölk\n- Bröd",
    "- Ett kort svar.",
    "- Första svaret är klart\n\n- Andra svaret, svarar Per Sjö.",
    "- Första svaret är klart.\n- Andra svaret, svarar Per Sjö.",
    "- Det vi tror Region Solvik behöver",
    "* Vi bygger nytt i år, säger Berit Ek.",
    "1. Vi bygger nytt i år, säger Berit Ek.",
    "−5 grader väntas i natt",
    "-5 grader väntas i natt.",
    "–",
    "---",
    "- - -",
    "    - Vi bygger nytt i år, säger Berit Ek.",
    "```\n– Vi bygger nytt i år, säger Berit Ek.\n```",
    "> - Vi bygger nytt i år, säger Berit Ek.",
    "* Mjölk\n\n  - Vi bygger nytt i år, säger Berit Ek.",
]

# Lines that meet each other in every order under the laws below.
lines = st.sampled_from(
    [
        *("", "", "- a", "- Ja, säger Bo Ek.", "– Ja", "-\u00a0Ja", "-Ja, säger Bo Ek.", "* a"),
        *("  – a", "  - Nej, svarar Bo Ek.", "    - Ja, säger Bo Ek.", "+ a", "1. a", "1) a"),
        *("# a", "---", "===", "-", "–", "- ", "-\tJa, säger Bo Ek.", "> a", "> – a", "> - a"),
        *("```", "|a|b|", "|-|-|", "- a|b, säger Bo Ek.", "-|-", "[a]: /b", "'a", "a", "  a"),
        *(
            "\ta",
            "<b>",
            "- - -",
            "– – a",
            "- – Ja, säger Bo Ek.",
            "a\\",
            "a  ",
            "\0",
            "- # a",
            "-- a",
        ),
    ]
)
bodies = st.lists(lines, max_size=12).flatmap(
    lambda chosen: st.sampled_from(["\n", "\r\n", "\r"]).map(lambda end: end.join(chosen))
)


@pytest.mark.parametrize("body", SPOKEN)
def test_what_is_said_becomes_a_quotation(body: str) -> None:
    assert to_html(body).count(SPEECH) == len(re.findall("^[-–—−]", body, re.MULTILINE))
    assert "<li>" not in to_html(body)


@pytest.mark.parametrize("body", NOT_SPOKEN)
def test_lists_code_and_figures_are_not_quotations(body: str) -> None:
    assert SPEECH not in to_html(body)
    assert canonical(body) == body


def test_a_dash_ends_the_paragraph_and_the_list_before_it() -> None:
    assert to_html("Ingress\n– Ja\n\n* ett\n– Nej") == (
        "<p>Ingress</p>\n"
        '<p class="citat">– Ja</p>\n'
        "<ul>\n<li>ett</li>\n</ul>\n"
        '<p class="citat">– Nej</p>\n'
    )


def test_lines_after_the_dash_belong_to_the_same_quotation() -> None:
    assert to_html("– Ja,\nsäger Bo Ek.") == '<p class="citat">– Ja,\nsäger Bo Ek.</p>\n'


def test_canonical_rewrites_the_lines_of_speech_and_no_others() -> None:
    kept = "\n\n- mjölk\n- bröd\n\n```\n- Ja, säger Bo Ek.\n```"
    body = "- Ja, säger Bo Ek.\r\n\r\nSen\n-\u00a0Nej" + kept
    assert canonical(body) == "– Ja, säger Bo Ek.\r\n\r\nSen\n– Nej" + kept


@given(bodies | st.text(alphabet="-–* \n\r\taA.>|`\u00a0", max_size=60))
@settings(deadline=None)
def test_canonical_is_idempotent_and_changes_no_html(body: str) -> None:
    once = canonical(body)
    assert canonical(once) == once
    assert to_html(once) == to_html(body)
    assert to_text(once) == to_text(body)


@given(bodies | st.text(alphabet="aÅ1-–*_ \n\t#|=[](){}!<>&:;/.\\`~\"'", max_size=80))
@settings(deadline=None)
def test_what_is_plain_is_parsed_like_everything_else(body: str) -> None:
    assert markdown._PARSER.render(body) == EVERY_RULE.render(body)


@given(bodies | st.text(max_size=80))
@settings(deadline=None)
def test_the_text_holds_no_markup_of_ours(body: str) -> None:
    assert SPEECH not in to_text(body)
    assert to_text(body) == to_text(body).strip()


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("# Rubrik", "<h2>Rubrik</h2>\n"),
        ("Per Sjö (C) sa \"ja\" och 'nej'", "<p>Per Sjö (C) sa ”ja” och ’nej’</p>\n"),
        ("![En *båt*](https://x.example/b.jpg) syns", "<p>En båt syns</p>\n"),
        ("![x](data:image/png;base64,AAAA)", "<p>x</p>\n"),
        ("[bort](/bort) och [dit](//x.example)", "<p>bort och dit</p>\n"),
        (
            '[dit](https://x.example "Hit")',
            '<p><a href="https://x.example" title="Hit" rel="noopener">dit</a></p>\n',
        ),
        ("<b onclick=x>hej</b>", "<p>&lt;b onclick=x&gt;hej&lt;/b&gt;</p>\n"),
        ('`a "b"` (c)', '<p><code>a "b"</code> (c)</p>\n'),
    ],
)
def test_html_is_made_for_a_swedish_page(body: str, html: str) -> None:
    assert to_html(body) == html


@pytest.mark.parametrize(
    "body",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>1</script>)",
        "<svg onload=alert(1)>",
        "<style>p{}</style>",
        "<math><mtext></mtext></math>",
        '![x](x" onerror="alert(1))',
        "```<script>\nx\n```",
        "[x](https://x.example 'a\" onclick=alert(1) b')",
    ],
)
def test_nothing_hostile_gets_through(body: str) -> None:
    html = to_html(body)
    tags = re.findall(r"<(\w+)", html)
    assert set(tags) <= {"p", "a", "pre", "code"}
    assert not re.search(r"<[^>]*\s(?:on\w+|style|src)=", re.sub(r'"[^"]*"', '""', html))
    assert not re.search(r'href="(?!https:)', html)


def test_text_shows_blocks_items_and_rows_on_lines_of_their_own() -> None:
    body = (
        "## Mål\nMer **vård**\nnu.\n\n* ett\n* två\n\n1. tre\n\n|a|b|\n|-|-|\n|1|2|\n\n"
        "– Ja, [sa](https://x.example) hon."
    )
    assert to_text(body) == (
        "Mål\n\nMer vård nu.\n\n• ett\n• två\n\n1. tre\n\na | b\n1 | 2\n\n– Ja, sa hon."
    )


@pytest.mark.parametrize(
    "body",
    [
        "```\nOrt;Linje;Avgång\nSolvik;12;06:40\n```",
        "~~~ csv\na,b\n~~~",
        "Så här ser raden ut:\n\n    en rad som är bredare än telefonens skärm och rullas i sidled",
        "* Ett\n\n      rad inom en punkt\n",
    ],
)
def test_what_may_scroll_sideways_takes_the_keyboard(body: str) -> None:
    """WCAG 2.1.1: without a mouse, what does not take the keyboard cannot be scrolled."""
    html = to_html(body)
    assert html.count("<pre") == html.count('<pre tabindex="0">') == 1
    assert html.count("tabindex") == 1


def test_nobody_but_we_ourselves_says_what_takes_the_keyboard() -> None:
    html = to_html('[länk](https://a.example "<pre> tabindex")\n\n<pre tabindex="5">x</pre>')
    assert "<pre tabindex" not in html.replace("&lt;pre", "")


def test_too_much_structure_is_shown_as_it_stands() -> None:
    body = "- a & b\n" * 11_000
    assert to_html(body) == f'<pre tabindex="0">{body.replace("&", "&amp;")}</pre>'
    assert canonical(body) == body


@pytest.mark.parametrize(
    "body",
    [
        *("- " * 50_000, "– " * 50_000, "-" * 100_000, "–\n" * 50_000, "- a\n" * 25_000),
        *("- a\n\n" * 20_000, "- " + "säger " * 16_000, "- a\nb\n" * 16_000),
        *("- Ja, säger Bo Ek.\n\n" * 5_000, "- Ja, säger Bo Ek.\n" * 5_000),
    ],
)
def test_a_hostile_body_of_dashes_costs_little(body: str) -> None:
    # Measured under 2; quadratic work would cost thousands.
    assert cost(to_html.__wrapped__, body, 20) < 20


@pytest.mark.parametrize(
    "body",
    [
        *("[" * 100_000, "![" * 50_000, "*" * 100_000, "**a " * 25_000, ">" * 100_000),
        *("|a" * 50_000 + "\n" + "|-" * 50_000, '"' * 100_000, "`" * 100_000, "&" * 100_000),
        *("[a](<" * 20_000, "\n".join(" " * depth + "* a" for depth in range(440))),
    ],
)
def test_a_hostile_body_of_anything_else_stays_affordable(body: str) -> None:
    assert cost(to_html.__wrapped__, body, 20) < 20
