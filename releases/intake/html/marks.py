"""Marks of inline Markdown: put around words, kept out of text, taken off again."""

import re

from releases.intake.kinds import is_label

_SPECIAL = re.compile(r"[\\`*]|(?<!\w)_|_(?!\w)|\](?=\()|&(?=#?\w+;)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]&|])")
_BRACKET = re.compile(r"(?<!\\)[\[\]]")
# Neither part may hold what opens the next link: so a text of brackets alone costs no more.
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.){0,2000})\]\([^()\s]{0,2100}\)")
_WORDS = r"\1"
_EMPHASISED = re.compile(r"(?<!\\)(\*{1,2})(?=\S)(.+?)(?<=[^\s\\])\1")
_BOLD = "**"
REACHES = {"mailto", "tel"}


def escaped(text: str) -> str:
    """Return text as Markdown in which nothing marks or links."""
    return _SPECIAL.sub(r"\\\g<0>", text)


def plain(text: str) -> str:
    """Return one line of Markdown without its marks: what a title, a lead or a name holds."""
    return _ESCAPED.sub(r"\1", _EMPHASISED.sub(r"\2", _LINK.sub(r"\1", text)))


def unmarked(text: str) -> str:
    """Return a heading's words without emphasis or links; what is escaped stays so."""
    return _EMPHASISED.sub(r"\2", _LINK.sub(r"\1", text))


def linked(words: str, address: str) -> str:
    """Return words as a link; alone where they lead nowhere, break lines or are an address."""
    # "Pressmeddelande" that leads to all of them says what sort of text it stands over.
    if not address or "\n" in words or is_label(words):
        return words
    scheme, _, target = address.partition(":")
    if scheme in REACHES:
        # An address that is shown needs no link to be read.
        shown = re.search(r"\d{3}|@", words.replace(" ", ""))
        return words if shown else f"[{plain(words)}]({scheme}:{target.partition('?')[0]})"
    label = _BRACKET.sub(r"\\\g<0>", _LINK.sub(_WORDS, words))
    return f"[{label}]({address})"


def is_bold(line: str) -> bool:
    """Tell whether all of a line is in bold type, and in one piece."""
    return line.startswith(_BOLD) and line.endswith(_BOLD) and line.count(_BOLD) == 2  # noqa: PLR2004


def freed(line: str) -> str:
    """Return a line without emphasis that says nothing: around all of it, or a name before it."""
    whole = _EMPHASISED.fullmatch(line)
    if whole:
        return whole[2]
    opening = _EMPHASISED.match(line)
    # "**Berit Ek**, ordförande" is set so for looks; "**Tid:** onsdag" names a field.
    if opening and re.match(r"[,;(–-]|\s*[(–]", line[opening.end() :]):
        return opening[2] + line[opening.end() :]
    return line
