"""Passages of a page written as Markdown: lists and quotes nested, speech opened by its dash."""

import re
from collections.abc import Sequence

from releases.text import speech
from releases.text.html import inline
from releases.text.html.passages import QUOTE, Holder, Passage, PassageType

_OPENING = re.compile(r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|~~~)")
# Signs that would close a heading (CommonMark section 4.2).
_CLOSING = re.compile(r"(?<!\S)#+\Z")
_RULE = re.compile(r"[-=](?:[ -]*|=*)")


def write_markdown(passages: Sequence[Passage]) -> str:
    """Return the Markdown of passages: "##" headings, "* " lists, speech as "– "."""
    lines: list[str] = []
    ended: Sequence[Holder] = ()
    for passage in passages:
        around, opened = passage.holders[: passage.shared], passage.holders[passage.shared :]
        if lines and not _touch(ended[passage.shared :], opened, around):
            lines.append(_margin(around).rstrip())
        margin = _margin(passage.holders)
        first = _margin(around) + "".join(block.marker for block in opened)
        for number, line in enumerate(_lines(passage)):
            lines.append((margin if number else first) + line if line else margin.rstrip())
        ended = passage.holders
    return "\n".join(lines)


def _touch(ended: Sequence[Holder], opened: Sequence[Holder], around: Sequence[Holder]) -> bool:
    """Tell whether no blank line parts two passages: items of a list, and a list from its item."""
    if not opened or opened[0].marker == QUOTE:
        return False
    if ended:
        return ended[0].group == opened[0].group
    # Right below a paragraph only a bullet or the number 1 begins a list (CommonMark section 5.3).
    interrupts = opened[0].marker in {"* ", "1. ", "1) "}
    return bool(around) and around[-1].marker != QUOTE and interrupts


def _margin(holders: Sequence[Holder]) -> str:
    """Return what stands before the lines of what is held."""
    return "".join(
        QUOTE if holder.marker == QUOTE else " " * len(holder.marker) for holder in holders
    )


def _lines(passage: Passage) -> Sequence[str]:
    lines = passage.lines
    match passage.form:
        case PassageType.HEADING:
            bold = inline.BOLD.fullmatch(lines[0])
            words = _CLOSING.sub(r"\\\g<0>", bold[1] if bold else lines[0])
            return [f"{'#' * max(passage.level, 2)} {words}"]
        case PassageType.CODE:
            fence = inline.fence_of("\n".join(lines), 3)
            return [fence, *lines, fence]
        case PassageType.PARAGRAPH | PassageType.TERM:
            opened = [_opened(line, first=number == 0) for number, line in enumerate(lines)]
            return [*(f"{line}  " for line in opened[:-1]), opened[-1]]
        case _:
            return lines


def _opened(text: str, *, first: bool) -> str:
    """Return a line that opens as a paragraph: a dash is speech, a number or mark only itself."""
    if first and (words := speech.strip_dash(text) or speech.strip_hyphen(text)):
        return speech.DASH + words
    if _RULE.fullmatch(text):
        return f"\\{text}"
    opening = _OPENING.match(text)
    if opening is None:
        return text
    return f"{opening['digits'] or ''}\\{text[opening.end() :]}"
