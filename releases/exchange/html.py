"""The HTML of a feed's items -> Markdown, and the words of the pictures in it.

Only text and structure come through: whatever runs, loads or styles is left behind with its
element, and so are forms.
"""

import re
import string

from lxml.html import HtmlElement

from releases.model import Image
from releases.text.html import embeds, struck
from releases.text.html.inline import squeeze
from releases.text.html.reader import HtmlReader
from releases.text.html.tree import parse, remove
from releases.text.html.writer import write_markdown

_FIELD = "content"
_MAY_STRIKE = re.compile(r"<(?:s|del|strike)\b|line-through", re.IGNORECASE)
_CREDIT = re.compile(r"\b(?:Foto(?:graf)?|Bild|Photo)\s*+:\s*+(?P<name>[^.\n]{2,100})\Z")
_AFTER_CREDIT = string.whitespace + "\u00a0)."
_BEFORE_CREDIT = string.whitespace + "\u00a0("


def to_markdown(html: str, base: str = "") -> str:
    """Return Markdown: "##" headings, "* " lists, a paragraph that opens with a dash as "– ".

    Links are made absolute against `base`; those that lead to no address keep their words.
    Raises `FieldError` for HTML too deep to be a text.
    """
    root = _parse(html)
    return "" if root is None else write_tree(root, base)[0]


def struck_out(html: str) -> list[str]:
    """Return the words that are struck out, which none of the others here returns.

    Raises `FieldError` for HTML too deep to be a text.
    """
    root = parse(html, _FIELD) if _MAY_STRIKE.search(html) else None
    return [] if root is None else struck.take(root)


def _parse(html: str) -> HtmlElement | None:
    root = parse(html, _FIELD)
    if root is not None:
        struck.take(root)
    return root


def write_tree(root: HtmlElement, base: str = "") -> tuple[str, list[tuple[str, str]]]:
    """Return the Markdown of a parsed text, whose pictures and forms are gone, and lost links."""
    for element in list(root.iter("img", "form", "button")):
        figure = _figure_of(element) if element.tag == "img" else None
        remove(element if figure is None else figure)
    embeds.link(root, base)
    reader = HtmlReader(base)
    return write_markdown(reader.read(root)), reader.lost


def to_text(html: str) -> str:
    """Return the words alone, on one line, without what is struck out."""
    root = _parse(html)
    return "" if root is None else _words(root)


def pictures(html: str) -> tuple[Image, ...]:
    """Return alternative text, caption and credit of each picture that has any."""
    images = []
    root = _parse(html)
    for image in () if root is None else root.iter("img"):
        figure = _figure_of(image)
        caption_of = None if figure is None else figure.find(".//figcaption")
        caption = "" if caption_of is None else _words(caption_of)
        alt = squeeze(image.get("alt") or "").strip(" ")
        images.append(split_credit(Image(alt=alt, caption=caption)))
    return tuple(picture for picture in images if picture != Image())


def _figure_of(image: HtmlElement) -> HtmlElement | None:
    return next(image.iterancestors("figure"), None)


def _words(element: HtmlElement) -> str:
    return squeeze(element.text_content()).strip(" ")


def split_credit(image: Image) -> Image:
    """Return the image with a "Foto: …" that ends its caption as its credit."""
    # What stands around the credit is taken off apart: a search for it would be quadratic.
    caption = image.caption.rstrip(_AFTER_CREDIT)
    signed = _CREDIT.search(caption)
    if signed is None or image.credit:
        return image
    before = caption[: signed.start()].rstrip(_BEFORE_CREDIT).strip()
    return Image(image.media, image.alt, before, signed["name"])
