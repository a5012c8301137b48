"""A JSON Feed that is broken somewhere: what is whole of it, item by item.

Commas too many and control characters are mended; an item that is broken otherwise is given up,
and reading goes on where the next one begins.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

# A string whole, so that what stands in it is no comma of ours; or commas, and what they close.
_COMMAS = re.compile(r'"(?:[^"\\]++|\\.)*+"|(?P<commas>,[\s,]*+)(?P<close>[}\]])?', re.DOTALL)
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\t\n\r"}
_ITEMS = re.compile(r'"items"\s*+:\s*+\[')
_BETWEEN = re.compile(r"[\s,]*+")
_NEXT = re.compile(r"(?:(?<![\s,])[\s,]++|(?<=[}\]\"]))(?=\{)")
# Marks that stand alone between items are of none.
_MARKS = re.compile(r'[\s,"}\[\]:]*+')
# What tells an item from the authors and attachments within one.
_KEYS = frozenset({"id", "content_html", "content_text", "date_published"})
_SHOWN = 60
# How much is looked at to read a value, and how much more where that cuts it off.
_WINDOW, _WIDER = 65_536, 16
# The longest of JSON that is no string: "\\ud83d", -1.5e300.
_LONGEST_WORD = 400
# So many times the length of the file may be looked at in vain, and then it is given up; what is
# copied costs less.
_PATIENCE = 4
_COPIED = 64


class BrokenItem(msgspec.Struct, frozen=True):
    """An item that is given up; `opening` is how it begins."""

    opening: str


class MendedFeed(NamedTuple):
    """What the feed says around its items, the items, and whether the list of them has an end."""

    around: dict[str, Any]
    items: list[Any]
    is_whole: bool


def mend(text: str) -> MendedFeed | None:
    """Return what is whole of a broken JSON Feed, None where nothing is."""
    clean = text.translate(_CONTROLS)
    for written in (clean, _without_spare_commas(clean)):
        tree = _decode(written)
        if isinstance(tree, dict):
            items = tree.get("items")
            return MendedFeed(tree, items if isinstance(items, list) else [], is_whole=True)
    opened = _ITEMS.search(clean)
    if opened is None:
        return None
    search = _ItemSearch(clean, opened.end())
    items = list(search.read())
    around = {**_strings(clean[: opened.start()]), **_strings(clean[search.at :])}
    return MendedFeed(around, items, search.is_at_end) if items else None


def _decode(text: str) -> Any:
    """Return what JSON says, None where it is broken; texts may hold line ends and tabs."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _without_spare_commas(text: str) -> str:
    return _COMMAS.sub(lambda match: match["close"] or ("," if match["commas"] else match[0]), text)


def _strings(text: str) -> dict[str, str]:
    """Return the texts that some JSON, whole or not, gives names."""
    named = re.finditer(r'"(\w+)"\s*+:\s*+("(?:[^"\\]++|\\.)*+")', text)
    values = ((match[1], _decode(match[2])) for match in named)
    return {name: value for name, value in values if isinstance(value, str)}


class _ItemSearch:
    """Reads a list of items from a place on; `at` is how far it has come."""

    def __init__(self, text: str, at: int) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(strict=False)
        self._patience = _PATIENCE * len(text)
        self.at = at
        self.is_at_end = False

    def read(self) -> Iterator[Any]:
        text = self._text
        while True:
            self.at = self._after_gap(self.at)
            self.is_at_end = text.startswith("]", self.at)
            if self.is_at_end or self.at == len(text):
                return
            item, end = self._value(self.at) if text[self.at] == "{" else (None, None)
            if end is not None:
                self.at = end
                yield item
                continue
            begun, self.at = self.at, self._next_item()
            if not _MARKS.fullmatch(text, begun, self.at):
                yield self._mended(text[begun : self.at])
            elif "]" in text[begun : self.at]:
                self.is_at_end = True
                return

    def _after_gap(self, at: int) -> int:
        gap = _BETWEEN.match(self._text, at)
        return gap.end() if gap else at

    def _value(self, at: int) -> tuple[Any, int | None]:
        """Return the value that begins at a place and where it ends, None where it is broken."""
        size = _WINDOW
        while True:
            # A fault is told with its line, for which all before it would be read each time.
            window = self._text[at : at + size]
            self._patience -= len(window) // _COPIED
            try:
                item, end = self._decoder.raw_decode(window)
            except RecursionError:
                self._patience -= len(window)
                return None, None
            except json.JSONDecodeError as error:
                self._patience -= error.pos
                if not _is_cut(error, window) or at + size >= len(self._text):
                    return None, None
                size *= _WIDER
            else:
                return item, at + end

    def _next_item(self) -> int:
        """Return where the next item that is whole begins, the end of the text without one."""
        for match in _NEXT.finditer(self._text, self.at + 1):
            if self._patience < 0:
                break
            item, end = self._value(match.end())
            if end is not None and isinstance(item, dict) and item.keys() & _KEYS:
                return match.end()
            if end is not None:
                self._patience -= end - match.end()
        return len(self._text)

    def _mended(self, text: str) -> Any:
        item = _decode(_without_spare_commas(text).strip(" \t\r\n,"))
        return BrokenItem(text[:_SHOWN]) if item is None else item


def _is_cut(error: json.JSONDecodeError, window: str) -> bool:
    """Tell whether a value is broken by the end of what was looked at, or may be."""
    is_last = error.pos >= len(window) - _LONGEST_WORD
    return is_last or error.msg.startswith("Unterminated")
