"""What the rules of pages ask of elements: how much text stands in them, how they are named."""

import re
from collections.abc import Collection

from lxml import etree
from lxml.html import HtmlElement

_TOKEN = re.compile(r"[a-z0-9]+|[A-ZÅÄÖ][a-z0-9]*")


def is_longer(element: HtmlElement, most: int) -> bool:
    """Tell whether an element holds more than so many characters of text, reading no more."""
    count = 0
    for piece in element.itertext():
        count += len(piece)
        if count > most:
            return True
    return False


def weigh(root: HtmlElement, tags: Collection[str] = ()) -> dict[HtmlElement, int]:
    """Return for each element how many characters stand in it, or within elements of these tags."""
    weights: dict[HtmlElement, int] = {}
    depth, total = int(not tags), 0
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
