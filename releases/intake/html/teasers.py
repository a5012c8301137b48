"""Lists of other texts: headings that are links, with a sentence each."""

from itertools import islice, pairwise

from lxml.html import HtmlElement

from releases.intake.html.tree import said

_HEADINGS = ("h2", "h3", "h4", "h5")
_MOST = 200
_LONGEST = 400
_LONGEST_HEADING = 60


def find(root: HtmlElement, holders: set[HtmlElement]) -> list[HtmlElement]:
    """Return the elements that hold two linked headings or more and little else.

    `holders` are those around the page's heading, which are never among them.
    """
    linked = [each for each in islice(root.iter(*_HEADINGS), _MOST) if _is_link(each)]
    found: list[HtmlElement] = []
    for first, second in pairwise(linked):
        around = set(second.iterancestors())
        common = next((each for each in first.iterancestors() if each in around), None)
        if common is None or common in holders or common in found:
            continue
        if len(said(common)) <= _LONGEST * sum(each in common.iter(*_HEADINGS) for each in linked):
            found.append(_headed(common, holders))
    return found


def _headed(teasers: HtmlElement, holders: set[HtmlElement]) -> HtmlElement:
    """Return the element around teasers that adds no more than their heading."""
    size = len(said(teasers))
    parent = teasers.getparent()
    while parent is not None and parent not in holders:
        if len(said(parent)) > size + _LONGEST_HEADING:
            break
        teasers, parent = parent, parent.getparent()
    return teasers


def _is_link(heading: HtmlElement) -> bool:
    words = said(heading)
    links = [*heading.iter("a"), *(each for each in heading.iterancestors("a"))]
    return bool(words) and any(words in said(each) for each in links)
