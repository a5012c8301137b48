"""Inline Markdown: words that mark nothing by accident, marks put around them and taken off."""

import re
from collections.abc import Iterable

# All of a line in bold, in one piece.
BOLD = re.compile(r"\*\*(?!\*)((?:[^*\\]|\\.|\*(?!\*))+)\*\*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|&(?=#?\w+;)|<(?=[A-Za-z/!?])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]&|<!#])")
# Escapes and code are stepped over: no bracket in them ends a link.
_CODE = r"(?<!`)(?:`[^`\n]{1,500}`|``(?:[^`\n]|`(?!`)){1,500}``)(?!`)"
_BRACKET = re.compile(rf"\\.|{_CODE}|(?P<bracket>[\[\]])")
# Neither part may hold what opens the next link, and what is escaped is stepped over: so a text of
# brackets alone, escaped or not, is read once.
_LINK = re.compile(
    rf"\\.|{_CODE}|!?\[(?P<words>(?:{_CODE}|[^\[\]\\]|\\.){{0,2000}}+)\]"
    r"\([^()\s]{0,2100}+\)"
)
_TICKS = re.compile("`+")
# The innermost emphasis; the words hold no asterisk that marks, so that each is looked at once.
_EMPHASISED = re.compile(r"(?<!\\)(\*\*?)(?=[^\s*])((?:[^*\\\n]|\\.)++)(?<=\S)\1")
# Bold in italics, or italics in bold; and once more for what was neither.
_DEPTH = 3


def squeeze(text: str) -> str:
    """Return text with its white space as HTML shows it; no-break spaces are meant and stay."""
    return _SPACE.sub(" ", text)


def escape_marks(text: str) -> str:
    """Return text as Markdown in which nothing marks or links."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def plain(text: str) -> str:
    """Return one line of Markdown without its marks: what a title, a lead or a name holds."""
    return _ESCAPED.sub(r"\1", strip_marks(text))


def strip_marks(text: str) -> str:
    """Return Markdown without emphasis or links; what is escaped, or marks nothing, stays so."""
    shown = _unlinked(text)
    for _ in range(_DEPTH):
        shown = _EMPHASISED.sub(r"\2", shown)
    return shown


def make_link(words: str, address: str) -> str:
    """Return words as a link to an address of `addresses`."""
    label = _BRACKET.sub(
        lambda sign: f"\\{sign[0]}" if sign["bracket"] else sign[0],
        _unlinked(words.replace("\n", " ")),
    )
    return f"[{label}]({address})"


def code(text: str) -> str:
    """Return text as inline code, fenced by more backticks than it holds."""
    shown = squeeze(text).strip()
    fence = fence_of(shown, 1)
    gap = " " if "`" in shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}" if shown else ""


def join_code(pieces: Iterable[str]) -> str:
    """Return pieces of inline code as one: side by side, their fences would run together."""
    return code("".join(map(_code_words, pieces)))


def _code_words(written: str) -> str:
    fence = len(written) - len(written.lstrip("`"))
    words = written[fence:-fence]
    return words[1:-1] if "`" in words else words


def fence_of(text: str, least: int) -> str:
    """Return more backticks than stand side by side in a text."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)


def _unlinked(text: str) -> str:
    """Return Markdown with the words of its links and pictures alone."""
    return _LINK.sub(lambda link: link[0] if link["words"] is None else link["words"], text)
