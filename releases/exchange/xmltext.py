"""The texts that elements of a feed hold: words, or HTML in one of its three disguises."""

import re
from html import escape, unescape
from typing import Any, TypeAlias
from urllib.parse import urljoin

from releases.exchange import html
from releases.text.html.tree import serialised

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# The elements of RSS itself: of no namespace, or of RSS 1.0's.
RSS = ("", "{http://purl.org/rss/1.0/}", "{http://my.netscape.com/rdf/simple/0.9/}")

Element: TypeAlias = Any  # lxml has no types
_MARKED_UP = re.compile(
    r"</?(?:a|b|br|del|em|font|i|ins|p|s|small|span|strike|strong|sub|sup|u)\b[^<>]*>"
)


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def namespace(element: Element) -> str:
    """Return the namespace of an element in braces, "" for none."""
    return str(element.tag)[: -len(local(element))]


def child(element: Element, name: str, *spaces: str) -> Element:
    """Return the first child of a name in one of the namespaces, None without one.

    Without `spaces` they are RSS's own and that of the element itself: whole feeds stand in one
    that is not theirs.
    """
    wanted = {f"{space}{name}" for space in spaces or (*RSS, namespace(element))}
    return next((element_child for element_child in element if element_child.tag in wanted), None)


def text(element: Element) -> str:
    """Return the words of an element, of its children too; nothing of None."""
    return "" if element is None else "".join(element.itertext()).strip()


def title(element: Element) -> str:
    """Return a title as words, whether it was written as text, as HTML or escaped twice."""
    written = text(element)
    if element is None or element.get("type") == "text":
        return written
    return html.to_text(written) if _MARKED_UP.search(written) else unescape(written)


def title_faults(element: Element) -> tuple[str, ...]:
    """Return what is to be said of a title: which words of it were struck out, and left out."""
    if element is None or element.get("type") == "text":
        return ()
    words = html.struck_out(text(element))
    return (f"has struck-out words in its title, left out: {', '.join(words)}",) if words else ()


def markup(element: Element) -> str:
    """Return the HTML that an element of RSS holds, escaped as it should be or as it is."""
    if element is None or not len(element):
        return text(element)
    return _inside(element)


def construct(element: Element) -> str:
    """Return the HTML of a text construct of Atom: text, html or xhtml (RFC 4287 section 3.1).

    Those of Atom 0.3 are told by the same words or by media types.
    """
    if element is None:
        return ""
    kind = element.get("type", "text")
    if kind in {"xhtml", "application/xhtml+xml"}:
        return _inside(element)
    return text(element) if kind in {"html", "text/html"} else escape(text(element))


def _inside(element: Element) -> str:
    pieces = [escape(element.text or "")]
    pieces += map(serialised, element)
    return re.sub(r"<(/?)\w+:(?=\w)", r"<\1", "".join(pieces)).strip()


def address(element: Element, written: str) -> str:
    """Return an address against the base that its element stands in (XML Base)."""
    return urljoin(element.base or "", written) if written else ""
