"""A page as a tree of elements, within limits."""

import re
from collections.abc import Collection

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from releases.errors import FieldError

# The tree builder gives up beyond this many elements inside one another.
_DEEPEST = 2_048
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TOKEN = re.compile(r"[a-z0-9]+|[A-ZÅÄÖ][a-z0-9]*")


def parse(page: str, field: str = "source") -> HtmlElement | None:
    """Return the root of a page or fragment, None where it holds no element at all.

    Nothing is fetched and no entity is expanded. Raises `FieldError` for elements nested deeper
    than any page is: what lies beneath would be lost without a word.
    """
    source = _UNSAFE.sub("", _DECLARATION.sub("", page, count=1))
    parser = HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise FieldError(field, f"holds elements nested deeper than {_DEEPEST}")
    return root


def said(element: HtmlElement) -> str:
    """Return all text of an element in one line."""
    return " ".join(element.text_content().split())


def weigh(root: HtmlElement, tags: Collection[str]) -> dict[HtmlElement, int]:
    """Return for each element how many characters stand in it within elements of these tags."""
    weights: dict[HtmlElement, int] = {}
    depth = total = 0
    before: list[int] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            before.append(total)
            depth += element.tag in tags
            total += len(element.text or "") if depth else 0
        else:
            weights[element] = total - before.pop()
            depth -= element.tag in tags
            total += len(element.tail or "") if depth else 0
    return weights


def tokens(element: HtmlElement) -> set[str]:
    """Return the words of class and id: "siteHeader js-nav" is site, header, js and nav."""
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return {word.lower() for word in _TOKEN.findall(named)}


def remove(element: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
