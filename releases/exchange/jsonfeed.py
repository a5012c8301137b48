"""JSON Feed 1.0 and 1.1: decoded whole, under a cap."""

from collections.abc import Iterator
from html import escape
from typing import BinaryIO

import msgspec

from releases.errors import FieldError
from releases.exchange.items import Category, Item

MOST = 50_000_000


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
    version: str = ""
    feed_url: str | None = None
    home_page_url: str | None = None
    language: str | None = None
    items: tuple[msgspec.Raw, ...] = ()


def is_feed(head: bytes) -> bool:
    """Tell whether bytes begin as a JSON Feed does."""
    shown = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return shown.startswith(b"{") and b"jsonfeed.org/version/" in shown.replace(b"\\/", b"/")


def read(source: BinaryIO) -> Iterator[tuple[str, Item]]:
    """Yield each item with what the feed calls itself; raises `FieldError`."""
    raw = source.read(MOST + 1)
    if len(raw) > MOST:
        raise FieldError("feed", f"is larger than {MOST // 1_000_000} MB")
    try:
        feed = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Feed)
        for each in feed.items:
            found = msgspec.json.decode(each, type=_Item)
            yield feed.feed_url or feed.home_page_url or "", _item(found, feed.language or "")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FieldError("feed", f"is not a JSON Feed: {error}") from error


def _item(found: _Item, language: str) -> Item:
    return Item(
        id=str(found.id),
        link=found.url or "",
        title=found.title or "",
        published=found.date_published or "",
        summary=escape(found.summary or "", quote=False),
        content=found.content_html or _paragraphs(found.content_text or ""),
        language=found.language or language,
        categories=tuple(Category(tag) for tag in found.tags or ()),
    )


def _paragraphs(text: str) -> str:
    parts = escape(text, quote=False).replace("\r\n", "\n").split("\n\n")
    return "".join("<p>{}</p>".format(part.replace("\n", "<br>")) for part in parts if part.strip())
