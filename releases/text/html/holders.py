"""Lists and block quotes that are open while a page is read."""

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from releases.text.html.passages import QUOTE, Holder
from releases.text.markdown import LEVELS_OF_ITEM, LEVELS_OF_QUOTE, MOST_LEVELS


class _OpenList(NamedTuple):
    """A list that is read: its number among holders and, of one that counts, its next item's."""

    group: int
    number: int | None = None
    step: int = 1
    delimiter: str = "."
    is_new: bool = True


class OpenHolders:
    """The holders of what is read now, outermost first.

    What stands deeper than a page shows stands in the deepest holder that it does show.
    """

    def __init__(self) -> None:
        self.holders: tuple[Holder, ...] = ()
        self._around: list[tuple[Holder, ...]] = []
        self._lists = [_OpenList(1)]
        self._count = 1

    def begin(self, element: HtmlElement) -> None:
        """Open a list, an item of the innermost list, or a block quote; nothing for others."""
        self._count += 1
        if element.tag in {"ul", "ol"}:
            self._lists.append(_open_list(element, self._count))
        elif element.tag in {"li", "blockquote"}:
            held = Holder(self._count, self._count, QUOTE)
            if element.tag == "li":
                held = self._item(element)
            self._around.append(self.holders)
            holders = (*self.holders, held)
            if sum(map(_levels, holders)) <= MOST_LEVELS:
                self.holders = holders

    def _item(self, element: HtmlElement) -> Holder:
        """Open an item; a number that does not go on opens another list, which Markdown marks."""
        around = self._lists[-1]
        if around.number is None:
            return Holder(self._count, around.group, "* ")
        number = _number(element.get("value"), around.number)
        if number != around.number and not around.is_new:
            other = ")" if around.delimiter == "." else "."
            around = around._replace(group=self._count, delimiter=other)
        # Markdown has no number below 0.
        self._lists[-1] = around._replace(number=max(number + around.step, 0), is_new=False)
        return Holder(self._count, around.group, f"{number}{around.delimiter} ")

    def end(self, tag: str) -> None:
        """Close what `begin` opened."""
        if tag in {"ul", "ol"}:
            self._lists.pop()
        elif tag in {"li", "blockquote"}:
            self.holders = self._around.pop()


def _open_list(element: HtmlElement, group: int) -> _OpenList:
    """Return a list before its first item; one that is reversed counts down to 1."""
    if element.tag == "ul":
        return _OpenList(group)
    is_reversed = element.get("reversed") is not None
    first = sum(1 for _ in element.iterchildren("li")) if is_reversed else 1
    number = _number(element.get("start"), first)
    return _OpenList(group, number, -1 if is_reversed else 1)


def _levels(holder: Holder) -> int:
    return LEVELS_OF_QUOTE if holder.marker == QUOTE else LEVELS_OF_ITEM


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,6}", written, re.ASCII) else default
