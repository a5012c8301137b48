"""The text as lines that know whether a blank one stood before them."""

import re
from itertools import pairwise

import msgspec

from releases.intake import printed

_UNFINISHED = re.compile(r"[\w,–-]\Z")
_MARKED = re.compile(r"[-–—−•*·#|>\"”“»\[(]|\d+[.)] ")
# What begins a line of its own however long the one above is: a mark, a field.
_BEGINS = re.compile(rf"{_MARKED.pattern}|[A-ZÅÄÖ]\w{{1,14}} ?: ")
_WRAPPED_AT = 45
# A line ends within a word, or in one that belongs to the next.
# Words: prepositions, articles and conjunctions, closed classes: no phrase ends in one.
_CUT = re.compile(r"\b(?:i|på|av|för|med|till|från|och|att|ett?|en|de[nt]?)\Z|[^\W\d_]{2}-\Z")
_SHORTEST_CUT = 20
_WIDEST = 100
_FEWEST_FULL = 5
# A number of something goes on with a line as a small letter does.
_QUANTITY = re.compile(r"\d[\d ,]* [a-zåäö]{3,}(?! \d)")


class TextLine(msgspec.Struct, frozen=True):
    """One paragraph's worth of text; `gap` tells whether a blank line stands before it.

    `number` is its place among the lines of the source, `indent` how many spaces it stands in,
    `whole` the line of the source that it is a part of, if it is. `cells` are its columns, where
    it has any; `is_edge` tells that it stands at the edge of a printed page.
    """

    text: str
    gap: bool = True
    number: int = -1
    indent: int = 0
    whole: str = ""
    cells: tuple[str, ...] = ()
    is_edge: bool = False

    @property
    def source(self) -> str:
        """The line as the source has it."""
        return self.whole or self.text


def split(text: str) -> list[TextLine]:
    """Return the non-blank lines of a cleaned text, hard-wrapped paragraphs joined.

    A line of ordinary length goes on where it does not end as a sentence or label does and the
    next one, right below, begins with a small letter (once wrapped, with any). Where the whole text
    is wrapped, every line goes on that had no room for the next word.
    """
    written = text.split("\n")
    plain = [line.strip(" ").replace("\t", " ") for line in written]
    width = _wrapped_at(plain)
    edges = printed.find_edges(plain)
    hyphened = printed.hyphened(text)
    groups: list[list[str]] = []
    opened: list[TextLine] = []
    # Which group a line may go on, and whether the edge of a page parts it from that.
    open_at, is_parted, gap = -1, False, True
    for at, line in enumerate(plain):
        if not line:
            gap = True
            continue
        if open_at < 0 or at in edges:
            goes_on = False
        elif is_parted:
            goes_on = _goes_over(groups[open_at], line)
        else:
            above = groups[open_at]
            goes_on = not gap and (_goes_on(above, line) or _is_full(above, line, width))
        if goes_on:
            groups[open_at].append(line)
        else:
            groups.append([line])
            opened.append(_open(written[at], len(opened), gap=gap, is_edge=at in edges))
        is_parted = at in edges
        if not goes_on and not is_parted:
            open_at = len(groups) - 1
        gap = is_parted
    return [
        msgspec.structs.replace(
            line, text=printed.join(parts, hyphened), cells=() if parts[1:] else line.cells
        )
        for parts, line in zip(groups, opened, strict=True)
    ]


def _open(written: str, number: int, *, gap: bool, is_edge: bool) -> TextLine:
    bare = written.lstrip(" ")
    cells = tuple(bare.rstrip(" ").split("\t")) if "\t" in bare else ()
    return TextLine("", gap, number, len(written) - len(bare), "", cells, is_edge)


def _wrapped_at(lines: list[str]) -> int:
    """Return how many signs the lines of a wrapped text have at most, 0 where it is not wrapped."""
    width = max(map(len, lines))
    if not _WRAPPED_AT < width <= _WIDEST:
        return 0
    touching = [[above, below] for above, below in pairwise(lines) if above and below]
    full = sum(_is_full([above], below, width) for above, below in touching)
    return width if full >= max(_FEWEST_FULL, len(touching) / 2) else 0


def _is_full(parts: list[str], below: str, width: int) -> bool:
    """Tell whether the next word had no room on a line of a wrapped text."""
    reached = len(parts[-1]) + 1 + len(below.partition(" ")[0])
    return bool(width) and reached > width and not _BEGINS.match(below)


def _goes_over(parts: list[str], below: str) -> bool:
    """Tell whether a paragraph of several lines goes on behind the edge of a printed page."""
    return len(parts) > 1 and bool(_UNFINISHED.search(parts[-1])) and not _BEGINS.match(below)


def _is_cut(line: str, below: str) -> bool:
    """Tell whether a line of some words ends where no phrase does, or within a word."""
    return (
        len(line) >= _SHORTEST_CUT
        and (below[0].islower() or len(line) >= _WRAPPED_AT)
        and not _MARKED.match(below)
        and bool(_CUT.search(line[-12:]))
    )


def _goes_on(parts: list[str], below: str) -> bool:
    line = parts[-1]
    if _is_cut(line, below):
        return True
    return (
        len(line) >= _WRAPPED_AT
        and (below[0].islower() or len(parts) > 1 or bool(_QUANTITY.match(below)))
        and not _MARKED.match(below)
        and bool(_UNFINISHED.search(line))
        and "@" not in line
    )
