"""Text that is struck out, by elements or by styles: it is no text any more."""

import re

from lxml import etree
from lxml.html import HtmlElement

from releases.text.html.tree import text_of

_ELEMENTS = frozenset(("s", "del", "strike"))
_LINE_THROUGH = re.compile(r"text-decoration[^;{}]{0,60}line-through", re.IGNORECASE)
_UNDECORATED = re.compile(r"text-decoration(?:-line)?\s*+:\s*+none\b", re.IGNORECASE)
# Of what style sheets can say, what editors write: a class, or an element of one.
_SELECTOR = re.compile(r"(?P<tag>[A-Za-z][A-Za-z0-9]*+)?\.(?P<name>[\w-]++)")


def take(root: HtmlElement) -> list[str]:
    """Empty what is struck out in a tree, and return its words, those of the outermost once."""
    classes = _struck_classes(root)
    elements = []
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if _is_struck(element, classes):
            elements.append(element)
            walk.skip_subtree()
    said = [text_of(element) for element in elements]
    for element in elements:
        # Emptied, not taken out: the words behind many would be moved again and again.
        element.clear(keep_tail=True)
    return [words for words in said if words]


def _is_struck(element: HtmlElement, classes: frozenset[tuple[str, str]]) -> bool:
    style = element.get("style") or ""
    if element.tag in _ELEMENTS:
        return not _UNDECORATED.search(style)
    if _LINE_THROUGH.search(style):
        return True
    named = (element.get("class") or "").split() if classes else ()
    return any((tag, name) in classes for name in named for tag in ("", element.tag))


def _struck_classes(root: HtmlElement) -> frozenset[tuple[str, str]]:
    """Return the elements ("" for any) and classes that the page's own style sheets strike out."""
    rules = (
        rule.rpartition("{")
        for sheet in root.iter("style")
        for rule in sheet.text_content().split("}")
    )
    selectors = (
        selector.strip()
        for before, _, declarations in rules
        if _LINE_THROUGH.search(declarations)
        # Behind what it is nested in: "@media screen {.old".
        for selector in before.rpartition("{")[2].split(",")
    )
    matches = filter(None, map(_SELECTOR.fullmatch, selectors))
    return frozenset(((match["tag"] or "").lower(), match["name"]) for match in matches)
