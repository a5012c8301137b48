"""Lists of other texts: headings that are links, with a sentence each."""

from collections import Counter
from itertools import islice, pairwise

from lxml.html import HtmlElement

from releases.text.html.tree import text_of

_HEADINGS = ("h2", "h3", "h4", "h5")
_MOST = 200
_LONGEST = 400
_LONGEST_HEADING = 60


def find(root: HtmlElement, holders: set[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that hold two linked headings or more and little else.

    `holders` are those around the page's heading, which are never among them.
    """
    linked = [heading for heading in islice(root.iter(*_HEADINGS), _MOST) if _is_link(heading)]
    inside = Counter(
        element for heading in linked for element in (heading, *heading.iterancestors())
    )
    teasers: list[HtmlElement] = []
    for first, second in pairwise(linked):
        around = set(second.iterancestors())
        common = next((ancestor for ancestor in first.iterancestors() if ancestor in around), None)
        if common is None or common in holders or common in teasers:
            continue
        if len(text_of(common)) <= _LONGEST * inside[common]:
            teasers.append(_heading_container(common, holders))
    return teasers


def _heading_container(teasers: HtmlElement, holders: set[HtmlElement]) -> HtmlElement:
    """Return the element around teasers that adds no more than their heading."""
    size = len(text_of(teasers))
    parent = teasers.getparent()
    while parent is not None and parent not in holders:
        if len(text_of(parent)) > size + _LONGEST_HEADING:
            break
        teasers, parent = parent, parent.getparent()
    return teasers


def _is_link(heading: HtmlElement) -> bool:
    words = text_of(heading)
    links = [*heading.iter("a"), *(element for element in heading.iterancestors("a"))]
    return bool(words) and any(words in text_of(link) for link in links)
