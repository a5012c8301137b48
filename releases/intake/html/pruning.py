"""What a page shows around its text, told by tags, roles and the names developers give things."""

import re
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from releases.intake.contact_details import Reach, reaches
from releases.intake.contact_headings import is_heading
from releases.intake.html import teasers
from releases.intake.html.markdown_lines import lines_of
from releases.intake.html.tree import tokens, weigh
from releases.intake.kinds import is_label
from releases.text.html.tree import remove, text_of

# Words: elements of HTML and roles of ARIA, whose names are standards.
_TAGS = {"nav", "dialog", "form", "input", "select", "textarea", "button", "footer", "aside"}
# Words: roles of ARIA, whose names are a standard.
_ROLES = frozenset(
    (
        *("navigation", "search", "banner", "contentinfo", "complementary", "dialog", "alert"),
        *("alertdialog", "menu", "menubar", "toolbar", "tablist"),
    )
)
# Words: what developers call the parts of a page; nothing else tells a banner from a lead.
_NAMES = frozenset(
    (
        *("cookie", "cookies", "cookiebanner", "cookiealert", "consent", "onetrust"),
        *("nav", "navbar", "navigation", "menu", "megamenu", "toplinks", "breadcrumb"),
        *("breadcrumbs", "share", "sharing", "sharedaddy", "social", "dela", "related"),
        *("relaterat", "comments", "comment", "respond", "kommentarer", "feedback", "rating"),
        *("sidebar", "widget", "newsletter", "subscribe", "skip", "pagination"),
        *("footer", "puff", "newslist", "teaser", "header", "banner", "masthead", "tags"),
        *("topics", "byline", "author"),
    )
)
# Places where contacts stand as often as chrome does.
_MAY_ANSWER = {"sidebar", "related", "widget", "puff", "aside", "complementary"}
# A name on something that holds this much of the page's running text is no name of chrome.
_MAIN_SHARE = 0.4
# Words: elements of HTML that headings are written in.
_HEADINGS = ("h1", "h2", "h3", "h4", "p", "strong", "b", "dt", "summary")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_LONGEST_HEADING = 80
_LONGEST_CONTACTS = 5_000
_LONGEST_BYLINE = 200
_BYLINES = {"byline", "header"}
_MOST_HEADINGS = 50
RUNNING = frozenset(("p", "blockquote", "li"))


def prune(root: HtmlElement) -> list[str]:
    """Take the page's furniture out of a tree and return its lines, in the page's order.

    What holds the page's heading or two fifths of its running text stays whatever its name.
    """
    weights = weigh(root, RUNNING)
    heading = main_heading(root)
    holders = set() if heading is None else {heading, *heading.iterancestors()}
    announced = set(teasers.find(root, holders))
    elements: list[HtmlElement] = []
    headed: list[HtmlElement] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "end":
            if headed and headed[-1] is element:
                headed.pop()
            continue
        is_furniture = _is_furniture(
            element, has_heading=heading is not None, is_headed=bool(headed)
        )
        if element.tag in _HEADINGS:
            headed.append(element)
        if element in holders or not (is_furniture or element in announced):
            continue
        is_main = weights[element] >= _MAIN_SHARE * weights[root] > 0
        if not (is_main or _answers(element) or _labels(element)):
            elements.append(element)
            walk.skip_subtree()
    dropped = [line for element in elements for line in lines_of(element)]
    for element in elements:
        remove(element)
    return dropped


def main_heading(root: HtmlElement) -> HtmlElement | None:
    """Return the h1 that the page's own title begins with, else the first with words, or None."""
    headings = [heading for heading in islice(root.iter("h1"), _MOST_HEADINGS) if text_of(heading)]
    title = root.find(".//title")
    shown = "" if title is None else text_of(title)
    return next(
        (heading for heading in headings if shown.startswith(text_of(heading))),
        next(iter(headings), None),
    )


def _is_furniture(element: HtmlElement, *, has_heading: bool, is_headed: bool) -> bool:
    tag = element.tag
    if tag in {"html", "body", "main"} or not isinstance(tag, str):
        return False
    if tag == "button":
        # Headings that fold their text open are buttons inside.
        return not is_headed
    if tag in _TAGS or element.get("role") in _ROLES or element.get("hidden") is not None:
        return True
    if element.get("aria-hidden") == "true" or _HIDDEN.search(element.get("style") or ""):
        return True
    # Another article beside the one with the heading is one that is only announced.
    return (tag == "article" and has_heading) or bool(tokens(element) & _NAMES)


def _answers(element: HtmlElement) -> bool:
    """Tell whether something beside the text tells whom to ask about it."""
    names = tokens(element) | {element.tag, element.get("role") or ""}
    text = element.text_content() if names & _MAY_ANSWER else ""
    if not 0 < len(text) <= _LONGEST_CONTACTS or names & {"footer", "header", "banner"}:
        return False
    headed = any(
        is_heading(words)
        for heading in element.iter(*_HEADINGS)
        if len(words := text_of(heading)) <= _LONGEST_HEADING
    )
    return headed and any(isinstance(piece, Reach) for piece in reaches(text))


def _labels(element: HtmlElement) -> bool:
    """Tell whether a byline says what sort of text it stands over."""
    if not tokens(element) & _BYLINES or len(element.text_content()) > _LONGEST_BYLINE:
        return False
    return any(map(is_label, lines_of(element)))
