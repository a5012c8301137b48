"""A pasted piece of HTML -> Markdown, all of it and in its order; what cannot come along is told.

Editors on the web and word processors say with styles what HTML has elements for: that is put
right first.
"""

import re

from lxml.html import HtmlElement

from releases.exchange.html import write_tree
from releases.exchange.items import PasteResult
from releases.text import markdown
from releases.text.clean import clean
from releases.text.html import struck
from releases.text.html.tree import parse

_BODY = 500_000
# How Word writes its bullets on the clipboard: as signs of its symbol fonts.
_WORD_BULLET = re.compile(r"^\\?[·•§▪●o](?:[\u00a0 ]+)(?=\S)", re.MULTILINE)
_TIGHT = re.compile(r"(?m)^(\* .+)\n\n(?=\* )")
_LISTS = {"ul", "ol"}
_MARKS = {"b": "weight", "strong": "weight", "i": "style", "em": "style"}
_STYLED = {
    "weight": re.compile(r"font-weight:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE),
    "style": re.compile(r"font-style:\s*(?:italic|oblique)\b", re.IGNORECASE),
}
_PLAIN = re.compile(r"font-(weight|style):\s*(?:normal|[1-5]00)\b", re.IGNORECASE)
_ELEMENTS = {"weight": "strong", "style": "em"}
# Smaller pictures count readers and are seen by nobody.
_SEEN = 3
_SIZE = re.compile(r"[0-9]{1,9}")


def convert_paste(html: str) -> PasteResult:
    """Return what a piece of HTML says as the body of a release.

    Raises `FieldError` for what is nested beyond reason or longer than a body may be.
    """
    root = parse(html, "html")
    if root is None:
        return PasteResult()
    left_out = struck.take(root)
    pictures = sum(1 for image in root.iter("img") if _is_seen(image))
    for element in list(root.iter()):
        _set_right(element)
    written, lost = write_tree(root)
    written = _TIGHT.sub(r"\1\n", _WORD_BULLET.sub("* ", written))
    body = markdown.canonical(clean(written, "html", _BODY).strip("\n"))
    return PasteResult(body, pictures, tuple(words for words, _ in lost), tuple(left_out))


def _is_seen(image: HtmlElement) -> bool:
    sizes = (image.get("width") or "", image.get("height") or "")
    return not any(_SIZE.fullmatch(size) and int(size) < _SEEN for size in sizes)


def _set_right(element: HtmlElement) -> None:
    """Make elements of bold and italic styles, and put lists in lists into the item above them."""
    tag, style = element.tag, element.get("style") or ""
    if tag in _MARKS:
        plain = {declaration[1].lower() for declaration in _PLAIN.finditer(style)}
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
