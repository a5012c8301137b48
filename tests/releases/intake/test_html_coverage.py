"""Nothing of a page is lost: every visible word is in a field of a record or among the dropped."""

import re
from collections.abc import Iterator

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.intake import read_html
from releases.intake.html.markdown_lines import to_markdown
from releases.text.html.inline import plain
from releases.text.html.tree import parse

# The name of a field says what they say.
LABELS = {"foto"}
WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "Kontakt",
                "Foto: Bo Rask",
                "– Det är bra, säger Eva Lind.",
                "Pressmeddelande",
                "kommun",
            ),
            *("070-174 06 55", "eva@mellanby.example", "2024-05-06 08:00", "Om Region Mellanby"),
            *("Läs mer", "* [x](y)", "# rubrik", "| a | b |", "Tid: 5 maj kl. 10", "<br>", "&amp;"),
            *("Region Mellanby är en region.", "En längre mening som säger något om vården."),
        ]
    ),
    max_size=4,
).map(" ".join)
TAGS = st.sampled_from(
    [
        *(
            "p",
            "div",
            "h1",
            "h2",
            "h3",
            "ul",
            "ol",
            "li",
            "blockquote",
            "strong",
            "em",
            "a href=/x",
        ),
        *(
            "figure",
            "figcaption",
            "img alt=bild",
            "table",
            "tr",
            "td",
            "th",
            "nav",
            "aside",
            "footer",
        ),
        *("main", "article", "section class=share", "time datetime=2024-05-06", "dl", "dt", "dd"),
        *("form", "button", "span class=meta", "header", "details", "summary", "pre", "address"),
    ]
)
PAGES = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}> {' '.join(parts)} </{tag.split(maxsplit=1)[0]}> ",
        TAGS,
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(PAGES)
def test_every_visible_word_of_a_page_is_accounted_for(page: str) -> None:
    root, records = parse(page), read_html(page, "https://a.example/")
    wanted = set() if root is None else _words(plain(to_markdown(root)))
    kept = _words(" ".join(_texts(msgspec.to_builtins(records))))
    # Numbers are kept as E.164; a page of nothing but furniture holds no release.
    lost = {word for word in wanted - kept if not word.isdigit()}
    assert not records or lost <= LABELS


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
