"""Emphasis written so that Markdown reads it back: marks stand where CommonMark lets them.

A mark opens or closes beside punctuation only where none of a word stands on its other side
(CommonMark, section 6.2): what would keep it from that moves out of it. Where two marks cannot be
told apart, the later one is left out, never its words.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from releases.text.html import inline

_PASSES = 4


class InlinePiece(NamedTuple):
    """Inline Markdown under some marks; one that `is_whole` is code or a link, never parted."""

    text: str
    marks: frozenset[str] = frozenset()
    is_whole: bool = False

    @property
    def is_code(self) -> bool:
        """Whether it is inline code."""
        return self.is_whole and self.text.startswith("`")

    @property
    def is_link(self) -> bool:
        """Whether it is a link."""
        return self.is_whole and self.text.startswith("[")


def write(pieces: Iterable[InlinePiece]) -> str:
    """Return the Markdown of pieces, their marks around them."""
    settled = _flatten(_join([piece for piece in pieces if piece.text]))
    for _ in range(_PASSES):
        before = settled
        settled = _settle(_join(before))
        if settled == before:
            break
    return _emit(_join(settled))


def _flatten(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Leave out italics within bold where marked words touch: asterisks would run together."""
    touching = any(
        left.marks
        and right.marks
        and left.marks != right.marks
        and len(left.marks | right.marks) > 1
        and not (left.text[-1:].isspace() or right.text[:1].isspace())
        for left, right in pairwise(pieces)
    )
    if not touching:
        return pieces
    return [
        piece._replace(marks=frozenset({"**"})) if len(piece.marks) > 1 else piece
        for piece in pieces
    ]


def _join(pieces: Sequence[InlinePiece]) -> list[InlinePiece]:
    joined: list[list[InlinePiece]] = []
    for piece in pieces:
        if joined and _is_like(joined[-1][-1], piece):
            joined[-1].append(piece)
        else:
            joined.append([piece])
    return [_join_alike(same) if len(same) > 1 else same[0] for same in joined]


def _join_alike(pieces: Sequence[InlinePiece]) -> InlinePiece:
    texts = [piece.text for piece in pieces]
    joined = inline.join_code(texts) if pieces[0].is_code else "".join(texts)
    return pieces[0]._replace(text=joined)


def _is_like(left: InlinePiece, right: InlinePiece) -> bool:
    is_parted = left.is_whole or right.is_whole
    return left.marks == right.marks and (not is_parted or (left.is_code and right.is_code))


def _settle(pieces: list[InlinePiece]) -> list[InlinePiece]:
    """Move out of each mark what keeps it from opening or closing at its place."""
    edge = InlinePiece("\n")
    out: list[InlinePiece] = []
    for number, piece in enumerate(pieces):
        before = out[-1] if out else edge
        after = pieces[number + 1] if number + 1 < len(pieces) else edge
        head, rest = _part_head(piece, before)
        core, tail = _part_tail(rest, after)
        out += [
            part
            for part in (
                head._replace(marks=piece.marks & before.marks),
                core,
                tail._replace(marks=piece.marks & after.marks),
            )
            if part.text
        ]
    return [_told_apart(piece, out[at - 1] if at else edge) for at, piece in enumerate(out)]


def _told_apart(piece: InlinePiece, before: InlinePiece) -> InlinePiece:
    """Leave out marks that would open right where others close, or within a marked word."""
    is_within = before.marks and _is_wordlike(before.text[-1:]) and _is_wordlike(piece.text[:1])
    if piece.marks - before.marks and (before.marks - piece.marks or is_within):
        return piece._replace(marks=piece.marks & before.marks)
    return piece


def _part_head(piece: InlinePiece, before: InlinePiece) -> tuple[InlinePiece, InlinePiece]:
    nothing = piece._replace(text="")
    if not piece.marks - before.marks:
        return nothing, piece
    bare = piece.text if piece.is_whole else piece.text.lstrip()
    start = len(piece.text) - len(bare)
    # After the blanks stands nothing of a word.
    # At the beginning of a line "*(" is taken for the mark of an item.
    is_item = before.text.endswith("\n") and piece.marks == {"*"} and piece.text[:1] == "("
    if start == 0 and (is_item or _is_wordlike(before.text[-1:])):
        start = _first_letter(piece)
    return piece._replace(text=piece.text[:start]), piece._replace(text=piece.text[start:])


def _part_tail(piece: InlinePiece, after: InlinePiece) -> tuple[InlinePiece, InlinePiece]:
    nothing = piece._replace(text="")
    if not piece.text or not piece.marks - after.marks:
        return piece, nothing
    end = len(piece.text if piece.is_whole else piece.text.rstrip())
    if end == len(piece.text) and _is_wordlike(after.text[:1]):
        end = _last_letter(piece)
    return piece._replace(text=piece.text[:end]), piece._replace(text=piece.text[end:])


def _first_letter(piece: InlinePiece) -> int:
    """Return where the first letter or figure stands; the end of a whole."""
    if piece.is_whole:
        return len(piece.text)
    return next((at for at, sign in enumerate(piece.text) if sign.isalnum()), len(piece.text))


def _last_letter(piece: InlinePiece) -> int:
    """Return where the last letter or figure ends; the beginning of a whole."""
    end = 0 if piece.is_whole else len(piece.text)
    while end and not piece.text[end - 1].isalnum():
        end -= 1
    return end


def _is_wordlike(sign: str) -> bool:
    """Tell whether a sign is neither white space nor punctuation to every reader of Markdown."""
    return bool(sign) and not sign.isspace() and not unicodedata.category(sign).startswith("P")


def _emit(pieces: Sequence[InlinePiece]) -> str:
    out: list[str] = []
    opened: list[str] = []
    left_out: set[str] = set()
    for number, piece in enumerate(pieces):
        left_out &= piece.marks
        marks = piece.marks - left_out
        while not marks.issuperset(opened):
            mark = opened.pop()
            out.append(mark)
            # It cannot go on once the one around it has ended.
            left_out |= {mark} & marks
            marks -= {mark}
        fresh = sorted(
            marks.difference(opened), key=lambda mark: (-_extent(mark, pieces, number), -len(mark))
        )
        out += fresh
        opened += fresh
        # "![" would be a picture.
        if piece.is_link and out and out[-1].endswith("!"):
            out[-1] = out[-1][:-1] + r"\!"
        out.append(piece.text)
    return "".join([*out, *reversed(opened)])


def _extent(mark: str, pieces: Sequence[InlinePiece], start: int) -> int:
    """Return how many pieces from one on a mark stands around."""
    end = start
    while end < len(pieces) and mark in pieces[end].marks:
        end += 1
    return end - start
