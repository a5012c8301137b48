"""JSON Feed 1.0 and 1.1: decoded whole, under a cap; of a broken one what is whole."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any, TypeVar

import msgspec

from releases.errors import FieldError
from releases.exchange.feed_text import Utf8Stream
from releases.exchange.items import ImportedCategory, ImportedItem
from releases.exchange.json_repair import BrokenItem, MendedFeed, mend

MOST = 50_000_000
_PIECE = 1_000_000
_LONE = re.compile("[\ud800-\udfff]")
_Read = TypeVar("_Read", bound=msgspec.Struct)


class _Item(msgspec.Struct, frozen=True):
    id: str | int | float = ""
    url: str | None = None
    title: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    summary: str | None = None
    date_published: str | None = None
    language: str | None = None
    tags: tuple[str, ...] | None = None


class _Feed(msgspec.Struct, frozen=True):
    feed_url: str | None = None
    home_page_url: str | None = None
    language: str | None = None


def is_feed(head: str) -> bool:
    """Tell whether a text begins as a JSON Feed does."""
    return head.startswith("{") and "jsonfeed.org/version/" in head.replace("\\/", "/")


def read_jsonfeed(source: Utf8Stream) -> Iterator[tuple[str, ImportedItem]]:
    """Yield each item with what the feed calls itself; raises `FieldError`.

    A field that is of another type than the specification's is left out, which is a fault of its
    item; so is an item that is no object, or broken JSON.
    """
    told = _decode(_whole(source))
    feed, _ = _convert(told.around, _Feed)
    name = feed.feed_url or feed.home_page_url or ""
    for item in told.items:
        if isinstance(item, BrokenItem):
            yield name, ImportedItem(id=item.opening, faults=("is broken JSON: left out",))
            continue
        read, faults = _convert(item, _Item)
        yield name, _item(read, feed.language or "", faults)
    is_told = bool(told.items) and isinstance(told.items[-1], BrokenItem)
    if not told.is_whole and not is_told:
        raise FieldError("feed", "not_a_jsonfeed", why="it has no end")


def _whole(source: Utf8Stream) -> bytes:
    pieces, size = [], 0
    while piece := source.read(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > MOST:
            raise FieldError("feed", "file_too_large", most=MOST // 1_000_000)
    return b"".join(pieces)


def _decode(raw: bytes) -> MendedFeed:
    try:
        tree = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        mended = mend(raw.decode(errors="replace"))
        if mended is None:
            raise FieldError("feed", "not_a_jsonfeed", why=str(error)) from error
        return mended
    if not isinstance(tree, dict):
        raise FieldError("feed", "not_a_jsonfeed", why="it is no object")
    items = tree.get("items")
    return MendedFeed(tree, items if isinstance(items, list) else [], is_whole=True)


def _convert(tree: Any, kind: type[_Read]) -> tuple[_Read, tuple[str, ...]]:
    """Return what fits of a tree, and what is to be said of the rest."""
    if not isinstance(tree, dict):
        return kind(), ("is no object: left out",)
    fields, faults = {}, []
    for field in msgspec.structs.fields(kind):
        if field.name in tree:
            try:
                value = _whole_letters(tree[field.name])
                fields[field.name] = msgspec.convert(value, field.type)
            except msgspec.ValidationError as error:
                faults.append(f"{field.name}: {error}: left out")
    return kind(**fields), tuple(faults)


def _whole_letters(value: Any) -> Any:
    """Return a text, or a list of them, with the half letters that JSON can tell as U+FFFD."""
    if isinstance(value, list):
        return [_whole_letters(part) for part in value]
    return _LONE.sub("\ufffd", value) if isinstance(value, str) else value


def _item(item: _Item, language: str, faults: tuple[str, ...]) -> ImportedItem:
    return ImportedItem(
        id=str(item.id),
        link=item.url or "",
        title=item.title or "",
        published=item.date_published or "",
        summary=escape(item.summary or "", quote=False),
        content=item.content_html or _paragraphs(item.content_text or ""),
        language=item.language or language,
        categories=tuple(ImportedCategory(tag) for tag in item.tags or ()),
        faults=faults,
    )


def _paragraphs(text: str) -> str:
    parts = escape(text, quote=False).replace("\r\n", "\n").split("\n\n")
    return "".join("<p>{}</p>".format(part.replace("\n", "<br>")) for part in parts if part.strip())
