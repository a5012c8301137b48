"""Pictures of a page: image, alternative text, caption and credit brought together."""

import re
from itertools import islice

from lxml.html import HtmlElement

from releases.intake import persons
from releases.intake.html.markdown_lines import to_markdown
from releases.intake.html.metadata import Pictured
from releases.intake.html.tree import is_longer, tokens
from releases.text.html.inline import plain
from releases.text.html.tree import remove, text_of

_CAPTIONS = {"caption", "figcaption", "bildtext", "photographer", "credit", "fotograf", "byline"}
_CREDITS = {"credit", "credits", "photographer", "fotograf", "byline", "copyright"}
_LABELLED = re.compile(
    r"\b(?:foto(?:graf)?|photo(?:grapher)?|bild|illustration|credit)\b.{0,20}:|©", re.IGNORECASE
)
_LONGEST_AROUND = 600
_FARTHEST = 4
_MOST = 200


def gather(root: HtmlElement, told: tuple[Pictured, ...]) -> int:
    """Give each picture its caption, credit last, as the attribute the writer reads.

    Pictures without words (icons, portraits beside a name) go. Returns how many captioned
    pictures have no alternative text.
    """
    without_alt = 0
    for image in list(root.iter("img"))[:_MOST]:
        # Its address would be a line's worth of words that no field of a record holds.
        image.attrib.pop("src", None)
        holder = _holder(image, root)
        caption = _caption(holder, image, told) if holder is not None else ""
        alt = plain(" ".join((image.get("alt") or "").split()))
        if caption and holder is not None:
            without_alt += not alt
            image.set("alt", alt)
            image.set("data-caption", caption)
            image.tail = holder.tail
            holder.getparent().replace(holder, image)
        elif not alt or persons.is_name(alt):
            # An empty text says that a picture only adorns; a mere name is the portrait beside it.
            remove(image)
    return without_alt


def _holder(image: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    """Return the figure of an image, or the element that holds image and caption and no more."""
    for steps, element in enumerate(image.iterancestors()):
        if element is root or element.tag in {"body", "html", "main", "article", "td"}:
            return None
        if element.tag == "figure" and not _holds_several(element):
            return element
        if steps >= _FARTHEST or _holds_several(element) or is_longer(element, _LONGEST_AROUND):
            return None
        if text_of(element) and (any(map(_is_caption, element.iter())) or _is_signed(element)):
            return element
    return None


def _holds_several(element: HtmlElement) -> bool:
    return len(list(islice(element.iter("img"), 2))) > 1


def _is_caption(element: HtmlElement) -> bool:
    return element.tag == "figcaption" or bool(tokens(element) & _CAPTIONS)


def _is_signed(element: HtmlElement) -> bool:
    """Tell whether the words around a picture end in its photographer's name."""
    return bool(_LABELLED.search(text_of(element)))


def _caption(holder: HtmlElement, image: HtmlElement, told: tuple[Pictured, ...]) -> str:
    """Return the caption with "Foto: …" last, "" where there are no words at all."""
    credit = ""
    for element in list(holder.iter()):
        if element is not holder and tokens(element) & _CREDITS and len(text_of(element)) > 1:
            credit = credit or text_of(element)
            remove(element)
    image_alt = image.attrib.pop("alt", None)
    caption = " ".join(plain(to_markdown(holder)).split())
    if image_alt is not None:
        image.set("alt", image_alt)
    known = next((text for text in told if text.caption and text.caption in caption), None)
    if known and known.credit and not credit and not _LABELLED.search(caption):
        credit = known.credit
        caption = caption.replace(known.credit, "").strip(" .,|–-")
    if credit and not _LABELLED.search(credit):
        credit = f"Foto: {credit}"
    return f"{caption} {credit}".strip()
