"""A pasted piece of HTML -> Markdown, all of it and in its order; what cannot come along is told.

Editors on the web and word processors say with styles what HTML has elements for: that is put
right first.
"""

import re
from typing import NamedTuple

from lxml.html import HtmlElement, tostring

from releases import markdown
from releases.exchange.html import to_markdown
from releases.intake.html.tree import parse
from releases.text import clean

_BODY = 500_000
# How Word writes its bullets on the clipboard: as signs of its symbol fonts.
_WORD_BULLET = re.compile(r"^\\?[·•§▪●o](?:[\u00a0 ]+)(?=\S)", re.MULTILINE)
_TIGHT = re.compile(r"(?m)^(\* .+)\n\n(?=\* )")
_BOLD_HEADING = re.compile(r"(?m)^(#+) \*\*([^*\n]+)\*\*$")
_LISTS = {"ul", "ol"}
_MARKS = {"b": "weight", "strong": "weight", "i": "style", "em": "style"}
_STYLED = {
    "weight": re.compile(r"font-weight:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE),
    "style": re.compile(r"font-style:\s*(?:italic|oblique)\b", re.IGNORECASE),
}
_PLAIN = re.compile(r"font-(weight|style):\s*(?:normal|[1-5]00)\b", re.IGNORECASE)
_ELEMENTS = {"weight": "strong", "style": "em"}
_LEADS = ("http://", "https://", "mailto:", "tel:")
# Smaller pictures count readers and are seen by nobody.
_SEEN = 3


class Pasted(NamedTuple):
    """Markdown; how many pictures and which links without a whole address did not come along."""

    markdown: str = ""
    pictures: int = 0
    links: tuple[str, ...] = ()


def pasted(html: str) -> Pasted:
    """Return what a piece of HTML says as the body of a release.

    Raises `FieldError` for what is nested beyond reason or longer than a body may be.
    """
    root = parse(html, "html")
    if root is None:
        return Pasted()
    pictures = sum(1 for each in root.iter("img") if _is_seen(each))
    links = tuple(
        " ".join(each.text_content().split())
        for each in root.iter("a")
        if not _leads(each) and each.text_content().strip()
    )
    for element in list(root.iter()):
        _set_right(element)
    written = to_markdown(tostring(root, encoding="unicode"))
    written = _BOLD_HEADING.sub(r"\1 \2", _WORD_BULLET.sub("* ", written))
    written = _TIGHT.sub(r"\1\n", written)
    return Pasted(markdown.canonical(clean(written, "html", _BODY).strip("\n")), pictures, links)


def _is_seen(image: HtmlElement) -> bool:
    sizes = (image.get("width") or "", image.get("height") or "")
    return not any(each.isdecimal() and int(each) < _SEEN for each in sizes)


def _leads(link: HtmlElement) -> bool:
    """Tell whether a link leads somewhere, or is only a place that others lead to."""
    href = (link.get("href") or "").strip().lower()
    return not href or href.startswith((*_LEADS, "#"))


def _set_right(element: HtmlElement) -> None:
    """Make elements of bold and italic styles, and put lists in lists into the item above them."""
    tag, style = element.tag, element.get("style") or ""
    if tag in _MARKS:
        plain = {each[1].lower() for each in _PLAIN.finditer(style)}
        if _MARKS[tag] in plain:
            element.tag = "span"
    elif tag in {"span", "font", "a"}:
        for name, pattern in _STYLED.items():
            if pattern.search(style):
                _wrap(element, _ELEMENTS[name])
    above = element.getprevious()
    parent = element.getparent()
    if tag in _LISTS and parent is not None and parent.tag in _LISTS and above is not None:
        above.append(element)


def _wrap(element: HtmlElement, tag: str) -> None:
    inner = element.makeelement(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)
