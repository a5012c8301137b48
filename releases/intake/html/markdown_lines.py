"""A page as Markdown lines, as the rules of intake read them.

Headings are "## ", items "* " or "1. ", rows "| a | b |"; speech keeps its dash, and a block
quote gets one. Lists in lists are indented: the rules read line by line.
"""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from releases.intake import persons
from releases.intake.kinds import is_label
from releases.text.html.inline import BOLD, plain, strip_marks
from releases.text.html.passages import QUOTE, Holder, Passage, PassageType
from releases.text.html.reader import HtmlReader

# One pair of marks with its words, in which others may stand: "**Ett *litet* ord**".
_EMPHASISED = re.compile(
    r"(?<!\\)(?:\*\*(?=\S)(?P<bold>(?:[^*\\]|\\.|(?<!\*)\*(?!\*))+)(?<=\S)\*\*(?!\*)"
    r"|\*(?=[^\s*])(?P<italic>(?:[^*\\]|\\.)+)(?<=\S)\*(?!\*))"
)
_INDENT = "    "
_OPENS_SPEECH = re.compile(r"[-‒–—−”“\"»„«]")


def write(root: HtmlElement, base: str = "") -> tuple[str, list[tuple[str, str]]]:
    """Return an element as lines, relative links made absolute by `base`, and lost links.

    A link whose address stays relative, or does not lead to the web, a mailbox or a telephone,
    keeps its words alone. Blank lines part all but the items of a list, and terms.
    """
    reader = HtmlReader(base, keeps_code=False, keeps_link=_is_worth_linking)
    lines: list[str] = []
    above = 0
    for passage in reader.read(root):
        rows = _rows(passage)
        if passage.form is not PassageType.RULE:
            lines += ([""] if lines and not (rows and rows == above) else []) + _lines(passage)
        above = rows
    return "\n".join(lines), reader.lost


def to_markdown(root: HtmlElement, base: str = "") -> str:
    """Return the text of `write` alone."""
    return write(root, base)[0]


def lines_of(root: HtmlElement) -> Iterator[str]:
    """Yield the non-blank lines a reader sees of an element."""
    yield from (plain(line.strip()) for line in to_markdown(root).split("\n") if line)


def _lines(passage: Passage) -> list[str]:
    lines = list(passage.lines)
    if passage.form in {PassageType.TABLE, PassageType.PICTURE}:
        return lines
    items = _items(passage.holders[passage.shared :])
    depth = len(_items(passage.holders)) - 1
    mark = _INDENT * depth + items[-1].marker if items else ""
    if passage.form is PassageType.HEADING:
        lines = [strip_marks(lines[0])]
        # Cards of contacts set names as headings.
        mark = "" if persons.is_name(lines[0]) else "#" * passage.level + " "
    elif len(lines) > 1 or not BOLD.fullmatch(lines[0]):
        lines = [_strip_empty_emphasis(line) for line in lines]
    elif mark:
        lines = [strip_marks(lines[0])]
    is_quoted = len(_items(passage.holders)) < len(passage.holders)
    if is_quoted and not _OPENS_SPEECH.match(lines[0]):
        mark = mark or "– "
    return [mark + lines[0], *lines[1:]]


def _rows(passage: Passage) -> int:
    """Return the outermost list whose item a passage opens, -1 for terms, 0 for what is no row."""
    if passage.form is PassageType.TERM:
        return -1
    is_row = passage.form is PassageType.PARAGRAPH and _items(passage.holders[passage.shared :])
    return _items(passage.holders)[0].group if is_row else 0


def _items(holders: Sequence[Holder]) -> list[Holder]:
    return [holder for holder in holders if holder.marker != QUOTE]


def _is_worth_linking(words: str, address: str) -> bool:
    """Tell whether a link is one to readers of lines: of one line, and no label of the page."""
    # "Pressmeddelande" that leads to all of them says what sort of text it stands over.
    if "\n" in words or is_label(words):
        return False
    # An address that is shown needs no link to be read.
    is_shown = re.search(r"\d{3}|@", words.replace(" ", ""))
    return not (is_shown and address.startswith(("mailto:", "tel:")))


def _strip_empty_emphasis(line: str) -> str:
    """Return a line without emphasis that says nothing: around all of it, or a name before it."""
    whole = _EMPHASISED.fullmatch(line)
    if whole:
        return _words(whole)
    opening = _EMPHASISED.match(line)
    # "**Berit Ek**, ordförande" is set so for looks; "**Tid:** onsdag" names a field.
    if opening and re.match(r"[,;(–-]|\s*[(–]", line[opening.end() :]):
        return _words(opening) + line[opening.end() :]
    return line


def _words(emphasised: re.Match[str]) -> str:
    return str(emphasised["bold"] or emphasised["italic"])
