"""The HTML of a feed's items -> Markdown, and the words of the pictures in it.

Only text and structure come through: whatever runs, loads or styles is left behind with its
element. The tree is walked once, as archives are long: a general converter took six times as much.
"""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias
from urllib.parse import urljoin

from lxml import etree

from releases.errors import FieldError
from releases.exchange import words
from releases.model import Image

_DROPPED = {
    *("script", "style", "template", "noscript", "head", "title", "iframe", "object", "embed"),
    *("svg", "math", "form", "input", "button", "select", "textarea", "video", "audio", "img"),
}
_HEADINGS = {f"h{level}": max(level, 2) for level in range(1, 7)}
_BLOCKS = {
    *("p", "div", "section", "article", "aside", "header", "footer", "main", "nav", "address"),
    *("ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "hr", "figure"),
    *("figcaption", "details", "summary", "center", "fieldset", "body", *_HEADINGS),
}
_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_SCHEMES = ("http://", "https://", "mailto:", "tel:")
_CREDIT = re.compile(r"[\s(]*\b(?:Foto(?:graf)?|Bild|Photo)\s*:\s*(?P<name>[^.\n]{2,100}?)[).\s]*$")
# No text is nested deeper; what is deeper still comes as plain text.
_DEEPEST = 50

_Element: TypeAlias = Any  # lxml has no types


def to_markdown(html: str, base: str = "") -> str:
    """Return Markdown: "##" headings, "* " lists, a paragraph that opens with a dash as "– ".

    Links are made absolute against `base`; those that lead to no address keep their words.
    Raises `FieldError` for HTML too deep to be a text.
    """
    return "\n\n".join(_blocks(_body(html), base, 0))


def to_text(html: str) -> str:
    """Return the words alone, on one line."""
    return words.line("".join(_body(html).itertext()))


def pictures(html: str) -> tuple[Image, ...]:
    """Return alternative text, caption and credit of each picture that has any."""
    found = []
    for image in _body(html).iter("img"):
        figure = next(image.iterancestors("figure"), None)
        caption_of = None if figure is None else figure.find(".//figcaption")
        caption = "" if caption_of is None else words.line("".join(caption_of.itertext()))
        found.append(credited(Image(alt=words.line(image.get("alt", "")), caption=caption)))
    return tuple(each for each in found if each != Image())


def credited(image: Image) -> Image:
    """Return the image with a "Foto: …" that ends its caption as its credit."""
    signed = _CREDIT.search(image.caption)
    if signed is None or image.credit:
        return image
    return Image(image.media, image.alt, image.caption[: signed.start()].strip(), signed["name"])


def _body(html: str) -> _Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    # A shell of its own, so that even nothing at all has a body.
    shell = f"<html><body>{html}</body></html>".encode(errors="replace")
    root: _Element = etree.fromstring(shell, parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise FieldError(
            "content", "is nested deeper than any text; what lies beneath would be lost"
        )
    body = root.find("body")
    return root if body is None else body


def _blocks(parent: _Element, base: str, depth: int) -> Iterator[str]:
    """Yield the Markdown blocks of an element; text between its blocks makes paragraphs."""
    run = [words.escaped(parent.text or "")]
    for child in parent:
        if _is_block(child):
            yield from words.paragraphs("".join(run))
            yield from _block(child, base, depth + 1)
            run = []
        else:
            run.append(_inline(child, base, depth + 1))
        run.append(words.escaped(child.tail or ""))
    yield from words.paragraphs("".join(run))


def _is_block(element: _Element) -> bool:
    if element.tag in _BLOCKS:
        return True
    return element.tag not in _DROPPED and any(each.tag in _BLOCKS for each in element.iter())


def _block(element: _Element, base: str, depth: int) -> Iterator[str]:
    tag = element.tag
    if depth > _DEEPEST:
        yield from words.paragraphs(words.escaped("".join(element.itertext())))
    elif tag in _HEADINGS:
        heading = words.line(_inside(element, base, depth).replace(words.BREAK, " "))
        if heading:
            yield f"{'#' * _HEADINGS[tag]} {heading}"
    elif tag in {"ul", "ol"}:
        yield from _list(element, base, depth)
    elif tag == "blockquote":
        yield from words.quoted(_blocks(element, base, depth))
    elif tag == "pre":
        yield from words.fenced("".join(element.itertext()))
    elif tag == "hr":
        yield "---"
    elif tag == "table" and any(len(row) > 1 for row in element.iter("tr")):
        yield from _table(element, base, depth)
    elif tag == "figure" and element.find(".//img") is not None:
        return
    else:
        yield from _blocks(element, base, depth)


def _list(element: _Element, base: str, depth: int) -> Iterator[str]:
    start = element.get("start", "1")
    number = int(start) if re.fullmatch(r"[0-9]{1,6}", start) else 1
    items = [list(_blocks(item, base, depth)) for item in element if item.tag not in _DROPPED]
    filled = [item for item in items if item]
    if filled:
        yield words.listed(filled, number if element.tag == "ol" else None)


def _table(element: _Element, base: str, depth: int) -> Iterator[str]:
    rows = [
        [_inside(cell, base, depth) for cell in row if cell.tag in {"td", "th"}]
        for row in element.iter("tr")
    ]
    yield words.table([row for row in rows if row])


def _inside(element: _Element, base: str, depth: int) -> str:
    """Return the inline Markdown of an element's contents; blocks in it become mere words."""
    pieces = [words.escaped(element.text or "")]
    for child in element:
        pieces += (_inline(child, base, depth + 1), words.escaped(child.tail or ""))
    return "".join(pieces)


def _inline(element: _Element, base: str, depth: int) -> str:
    tag = element.tag
    if tag in _DROPPED or tag == "br":
        return words.BREAK if tag == "br" else ""
    if depth > _DEEPEST:
        return words.escaped("".join(element.itertext()))
    if tag == "code":
        return words.code("".join(element.itertext()))
    inside = _inside(element, base, depth)
    if tag in _MARKS:
        return words.marked(inside, _MARKS[tag])
    if tag == "a":
        return _link(inside, element.get("href", ""), base)
    return f"{inside} " if tag in _BLOCKS else inside


def _link(shown: str, href: str, base: str) -> str:
    try:
        url = urljoin(base, href.strip())
    except ValueError:
        return shown
    if not words.line(shown) or not url.lower().startswith(_SCHEMES):
        return shown
    return words.linked(shown, url)
