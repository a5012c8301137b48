"""Lists and block quotes that are open while a page is read."""

import re

from lxml.html import HtmlElement

from releases.text.html.passages import QUOTE, Holder

# Each indents what it holds, so deeper ones would cost a square; no text has as many.
_DEEPEST = 50


class OpenHolders:
    """The holders of what is read now, outermost first."""

    def __init__(self) -> None:
        self.holders: tuple[Holder, ...] = ()
        self._around: list[tuple[Holder, ...]] = []
        self._lists: list[tuple[int, int | None]] = [(1, None)]
        self._count = 1

    def begin(self, element: HtmlElement) -> None:
        """Open a list, an item of the innermost list, or a block quote; nothing for others."""
        self._count += 1
        if element.tag in {"ul", "ol"}:
            number = _number(element.get("start"), 1) if element.tag == "ol" else None
            self._lists.append((self._count, number))
        elif element.tag in {"li", "blockquote"}:
            held = Holder(self._count, self._count, QUOTE)
            if element.tag == "li":
                group, number = self._lists[-1]
                number = None if number is None else _number(element.get("value"), number)
                self._lists[-1] = group, None if number is None else number + 1
                held = Holder(self._count, group, "* " if number is None else f"{number}. ")
            self._around.append(self.holders)
            self.holders = (*self.holders, held)[:_DEEPEST]

    def end(self, tag: str) -> None:
        """Close what `begin` opened."""
        if tag in {"ul", "ol"}:
            self._lists.pop()
        elif tag in {"li", "blockquote"}:
            self.holders = self._around.pop()


def _number(written: str | None, default: int) -> int:
    return int(written) if written and re.fullmatch(r"\d{1,6}", written, re.ASCII) else default
