"""Items of lists as Markdown: nested as far as they are indented, with the numbers they have."""

import re
from collections.abc import Iterable
from typing import NamedTuple

BULLET = "* "
_NUMBERED = re.compile(r"(?P<number>\d{1,9})(?P<delimiter>[.)]) +(?P<words>.*)", re.DOTALL)
_OTHER = {".": ")", ")": "."}
# By how many spaces an item stands deeper than the one above it.
_DEEPER = 2


class ListItem(NamedTuple):
    """Words of an item after `indent` spaces; a bulleted one has no number."""

    words: str
    indent: int = 0
    number: int | None = None
    delimiter: str = "."


class ItemLine(NamedTuple):
    """The Markdown of an item; `is_apart` tells that a blank line parts it from the one above."""

    text: str
    is_apart: bool


class _OpenList(NamedTuple):
    """A list that goes on: how far it is indented, its last item, and which number that shows."""

    indent: int
    last: ListItem
    shown: int | None

    @property
    def width(self) -> int:
        return len(_mark(self.last))


def numbered(text: str, indent: int = 0) -> ListItem:
    """Return the item of a line "4. Beslut" or "4) Beslut"."""
    match = _NUMBERED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return ListItem(match["words"], indent, int(match["number"]), match["delimiter"])


def write(items: Iterable[ListItem | None]) -> list[ItemLine | None]:
    """Return the Markdown of items; None stands for what is no item and ends all lists.

    Numbers that do not go on open a list of their own by the other delimiter (CommonMark section
    5.3), for Markdown counts by the first number of a list alone.
    """
    open_lists: list[_OpenList] = []
    written: list[ItemLine | None] = []
    for read in items:
        if read is None:
            open_lists.clear()
            written.append(None)
            continue
        item = read
        above: _OpenList | None = None
        while len(open_lists) > 1 and item.indent < open_lists[-1].indent:
            above = open_lists.pop()
        if open_lists and item.indent < open_lists[-1].indent + _DEEPER:
            above = open_lists.pop()
        if above is None:
            # Within a paragraph only a bullet or the number 1 begins a list.
            is_apart = item.number not in {None, 1}
            indent, shown = item.indent, item.number
        else:
            is_apart = not _goes_on(above, item)
            shown = item.number if is_apart or above.shown is None else above.shown + 1
            indent = min(item.indent, above.indent)
            if item.number is not None and above.last.number is not None:
                kept = above.last.delimiter
                item = item._replace(delimiter=_OTHER[kept] if is_apart else kept)
        margin = " " * sum(opened.width for opened in open_lists)
        written.append(ItemLine(f"{margin}{_mark(item)}{item.words}", is_apart))
        open_lists.append(_OpenList(indent, item, shown))
    return written


def _goes_on(above: _OpenList, item: ListItem) -> bool:
    """Tell whether an item is the next of a list.

    Some number every item alike and leave the counting to Markdown.
    """
    if above.shown is None or item.number is None:
        return above.shown is item.number
    return item.number in {above.shown + 1, above.last.number}


def _mark(item: ListItem) -> str:
    return BULLET if item.number is None else f"{item.number}{item.delimiter} "
