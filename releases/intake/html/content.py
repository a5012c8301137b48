"""The part of a page that holds its text: from the heading outwards, as far as text goes."""

from collections.abc import Iterator

from lxml.html import HtmlElement

from releases.intake.html.markdown_lines import lines_of
from releases.intake.html.pruning import main_heading
from releases.intake.html.tree import weigh

_TEXT = frozenset(("p", "blockquote", "li", "h2", "h3", "td", "figcaption", "pre"))
_ENOUGH = 0.9


def find(root: HtmlElement) -> HtmlElement:
    """Return the smallest element around the heading with nine tenths of a pruned page's text.

    Contacts and pictures often stand beside the text proper, so what is around it is better kept
    whole: the rules about chrome read every line of it again.
    """
    body = root.find(".//body")
    body = root if body is None else body
    heading = main_heading(body)
    if heading is None:
        return body
    weights = weigh(body, _TEXT)
    for element in heading.iterancestors():
        if element is body or weights[element] >= _ENOUGH * weights[body] > 0:
            return element
    return body


def outside(article: HtmlElement) -> list[str]:
    """Return the lines of a page that stand outside the element its text was found in."""
    before: list[str] = []
    after: list[str] = []
    child = article
    for parent in article.iterancestors():
        if parent.tag == "html":
            break
        at = parent.index(child)
        before = [*_loose(parent.text), *_lines(parent[:at]), *before]
        after += [*_loose(child.tail), *_lines(parent[at + 1 :])]
        child = parent
    return before + after


def _lines(elements: list[HtmlElement]) -> Iterator[str]:
    for element in elements:
        yield from lines_of(element)
        yield from _loose(element.tail)


def _loose(text: str | None) -> list[str]:
    words = " ".join((text or "").split())
    return [words] if words else []
