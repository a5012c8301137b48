"""What readers know, as texts that grow: each token alone, repeated, and waiting for its end.

The tokens are taken from the readers' own expressions, so that a new expression brings its own.
"""

import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from typing import Any

import feeds
import releases

# How the standard library takes expressions apart.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

# Marks of HTML, Markdown, XML and YAML, and what text is made of.
MARKS = (
    *("[", "]", "](", "![", "\\[", "[a](", "[](", "(", ")", "<", ">", "<!--", "-->", "<![CDATA["),
    *("*", "**", "*a", "**a", "*tel: ", "_", "__", "`", "```", "~~~", "\\", "&", "&#", "&amp;"),
    *("|", "| a ", "# ", "## ", "> ", "- ", "* ", "1. ", "– ", "– A", "---", "===", "\t", "\x00"),
    *("”", '"', "'", "«", "»", "a", "A", "å", "1", "0", "a1", "aA", "Aa", "Aa ", " ", "  ", "\n"),
    *(
        "\u00a0",
        "\u00ad",
        "\u2028",
        "\r",
        "a\u0301",
        "\u0301\u0323",
        "@",
        "a@",
        "a@a",
        "a@a.",
        "a.",
        "A. ",
        ".a",
    ),
    *("http://", "www.", "mailto:", "tel:", "+46", "070-1", "08-", "2018-04-03 ", "kl 07.23 "),
    *("Bo Ek", "Bo Ek ", "Bo Ek, ", "Bo Ek (S), ", "säger Bo Ek", ", säger Bo Ek, ", "Foto: "),
    # What several expressions look at in turn.
    *("säger ”a b c d e f g h i j” ", "menar säger hon ”a b c d e f g h” tror ", "säger i dag: "),
    *("Bo EkChefbo.ek@a.a ", "Från: a\nTill: b\n", "Foto Bo Ek ", "[Bo Ek](https://a.a) "),
    *("Ã¶", "Ã", "{", "}", '{"a":', "[[", "]]", "a: ", "!", "&a", "%", "©", "$", "^", "=", ";"),
)
TAGS = (
    *("a", "b", "p", "div", "span", "br", "img", "ul", "ol", "li", "table", "tr", "td", "h1"),
    *("h2", "blockquote", "figure", "figcaption", "time", "nav", "article", "section", "header"),
    *("style", "script", "textarea", "title", "pre", "code", "dl", "dt", "svg", "form", "select"),
    *("em", "strong", "font", "summary", "button", "meta", "template", "details", "address"),
)
_LONGEST_TOKEN = 40
_MOST_OF_A_CLASS = 4
_DEEP = 40

# Where each part of an expression holds another one.
_PLACES = {
    codes.MAX_REPEAT: 2,
    codes.MIN_REPEAT: 2,
    codes.POSSESSIVE_REPEAT: 2,
    codes.SUBPATTERN: 3,
    codes.ASSERT: 1,
    codes.ASSERT_NOT: 1,
}

Growing = Callable[[int], str]


def tokens() -> list[str]:
    """Return every literal of the expressions of `releases` and `feeds`, marks left out."""
    distinct: dict[str, None] = {}
    for expression in expressions():
        distinct |= dict.fromkeys(literals(expression))
    return [match for match in distinct if 0 < len(match) <= _LONGEST_TOKEN and match not in MARKS]


def literals(expression: re.Pattern[Any]) -> list[str]:
    """Return what stands literally in an expression."""
    pattern = expression.pattern
    written = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    return list(dict.fromkeys(_literals(parser.parse(written, expression.flags & ~re.UNICODE))))


def expressions() -> Iterator[re.Pattern[Any]]:
    """Yield the compiled expressions of all modules."""
    for package in (releases, feeds):
        for walk_package in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for value in vars(import_module(walk_package.name)).values():
                several = value if isinstance(value, tuple | list) else (value,)
                yield from (one for one in several if isinstance(one, re.Pattern))


def shapes(token: str) -> dict[str, Growing]:
    """Return the ways a token grows, each a function of about how many characters to make."""

    def times(piece: str) -> Growing:
        return lambda size: piece * max(1, size // len(piece))

    return {
        "run": times(token),
        "words": times(f"{token} "),
        "lines": times(f"{token}\n"),
        "then spaces": lambda size: f"{token}{' ' * size}x",
        "then letters": lambda size: f"x{token}{'a' * size}{token}!",
        "between": lambda size: f"{token}{'a ' * (size // 2)}{token}",
    }


def short_shapes(token: str) -> dict[str, Growing]:
    """Return the ways that words grow, which have no end to wait for."""
    found = shapes(token)
    return {name: found[name] for name in ("run", "words")}


def elements(tag: str) -> dict[str, Growing]:
    """Return the ways an element grows in HTML: opened, closed, opened again."""
    return {
        # Deeper ones than a parser takes are refused: what grows is how many there are.
        "opened": lambda size: (
            (f"<{tag}>" * _DEEP + f"</{tag}>" * _DEEP) * (size // (_DEEP * (2 * len(tag) + 5)))
        ),
        "with a word": lambda size: f"<{tag}>a</{tag}>" * (size // (2 * len(tag) + 6)),
        "closed": lambda size: f"</{tag}>a" * (size // (len(tag) + 4)),
        "with attributes": lambda size: (
            f'<{tag} class="byline" lang="sv" alt="Bo Ek" href="/a" datetime="2018-04-03">a '
            * (size // 80)
        ),
        "holding comments": lambda size: f"<{tag}>{'<!--' * (size // 4)}",
    }


def _literals(parsed: Iterable[Any]) -> Iterator[str]:
    """Yield the runs of literals in a parsed expression, and some members of its classes."""
    run = ""
    for code, value in parsed:
        if code is codes.LITERAL:
            run += chr(value)
            continue
        if run:
            yield run
        run = ""
        if code is codes.IN:
            yield from _literals(value[:_MOST_OF_A_CLASS])
        elif code is codes.RANGE:
            yield chr(value[0])
        for inner in _inside(code, value):
            yield from _literals(inner)
    if run:
        yield run


def _inside(code: Any, value: Any) -> Iterable[Any]:
    """Return the expressions within one part of an expression."""
    if code is codes.BRANCH:
        return list(value[1])
    if code is codes.ATOMIC_GROUP:
        return [value]
    place = _PLACES.get(code)
    return [] if place is None else [value[place]]
