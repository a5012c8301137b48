"""Lists and block quotes that are open while a page is read."""

import re
from typing import NamedTuple

from lxml.html import HtmlElement

from releases.text.html.passages import QUOTE, Holder

# Each indents what it holds, so deeper ones would cost a square; no text has as many.
_DEEPEST = 50


class _OpenList(NamedTuple):
    """A list that is read: its number among holders and, of one that counts, its next item's."""

    group: int
    number: int | None = None
    delimiter: str = "."
    is_new: bool = True


class OpenHolders:
    """The holders of what is read now, outermost first."""

    def __init__(self) -> None:
        self.holders: tuple[Holder, ...] = ()
        self._around: list[tuple[Holder, ...]] = []
        self._lists = [_OpenList(1)]
        self._count = 1

    def begin(self, element: HtmlElement) -> None:
        """Open a list, an item of the innermost list, or a block quote; nothing for others."""
        self._count += 1
        if element.tag in {"ul", "ol"}:
            number = _number(element.get("start"), 1) if element.tag == "ol" else None
            self._lists.append(_OpenList(self._count, number))
        elif element.tag in {"li", "blockquote"}:
            held = Holder(self._count, self._count, QUOTE)
            if element.tag == "li":
                held = self._item(element)
            self._around.append(self.holders)
            self.holders = (*self.holders, held)[:_DEEPEST]

    def _item(self, element: HtmlElement) -> Holder:
        """Open an item; a number that does not go on opens another list, which Markdown marks."""
        around = self._lists[-1]
        if around.number is None:
            return Holder(self._count, around.group, "* ")
        number = _number(element.get("value"), around.number)
        if number != around.number and not around.is_new:
            around = _OpenList(self._count, number, ")" if around.delimiter == "." else ".")
        self._lists[-1] = around._replace(number=number + 1, is_new=False)
        return Holder(self._count, around.group, f"{number}{around.delimiter} ")

    def end(self, tag: str) -> None:
        """Close what `begin` opened."""
        if tag in {"ul", "ol"}:
            self._lists.pop()
        elif tag in {"li", "blockquote"}:
            self.holders = self._around.pop()


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,6}", written, re.ASCII) else default
