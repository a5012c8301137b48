"""The text as lines that know whether a blank one stood before them."""

import re
from itertools import pairwise

import msgspec

_UNFINISHED = re.compile(r"[\w,–-]\Z")
_MARKED = re.compile(r"[-–—−•*·#|>\"”“»\[(]|\d+[.)] ")
# What begins a line of its own however long the one above is: a mark, a field.
_BEGINS = re.compile(rf"{_MARKED.pattern}|[A-ZÅÄÖ]\w{{1,14}} ?: ")
_WRAPPED_AT = 45
_WIDEST = 100
_FEWEST_FULL = 5
# A number of something goes on with a line as a small letter does.
_QUANTITY = re.compile(r"\d[\d ,]* [a-zåäö]{3,}(?! \d)")


class TextLine(msgspec.Struct, frozen=True):
    """One paragraph's worth of text; `gap` tells whether a blank line stands before it.

    `number` is its place among the lines of the source, `indent` how many spaces it stands in,
    `whole` the line of the source that it is a part of, if it is.
    """

    text: str
    gap: bool = True
    number: int = -1
    indent: int = 0
    whole: str = ""

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
    width = _wrapped_at(text)
    groups: list[list[str]] = []
    opened: list[tuple[bool, int]] = []
    gap = True
    for written in text.split("\n"):
        line = written.lstrip(" ")
        if not line:
            gap = True
            continue
        if groups and not gap and (_goes_on(groups[-1], line) or _is_full(groups[-1], line, width)):
            groups[-1].append(line)
        else:
            groups.append([line])
            opened.append((gap, len(written) - len(line)))
        gap = False
    return [
        TextLine(" ".join(parts), gap, number, indent)
        for number, (parts, (gap, indent)) in enumerate(zip(groups, opened, strict=True))
    ]


def _wrapped_at(text: str) -> int:
    """Return how many signs the lines of a wrapped text have at most, 0 where it is not wrapped."""
    lines = [line.strip(" ") for line in text.split("\n")]
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


def _goes_on(parts: list[str], below: str) -> bool:
    line = parts[-1]
    return (
        len(line) >= _WRAPPED_AT
        and (below[0].islower() or len(parts) > 1 or bool(_QUANTITY.match(below)))
        and not _MARKED.match(below)
        and bool(_UNFINISHED.search(line))
        and "@" not in line
    )
