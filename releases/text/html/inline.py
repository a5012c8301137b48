"""Inline Markdown: words that mark nothing by accident, marks put around them and taken off."""

import re

# All of a line in bold, in one piece.
BOLD = re.compile(r"\*\*(?!\*)((?:[^*\\]|\\.|\*(?!\*))+)\*\*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_SPECIAL = re.compile(r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|\](?=[(\[:])|&(?=#?\w+;)|<(?=[A-Za-z/!?])")
_ESCAPED = re.compile(r"\\([\\`*_\[\]&|<])")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
# Neither part may hold what opens the next link, and what is escaped is stepped over: so a text of
# brackets alone, escaped or not, is read once.
_LINK = re.compile(r"\\.|!?\[(?P<words>(?:[^\[\]\\]|\\.){0,2000}+)\]\([^()\s]{0,2100}+\)")
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
    label = _BRACKET.sub(r"\\\g<0>", _unlinked(words.replace("\n", " ")))
    return f"[{label}]({address})"


def code(text: str) -> str:
    """Return text as inline code, fenced by more backticks than it holds."""
    shown = squeeze(text).strip()
    fence = fence_of(shown, 1)
    gap = " " if "`" in shown else ""
    return f"{fence}{gap}{shown}{gap}{fence}" if shown else ""


def fence_of(text: str, least: int) -> str:
    """Return more backticks than stand side by side in a text."""
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)


def _unlinked(text: str) -> str:
    """Return Markdown with the words of its links and pictures alone."""
    return _LINK.sub(lambda link: link[0] if link["words"] is None else link["words"], text)
