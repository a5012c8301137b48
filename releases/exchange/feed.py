"""A feed in any of the formats that are read: which it is, and its items one by one."""

from collections.abc import Iterator
from typing import BinaryIO

from releases.errors import FieldError
from releases.exchange import jsonfeed, syndication
from releases.exchange.items import Item

HEAD = 4_096


def is_feed(head: bytes) -> bool:
    """Tell whether bytes begin as RSS, Atom or JSON Feed does."""
    return syndication.is_feed(head) or jsonfeed.is_feed(head)


def read(source: BinaryIO) -> Iterator[tuple[str, Item]]:
    """Yield each item with what the feed calls itself, "" where it has not said.

    `source` can be read from its beginning. Raises `FieldError` for what is no feed, or ends
    being one: the items before that have been yielded.
    """
    head = source.read(HEAD)
    source.seek(0)
    if jsonfeed.is_feed(head):
        return jsonfeed.read(source)
    if syndication.is_feed(head):
        return syndication.read(source)
    raise FieldError("feed", "is neither RSS, Atom nor JSON Feed")
