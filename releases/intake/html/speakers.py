"""Who is quoted, where a page says so in an element of its own beside the words."""

from lxml import etree
from lxml.html import Element, HtmlElement

from releases.intake.attribution import signature
from releases.intake.html.markdown_lines import lines_of
from releases.intake.html.tree import tokens
from releases.text.html.tree import remove, text_of

_TAGS = {"footer", "cite", "figcaption"}
_NAMES = {"author", "byline", "source", "cite", "citation", "attribution", "speaker", "footer"}
# How far a figure may stand above the block quote it shows.
_FIGURE_WITHIN = 3
_LONGEST = 200
_DASHES = " –—-/~"
_SETS_OFF = (*'.!?…”"»–—-,:', "")


def set_off(root: HtmlElement) -> None:
    """Put who is quoted by a block quote on a line of its own behind the words, as texts do.

    HTML has no element for it: the name stands in `footer` or `cite` within the quote, in the
    `figcaption` of a figure around it (HTML section 4.4.4), or in something called author. Where
    a work is quoted, it stands in brackets below.
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
    for quote, element in named:
        _move(element, quote)


def _figures(quote: HtmlElement) -> list[HtmlElement]:
    above = (
        element for element, _ in zip(quote.iterancestors(), range(_FIGURE_WITHIN), strict=False)
    )
    return [element for element in above if element.tag == "figure"]


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


def _move(element: HtmlElement, quote: HtmlElement) -> None:
    words = ", ".join(line.strip(" ,") for line in lines_of(element)).strip(_DASHES)
    if not words or len(words) > _LONGEST:
        return
    around = element.getparent()
    remove(element)
    if around is not quote and not text_of(around).strip(_DASHES):
        remove(around)
    line = Element("p")
    if signature(words):
        line.text = f"— {words}"
        quote.append(line)
    else:
        line.text = f"({words})"
        quote.addnext(line)
