"""From a Word document to its intake records: unpacked within limits, read as a page."""

import re
from io import BytesIO
from itertools import islice
from xml.parsers.expat import ExpatError

from lxml.html import HtmlElement

from releases.errors import FieldError
from releases.intake.docx.main_part import NUMBER_ENDS, NUMBER_OPENS
from releases.intake.docx.package import Package, unpack
from releases.intake.html.reader import read_tree
from releases.intake.record import Caution, Intake
from releases.intake.stamps import parse_stamp as read_stamp
from releases.intake.warnings import caution
from releases.text.html.tree import parse, text_of

_FIELD = "docx"
# Word keeps the English names of its own styles whatever language it speaks.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Rubrik'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Citat'] => blockquote > p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Bildtext'] => p.caption:fresh
"""
_NUMBERED = re.compile(f"{NUMBER_OPENS}(?P<number>\\d+){NUMBER_ENDS}")
# What the converter says of parts that could hold text; marks of ranges hold none.
_UNREAD = re.compile(
    r"An unrecognised element was ignored: (?P<element>(?!\S*Range(?:Start|End)\b|\S*perm)\S+)"
    r"|A w:sym element .* in font (?P<font>.+)",
    re.DOTALL,
)
_MOST_UNREAD = 5
_MADE_UP = re.compile(
    r"(?<!\s)\s*+(?:Automatiskt genererad beskrivning.*|Description automatically generated.*"
    r"|AI-genererat innehåll kan vara felaktigt\.?|AI-generated content may be incorrect\.?)",
    re.IGNORECASE | re.DOTALL,
)


def read_docx(data: bytes) -> tuple[Intake, ...]:
    """Return the releases of a .docx, normally one; none of an empty document.

    Tracked changes are read as accepted: what is inserted stays, what is deleted goes, with the
    warning `tracked-changes`. Hidden text stays out (`hidden-text`), and comments do
    (`comments-left-out`). Pictures leave their alternative text and caption
    (`pictures-left-out`). Formulas are the signs in them (`formulas-as-text`); what is unknown to
    the converter is told (`unread-part`). Raises `FieldError` for what `package.unpack` refuses.
    """
    package = unpack(data)
    html, unread = _convert(package)
    root = parse(html, _FIELD)
    if root is None:
        return ()
    _number(root)
    _dress(root, package.header)
    cautions = [
        *_package_cautions(package),
        *map(_unread_caution, unread),
        *_picture_cautions(root),
    ]
    return read_tree(root, "", cautions)


def _convert(package: Package) -> tuple[str, tuple[str, ...]]:
    """Return a document as HTML, and the parts of its text that the converter could not read."""
    # Most communicators paste text: only those who bring Word documents wait for its reader.
    from mammoth import convert_to_html  # noqa: PLC0415
    from mammoth.images import img_element  # noqa: PLC0415

    try:
        converted = convert_to_html(
            BytesIO(package.data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=img_element(lambda image: {}),  # noqa: ARG005 - its bytes stay unread
        )
    except (ExpatError, KeyError, IndexError, ValueError, AttributeError, TypeError) as error:
        raise FieldError(_FIELD, "word_unreadable") from error
    except RecursionError as error:
        raise FieldError(_FIELD, "word_too_deep") from error
    said = (_UNREAD.match(message.message) for message in converted.messages)
    unread = (match["element"] or f"w:sym {match['font']}" for match in said if match)
    return str(converted.value), tuple(islice(dict.fromkeys(unread), _MOST_UNREAD))


def _number(root: HtmlElement) -> None:
    """Give items the numbers they were marked with; other paragraphs lose the mark."""
    for element in root.iter("li", "p", *(f"h{level}" for level in range(1, 7))):
        marked = _NUMBERED.match(element.text or "")
        if marked:
            element.text = (element.text or "")[marked.end() :]
            if element.tag == "li":
                element.set("value", marked["number"])


def _dress(root: HtmlElement, header: tuple[str, ...]) -> None:
    """Give pictures their captions, and the text the lines of its letterhead that stamp it."""
    for caption in root.find_class("caption"):
        above = caption.getprevious()
        if above is not None and above.find(".//img") is not None and not text_of(above):
            figure = root.makeelement("figure")
            above.addprevious(figure)
            figure.append(above)
            caption.tail = None
            figure.append(caption)
    for image in root.iter("img"):
        image.set("alt", _MADE_UP.sub("", image.get("alt") or ""))
    body = root.find("body")
    for line in reversed(header):
        said_first = root.makeelement("p" if read_stamp(line) else "nav")
        said_first.text = line
        (root if body is None else body).insert(0, said_first)


def _picture_cautions(root: HtmlElement) -> list[Caution]:
    count = sum(1 for _ in root.iter("img"))
    return [caution("pictures-left-out", str(count))] if count else []


def _unread_caution(part: str) -> Caution:
    symbol = part.removeprefix("w:sym ")
    return caution("unread-part", part if symbol == part else f"ett tecken ur {symbol}")


def _package_cautions(package: Package) -> list[Caution]:
    codes = {"tracked-changes": package.is_revised, "comments-left-out": package.is_commented}
    codes["hidden-text"] = package.hides_text
    codes["formulas-as-text"] = package.has_formulas
    return [caution(code) for code, seen in codes.items() if seen]
