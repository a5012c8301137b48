"""Films, players and maps shown from elsewhere: as links, for Markdown has no frames."""

import re
from urllib.parse import urljoin, urlsplit

from lxml.html import Element, HtmlElement

_TAGS = ("iframe", "video", "audio", "embed", "object")
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data-cookieblock-src", "data")
# Smaller frames count readers and are seen by nobody.
_SEEN = 3
_SIZE = re.compile(r"\s*(\d{1,9})\s*(?:px)?\s*")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_TITLE = 120
# What is shown in frames, and the page that people open.
_FRAMED = (
    (re.compile(r"https?://(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]{6,20})(?:[?#].*)?\Z"),
     r"https://www.youtube.com/watch?v=\1"),
    (re.compile(r"https?://player\.vimeo\.com/video/(\d{3,12})(?:[?#].*)?\Z"), r"https://vimeo.com/\1"),
)  # fmt: skip


def link(root: HtmlElement, base: str = "") -> list[str]:
    """Put a link in the place of each film, player or map of a tree; return their addresses.

    The title is the words of the link, else the address. What nobody sees, and what has no
    address on the web, is left as it is.
    """
    linked: list[str] = []
    for element in list(root.iter(*_TAGS)):
        address = "" if _is_unseen(element) else _address(element, base)
        if not address or element.getparent() is None:
            continue
        words = " ".join((element.get("title") or element.get("aria-label") or "").split())
        anchor = Element("a", href=address)
        anchor.text = words[:_LONGEST_TITLE] or address
        line = Element("p")
        line.append(anchor)
        line.tail = element.tail
        element.getparent().replace(element, line)
        linked.append(address)
    return linked


def _address(element: HtmlElement, base: str) -> str:
    sources = [element, *element.iter("source")]
    written = (source.get(name) for source in sources for name in _ADDRESSES)
    for address in filter(None, written):
        try:
            absolute = urljoin(base, address.strip())
            host = urlsplit(absolute).hostname
        except ValueError:
            continue
        if host and absolute.startswith(("http://", "https://")):
            for framed, page in _FRAMED:
                absolute = framed.sub(page, absolute)
            return str(absolute)
    return ""


def _is_unseen(element: HtmlElement) -> bool:
    sizes = (_SIZE.fullmatch(element.get(side) or "") for side in ("width", "height"))
    is_tiny = any(size is not None and int(size[1]) < _SEEN for size in sizes)
    return (
        is_tiny
        or element.get("hidden") is not None
        or bool(_HIDDEN.search(element.get("style") or ""))
        or next(element.iterancestors("noscript"), None) is not None
    )
