"""Who is quoted, where a page says so in an element of its own beside the words."""

import re
from itertools import islice

from lxml import etree
from lxml.html import Element, HtmlElement

from releases.intake.html.markdown_lines import lines_of
from releases.intake.html.tree import tokens
from releases.intake.signatures import signature
from releases.text.html.tree import remove, text_of

_TAGS = {"footer", "cite", "figcaption"}
_NAMES = {"author", "byline", "source", "cite", "citation", "attribution", "speaker", "footer"}
# How far a figure may stand above the block quote it shows.
_FIGURE_WITHIN = 3
_LONGEST = 200
# How many elements of a quote are looked through for words.
_FIRST = 200
# The photographer of a picture beside a quotation is told apart from who is quoted.
_CREDIT = re.compile(r"[.,;]?\s+(?=(?:Foto|Bild|Photo)(?:graf)?\s*:)", re.IGNORECASE)
_DASHES = " –—-/~"
_SETS_OFF = (*'.!?…”"»–—-,:', "")


def set_off(root: HtmlElement) -> list[str]:
    """Put who is quoted by a block quote on a line of its own behind the words, as texts do.

    HTML has no element for it: the name stands in `footer` or `cite` within the quote, in the
    `figcaption` of a figure around it (HTML section 4.4.4), or in something called author. Where
    a work is quoted, it stands in brackets below. Returns the lines that are left out: who took a
    picture that is not there.
    """
    figures = {figure: quote for quote in root.iter("blockquote") for figure in _figures(quote)}
    quotes: list[HtmlElement] = []
    named: list[tuple[HtmlElement, HtmlElement]] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        is_holder = element.tag == "blockquote" or element in figures
        if event == "end":
            if is_holder:
                quotes.pop()
        elif is_holder:
            quotes.append(figures.get(element, element))
        elif quotes and _names_speaker(element):
            named.append((quotes[-1], element))
            walk.skip_subtree()
    names = {element for _, element in named}
    left_out: list[str] = []
    for quote, element in named:
        if _says(quote, names):
            left_out += _set_off(element, quote)
    return left_out


def _says(quote: HtmlElement, names: set[HtmlElement]) -> bool:
    """Tell whether a block quote holds more than names."""
    elements = (element for element in islice(quote.iter(), _FIRST) if element not in names)
    return any((element.text or "").strip() for element in elements) or any(
        (element.tail or "").strip() for element in islice(quote.iter(), 1, _FIRST)
    )


def _figures(quote: HtmlElement) -> list[HtmlElement]:
    above = (
        element for element, _ in zip(quote.iterancestors(), range(_FIGURE_WITHIN), strict=False)
    )
    # The words below a picture are the picture's.
    return [
        element for element in above if element.tag == "figure" and element.find(".//img") is None
    ]


def _names_speaker(element: HtmlElement) -> bool:
    if element.tag == "cite" and element.getparent().tag != "blockquote":
        # The title of a work stands in what is said; who said it stands behind that.
        before = element.getprevious()
        said = (element.getparent().text if before is None else before.tail) or ""
        is_last = element.getnext() is None and not (element.tail or "").strip()
        return is_last and said.strip()[-1:] in _SETS_OFF
    if element.tag not in _TAGS and not tokens(element) & _NAMES:
        return False
    return element.find(".//blockquote") is None


def _set_off(element: HtmlElement, quote: HtmlElement) -> list[str]:
    words = ", ".join(line.strip(" ,") for line in lines_of(element)).strip(_DASHES)
    if not words or len(words) > _LONGEST:
        return []
    name, *credit = _CREDIT.split(words, maxsplit=1)
    line = Element("p")
    if signature(name):
        line.text = f"— {name}"
        _put_behind(element, quote, line)
    else:
        line.text = f"({name})"
        quote.addnext(line)
    around = element.getparent()
    remove(element)
    if around.tag == "p" and around is not quote and not text_of(around).strip(_DASHES):
        remove(around)
    return credit


def _put_behind(element: HtmlElement, quote: HtmlElement, line: HtmlElement) -> None:
    """Put a line behind the words an element stands behind; from outside the quote, at its end."""
    anchor = element
    while anchor is not None and anchor.getparent() is not quote:
        anchor = anchor.getparent()
    if anchor is None:
        quote.append(line)
    else:
        anchor.addnext(line)
