"""A feed in any of the formats that are read: which it is, and its items one by one."""

from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

import msgspec

from releases.errors import FieldError
from releases.exchange import html, jsonfeed, syndication
from releases.exchange.feed_text import Utf8Stream, decode_head, find_encoding, settle
from releases.exchange.items import ImportedItem
from releases.intake import mojibake

HEAD = 4_096
_SHOWN = 60


def is_feed(head: bytes) -> bool:
    """Tell whether bytes begin as RSS, Atom or JSON Feed does."""
    shown = decode_head(head)
    return syndication.is_feed(shown) or jsonfeed.is_feed(shown)


def read_feed(source: BinaryIO, declared: str = "") -> Iterator[tuple[str, ImportedItem]]:
    """Yield each item with what the feed calls itself, "" where it has not said.

    `source` can be read from its beginning; `declared` is the encoding a server told of it.
    Raises `FieldError` for what is no feed, or ends being one: the items before that have been
    yielded.
    """
    shown = decode_head(source.read(HEAD))
    source.seek(0)
    codec = find_encoding(source, declared)
    if jsonfeed.is_feed(shown):
        return _settled(jsonfeed.read_jsonfeed(Utf8Stream(source, codec)))
    if syndication.is_feed(shown):
        return _settled(syndication.read_syndication(source, codec))
    raise FieldError("feed", "not_a_feed")


def _settled(items: Iterator[tuple[str, ImportedItem]]) -> Iterator[tuple[str, ImportedItem]]:
    """Yield items with their letters set right, and with what is to be said of that."""
    for name, item in items:
        text, had_marks = settle(msgspec.json.encode(item).decode())
        text, was_mended = mojibake.mend(text)
        if had_marks or was_mended:
            read = msgspec.json.decode(text, type=ImportedItem)
            bytes_read = ("holds bytes that are not UTF-8: read as Windows-1252",) * had_marks
            letters = ("held letters read in the wrong code page: mended",) * was_mended
            faults = (*read.faults, *bytes_read, *letters)
            item = msgspec.structs.replace(read, faults=faults)  # noqa: PLW2901 - the same, mended
        if item.published and item.moment is None:
            undated = f"states a date that cannot be read: {item.published[:_SHOWN]}"
            item = msgspec.structs.replace(item, faults=(*item.faults, undated))  # noqa: PLW2901
        if left_out := _struck_out(item):
            said = f"holds struck-out text, left out: {left_out[:_SHOWN]}"
            item = msgspec.structs.replace(item, faults=(*item.faults, said))  # noqa: PLW2901
        yield settle(name)[0], item


def _struck_out(item: ImportedItem) -> str:
    """Return what is struck out in the texts of an item; none of what is refused for its depth."""
    words: list[str] = []
    for text in (item.content, item.summary):
        with suppress(FieldError):
            words += html.struck_out(text)
    return ", ".join(dict.fromkeys(words))
