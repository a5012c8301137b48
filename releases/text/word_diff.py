"""Two texts side by side, told apart by words: what both say, what one says alone."""

import re
from difflib import SequenceMatcher
from enum import StrEnum

import msgspec

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
# Comparing costs the product of what differs; beyond this, whole lines are compared.
_MOST = 1_000_000


class DiffSide(StrEnum):
    """Where a piece of text stands: in both texts, only in the first, only in the second."""

    BOTH = "both"
    FIRST = "first"
    SECOND = "second"


class Piece(msgspec.Struct, frozen=True):
    """A run of text that stands in both texts or in one of them."""

    found: DiffSide
    text: str


def pieces(first: str, second: str) -> tuple[Piece, ...]:
    """Return two texts as one row of pieces, in reading order.

    What both have and what the first has alone make the first text again; what both have and
    what the second has alone make the second.
    """
    a, b = _WORDS.findall(first), _WORDS.findall(second)
    if len(a) * len(b) > _MOST:
        a, b = _LINES.findall(first), _LINES.findall(second)
    made: list[Piece] = []
    for _, a_from, a_to, b_from, b_to in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        old, new = "".join(a[a_from:a_to]), "".join(b[b_from:b_to])
        if old == new:
            made.append(Piece(DiffSide.BOTH, old))
            continue
        made += [Piece(DiffSide.FIRST, old)] if old else []
        made += [Piece(DiffSide.SECOND, new)] if new else []
    return tuple(made)
