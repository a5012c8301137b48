"""Two changed texts joined paragraph by paragraph, with no more than marks of the first text.

A paragraph is what stands between blank lines: a heading, a list, a quotation. Where only one of
two writers changed, moved, added or removed one, that holds; where both changed the same one
differently, nothing is decided.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

_GAP = re.compile(r"(\n(?:[ \t]*\n)+)")
_BREAK = "\n\n"
# Comparing costs the product of the lengths.
_MOST = 250_000

Mark = Callable[[str], str]


class _Change(msgspec.Struct, frozen=True):
    """Paragraphs `start` to `end` of the first text became those of `text`."""

    start: int
    end: int
    text: tuple[str, ...]

    def meets(self, other: "_Change") -> bool:
        """Tell whether two changes are of one paragraph."""
        return self.start < other.end and other.start < self.end

    def is_beside(self, other: "_Change") -> bool:
        """Tell whether both add paragraphs at one place."""
        return self.start == self.end == other.start == other.end


def split(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text, without the blank lines between them."""
    return tuple(_GAP.split(text)[::2]) if text else ()


def merge_texts(mine: str, theirs: str, was: Sequence[str], mark: Mark) -> str | None:
    """Return the text with the changes of both, None where they clash.

    `was` are the marks, by `mark`, of the paragraphs that both began from. Of what both added at
    one place theirs comes first.
    """
    own, others = split(mine), split(theirs)
    if max(len(own), len(others)) * len(was) > _MOST:
        return None
    first = _changes(was, own, mark)
    second = _changes(was, others, mark)
    by_mark = {mark(paragraph): paragraph for paragraph in own}
    made: list[str] = []
    at = 0
    for change in _in_order(first, second):
        if change is None:
            return None
        made += [by_mark[one] for one in was[at : change.start]]
        made += change.text
        at = change.end
    made += [by_mark[one] for one in was[at:]]
    return _BREAK.join(made)


def _in_order(own: list[_Change], others: list[_Change]) -> Iterator[_Change | None]:
    """Yield the changes of both from the beginning on, None at the first clash."""
    while own and others:
        mine, theirs = own[0], others[0]
        if mine.meets(theirs) or mine.is_beside(theirs):
            if mine != theirs and not mine.is_beside(theirs):
                yield None
                return
            yield theirs
            if mine != theirs:
                yield mine
            del own[0], others[0]
        elif (mine.start, mine.end) < (theirs.start, theirs.end):
            yield own.pop(0)
        else:
            yield others.pop(0)
    yield from own
    yield from others


def _changes(was: Sequence[str], text: tuple[str, ...], mark: Mark) -> list[_Change]:
    """Return what became of a text; as many paragraphs for as many, or fewer, each by itself."""
    now = [mark(paragraph) for paragraph in text]
    made: list[_Change] = []
    compared = SequenceMatcher(None, was, now, autojunk=False)
    for kind, start, end, begin, stop in compared.get_opcodes():
        if kind == "equal":
            continue
        new = text[begin:stop]
        if len(new) > end - start:
            made.append(_Change(start, end, new))
            continue
        made += (
            _Change(start + offset, start + offset + 1, new[offset : offset + 1])
            for offset in range(end - start)
        )
    return made
