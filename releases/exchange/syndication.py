"""RSS 2.0, RSS 1.0 and Atom: XML in, items out one by one, in the memory of one.

Entities are neither declared nor expanded, nothing is loaded, and what has been read is let go
at once (RSS 2.0; RSS 1.0; RFC 4287; Media RSS 1.5).
"""

import re
from collections.abc import Collection, Iterator
from html import unescape
from typing import BinaryIO

from lxml import etree
from msgspec import structs

from releases.errors import FieldError
from releases.exchange.feed_text import Utf8Stream
from releases.exchange.items import ImportedCategory, ImportedItem
from releases.exchange.xml_repair import Mended
from releases.exchange.xmltext import (
    CONTENT,
    DC,
    LANG,
    MEDIA,
    RDF,
    Element,
    address,
    child,
    construct,
    local,
    markup,
    text,
    title,
    title_faults,
)
from releases.model import Image
from releases.text.html.inline import squeeze

_DECLARES = re.compile(r"""<!DOCTYPE(?:[^>\["']|"[^"]*+"|'[^']*+')*+(?P<inside>\[)?|<!ENTITY""")
# A comment without an end takes all the rest, so that nothing is looked through twice.
_COMMENT_OR_ELEMENT = re.compile(r"(?P<comment><!--(?:.*?-->|.*+))|<[A-Za-z]", re.DOTALL)
_HEAD = 65_536
_ITEMS = {"item", "entry"}
_FEEDS = {"channel", "feed"}
# What says something of the item itself.
_TAG = re.compile(r"<[^<>]*+>")
_OWN_WORDS = ("title", "description", "summary")
# The last two are those of Atom 0.3.
_ENTRY_DATES = ("published", "issued", "updated", "modified")


def is_feed(head: str) -> bool:
    """Tell whether a text begins as one of the formats does."""
    return re.search(r"<(?:\w+:)?(?:rss|RDF|feed)[\s>]", head) is not None


def read_syndication(source: BinaryIO, codec: str) -> Iterator[tuple[str, ImportedItem]]:
    """Yield each item with what the feed calls itself ("" where it says nothing before it).

    Raises `FieldError` where the XML ends being well-formed or declares entities.
    """
    _refuse_entities(Utf8Stream(source, codec).read(_HEAD).decode(errors="replace"))
    name = language = ""
    try:
        for event, element in _events(Utf8Stream(source, codec)):
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
        raise FieldError("feed", "not_xml", why=error.msg) from error


def _events(source: Utf8Stream) -> Iterator[tuple[str, Element]]:
    yield from etree.iterparse(
        Mended(source),
        events=("start", "end"),
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )


def _refuse_entities(head: str) -> None:
    opening = _opening(head)
    if any(match["inside"] or match[0] == "<!ENTITY" for match in _DECLARES.finditer(opening)):
        raise FieldError("feed", "entities_declared")


def _opening(head: str) -> str:
    """Return all that stands before the first element but for comments."""
    pieces: list[str] = []
    start = 0
    for match in _COMMENT_OR_ELEMENT.finditer(head):
        if not match["comment"]:
            return "".join((*pieces, head[start : match.start()]))
        pieces.append(head[start : match.start()])
        start = match.end()
    return "".join((*pieces, head[start:]))


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
    if kind == "id" or (kind == "link" and not element.get("href")):
        return text(element)
    return ""


def _item(element: Element, language: str) -> ImportedItem:
    if local(element) == "entry":
        return _entry(element, language)
    guid = text(child(element, "guid"))
    about = element.get(f"{RDF}about", "")
    return ImportedItem(
        id=guid or about,
        link=address(element, text(child(element, "link")))
        or (guid if guid.startswith("http") else ""),
        title=title(child(element, "title")),
        published=text(child(element, "pubDate")) or text(child(element, "date", DC)),
        summary=markup(child(element, "description")),
        content=markup(child(element, "encoded", CONTENT)),
        language=text(child(element, "language", DC)) or language,
        categories=tuple(
            ImportedCategory(text(each), each.get("domain", ""))
            for each in element
            if local(each) in {"category", "subject"} and text(each)
        ),
        images=_images(element),
        base=element.base or "",
        faults=title_faults(child(element, "title")),
    )


def _entry(element: Element, language: str) -> ImportedItem:
    links = [link for link in element if local(link) == "link" and link.get("href")]
    own = [link for link in links if link.get("rel", "alternate") == "alternate"]
    content = child(element, "content")
    dates = (text(child(element, name)) for name in _ENTRY_DATES)
    return ImportedItem(
        id=text(child(element, "id")),
        link=address(own[0], own[0].get("href")) if own else "",
        title=title(child(element, "title")),
        published=next(filter(None, dates), ""),
        summary=construct(child(element, "summary")),
        content=construct(content),
        language=element.get(LANG, language),
        categories=tuple(
            ImportedCategory(category.get("term"), category.get("scheme", ""))
            for category in element
            if local(category) == "category" and category.get("term")
        ),
        images=_images(element),
        base=(element if content is None else content).base or "",
        faults=title_faults(child(element, "title")),
    )


def _images(element: Element) -> tuple[Image, ...]:
    """Return the words of the pictures that Media RSS tells of; the files are not fetched.

    What a picture does not say itself its group says, and then the item, unless those words are
    the item's own title or summary.
    """
    own = {_words_of(child(element, name)) for name in _OWN_WORDS}
    images: dict[Image, None] = {}
    for content in element.iter(f"{MEDIA}content"):
        parent = content.getparent()
        group = parent if local(parent) == "group" else None
        kind = content.get("medium") or content.get("type", "").partition("/")[0]
        alt, caption = (
            _media_words(name, content, group) or _media_words(name, element, unless=own)
            for name in ("description", "title")
        )
        image = Image(alt=alt, caption=caption)
        credit = _media_words("credit", content, group, element)
        if kind in {"image", ""} and (image != Image() or _media_words("credit", content, group)):
            images[structs.replace(image, credit=credit)] = None
    return tuple(images)


def _media_words(name: str, *holders: Element, unless: Collection[str] = ()) -> str:
    """Return what the first of the holders that says something says, unless in these words."""
    words = (text(child(holder, name, MEDIA)) for holder in holders if holder is not None)
    return next((said for said in words if said and squeeze(said) not in unless), "")


def _words_of(element: Element) -> str:
    return squeeze(unescape(_TAG.sub("", text(element))))
