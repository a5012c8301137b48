"""Passages of a page written as Markdown: lists and quotes nested, speech opened by its dash."""

import re
from collections.abc import Sequence

from releases.text import speech
from releases.text.html import inline
from releases.text.html.passages import QUOTE, Holder, Passage, PassageType

_OPENING = re.compile(r"(?P<digits>\d{1,9})(?=[.)](?:\s|$))|(?=#{1,6}(?:\s|$)|>|[+-](?:\s|$)|~~~)")
# Signs that would close a heading (CommonMark section 4.2).
_CLOSING = re.compile(r"(?<!\S)#+\Z")
_NUMBERED = re.compile(r"(?P<number>\d+)(?P<delimiter>[.)]) ")
_OTHER = {".": ")", ")": "."}
_RULE = re.compile(r"[-=](?:[ -]*|=*)")


def write_markdown(passages: Sequence[Passage]) -> str:
    """Return the Markdown of passages: "##" headings, "* " lists, speech as "– "."""
    lines: list[str] = []
    ended: Sequence[Holder] = ()
    for passage in passages:
        around, opened = ended[: passage.shared], passage.holders[passage.shared :]
        before = next(iter(ended[passage.shared :]), None)
        if before and opened:
            opened = (_delimited(before, opened[0]), *opened[1:])
        if lines and not _touch(before, opened, around):
            lines.append(_margin(around).rstrip())
        holders = (*around, *opened)
        margin = _margin(holders)
        first = _margin(around) + "".join(block.marker for block in opened)
        for number, line in enumerate(_lines(passage)):
            lines.append((margin if number else first) + line if line else margin.rstrip())
        ended = holders
    return "\n".join(lines)


def _delimited(before: Holder, opened: Holder) -> Holder:
    """Return a numbered item with the delimiter that lets it show its number below another.

    Markdown counts from the first number of a list, and another delimiter begins another list
    (CommonMark section 5.3).
    """
    above, here = _NUMBERED.fullmatch(before.marker), _NUMBERED.fullmatch(opened.marker)
    if above is None or here is None:
        return opened
    delimiter = above["delimiter"]
    if not (before.group == opened.group and int(here["number"]) == int(above["number"]) + 1):
        delimiter = _OTHER[delimiter]
    return opened._replace(marker=f"{here['number']}{delimiter} ")


def _touch(before: Holder | None, opened: Sequence[Holder], around: Sequence[Holder]) -> bool:
    """Tell whether no blank line parts two passages: items of a list, and a list from its item."""
    if not opened or opened[0].marker == QUOTE:
        return False
    if before:
        return before.group == opened[0].group and before.marker[-2] == opened[0].marker[-2]
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
