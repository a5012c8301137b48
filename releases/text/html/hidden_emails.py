"""E-mail addresses that Cloudflare hides from robots in pages, shown again.

It puts each in `data-cfemail`, or behind the "#" of a link to itself, as hexadecimal figures: a
byte, and the address's bytes combined with it by exclusive or. Browsers undo that by a script.
"""

import re
from itertools import chain, islice

from lxml import etree
from lxml.html import HtmlElement

from releases.text import emails

_MARK = "data-cfemail"
_HIDDEN = etree.XPath(f"//*[@{_MARK}] | //a[contains(@href, '/cdn-cgi/l/email-protection')]")
_LINK = re.compile(r"(?:https?://[^/]+)?/cdn-cgi/l/email-protection(?:#(?P<figures>.*))?")
# Links may stand in one another: what is deeper in them is no word for an address.
_MOST_INSIDE = 20
_INSTEAD = re.compile(r"\[email\sprotected\]")


def reveal(root: HtmlElement) -> None:
    """Put the addresses of a tree where they are hidden; what holds none is left out."""
    for element in _HIDDEN(root):
        figures = element.get(_MARK)
        link = _LINK.fullmatch(element.get("href") or "")
        if link:
            address = _decode(link["figures"] or figures or "")
            _lead(element, address)
        if figures is not None:
            _say(element, _decode(figures))
        elif link:
            _replace(element, address)


def _decode(figures: str) -> str:
    """Return the address of hexadecimal figures, "" where they hold none."""
    try:
        key, *hidden = bytes.fromhex(figures)
        written = bytes(byte ^ key for byte in hidden).decode()
    except ValueError:
        return ""
    return emails.normalize(written.partition("?")[0])


def _lead(link: HtmlElement, address: str) -> None:
    if address:
        link.set("href", f"mailto:{address}")
    else:
        del link.attrib["href"]


def _say(element: HtmlElement, address: str) -> None:
    del element[:]
    element.text = address


def _replace(element: HtmlElement, address: str) -> None:
    """Put the address where words say that one is hidden."""
    for inner in chain((element,), islice(element.iterdescendants(), _MOST_INSIDE)):
        inner.text = inner.text and _INSTEAD.sub(lambda _: address, inner.text)
        if inner is not element:
            inner.tail = inner.tail and _INSTEAD.sub(lambda _: address, inner.tail)
