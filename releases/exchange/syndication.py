"""RSS 2.0, RSS 1.0 and Atom: XML in, items out one by one, in the memory of one.

Entities are neither declared nor expanded, nothing is loaded, and what has been read is let go
at once (RSS 2.0; RSS 1.0; RFC 4287; Media RSS 1.5).
"""

import re
from collections.abc import Iterator
from typing import BinaryIO

from lxml import etree

from releases.errors import FieldError
from releases.exchange.items import Category, Item
from releases.exchange.repair import Mended
from releases.exchange.xmltext import (
    ATOM,
    CONTENT,
    DC,
    LANG,
    MEDIA,
    RDF,
    Element,
    child,
    construct,
    local,
    markup,
    text,
    title,
)
from releases.model import Image

_DECLARES = re.compile(r"<!DOCTYPE[^>]*\[|<!ENTITY")
_HEAD = 65_536
_ITEMS = {"item", "entry"}
_FEEDS = {"channel", "feed"}


def is_feed(head: bytes) -> bool:
    """Tell whether bytes begin as one of the formats does."""
    shown = _decoded(head)
    return re.search(r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]", shown) is not None


def read(source: BinaryIO) -> Iterator[tuple[str, Item]]:
    """Yield each item with what the feed calls itself ("" where it says nothing before it).

    Raises `FieldError` where the XML ends being well-formed or declares entities.
    """
    _refuse_entities(source)
    name = language = ""
    try:
        for event, element in _events(source):
            kind = local(element)
            if event == "start":
                language = element.get(LANG) or language if kind in _FEEDS else language
            elif kind in _ITEMS and _is_item(element):
                yield name, _item(element, language)
                _let_go(element)
            elif (parent := element.getparent()) is not None and local(parent) in _FEEDS:
                name = _name(element) or name
                language = text(element) if kind == "language" else language
                _let_go(element)
    except etree.XMLSyntaxError as error:
        raise FieldError("feed", f"is not well-formed XML from there on: {error.msg}") from error


def _events(source: BinaryIO) -> Iterator[tuple[str, Element]]:
    yield from etree.iterparse(
        Mended(source),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_entities(source: BinaryIO) -> None:
    head = source.read(_HEAD)
    source.seek(0)
    # All that stands before the first element but for comments.
    opening = re.sub(r"<!--.*?-->", "", _decoded(head), flags=re.DOTALL)
    if _DECLARES.search(re.split(r"<[A-Za-z]", opening, maxsplit=1)[0]):
        raise FieldError("feed", "declares entities of its own; such files are refused")


def _decoded(head: bytes) -> str:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return head.decode("utf-16", errors="replace")
    return head.replace(b"\0", b"").decode("latin-1")


def _is_item(element: Element) -> bool:
    """Tell an item from an element of that name within one, or a feed quoted by an entry."""
    parent = element.getparent()
    return parent is not None and local(parent) in {*_FEEDS, "RDF"}


def _let_go(element: Element) -> None:
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        del element.getparent()[0]


def _name(element: Element) -> str:
    """Return what an element of the feed calls it: Atom's id, else the address of its site."""
    kind = local(element)
    if kind == "id" or (kind == "link" and not element.tag.startswith(ATOM)):
        return text(element)
    return ""


def _item(element: Element, language: str) -> Item:
    if element.tag.startswith(ATOM):
        return _entry(element, language)
    guid = text(child(element, "guid"))
    about = element.get(f"{RDF}about", "")
    return Item(
        id=guid or about,
        link=text(child(element, "link")) or (guid if guid.startswith("http") else ""),
        title=title(child(element, "title")),
        published=text(child(element, "pubDate")) or text(child(element, "date", DC)),
        summary=markup(child(element, "description")),
        content=markup(child(element, "encoded", CONTENT)),
        language=text(child(element, "language", DC)) or language,
        categories=tuple(
            Category(text(each), each.get("domain", ""))
            for each in element
            if local(each) in {"category", "subject"} and text(each)
        ),
        images=_images(element),
    )


def _entry(element: Element, language: str) -> Item:
    links = [each for each in element if each.tag == f"{ATOM}link" and each.get("href")]
    own = [each.get("href") for each in links if each.get("rel", "alternate") == "alternate"]
    return Item(
        id=text(child(element, "id", ATOM)),
        link=own[0] if own else "",
        title=title(child(element, "title", ATOM)),
        published=text(child(element, "published", ATOM)) or text(child(element, "updated", ATOM)),
        summary=construct(child(element, "summary", ATOM)),
        content=construct(child(element, "content", ATOM)),
        language=element.get(LANG, language),
        categories=tuple(
            Category(each.get("term"), each.get("scheme", ""))
            for each in element
            if each.tag == f"{ATOM}category" and each.get("term")
        ),
        images=_images(element),
    )


def _images(element: Element) -> tuple[Image, ...]:
    """Return the words of the pictures that Media RSS tells of; the files are not fetched."""
    found = []
    for each in element.iter(f"{MEDIA}content"):
        kind = each.get("medium") or each.get("type", "").partition("/")[0]
        image = Image(
            alt=text(child(each, "description", MEDIA)),
            caption=text(child(each, "title", MEDIA)),
            credit=text(child(each, "credit", MEDIA)),
        )
        if kind in {"image", ""} and image != Image():
            found.append(image)
    return tuple(found)
