"""A page as a tree of elements, within limits."""

import re
from typing import Any

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from releases.errors import FieldError
from releases.text.html import hidden_emails

# The tree builder gives up beyond this many elements inside one another.
_DEEPEST = 2_048
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FIRST_C1 = 0x80
_C1 = re.compile(r"&#(?:0{0,5}(1[2-5]\d)|[xX]0{0,5}([89][0-9a-fA-F]))(?![0-9a-fA-F]);?")
# No address, name or alternative text is longer; pictures written out as addresses are.
_LONGEST_VALUE = 4_000
_LONG = etree.XPath(f"//@*[string-length() > {_LONGEST_VALUE}]")
_COMMENTING = etree.XPath(".//@*[contains(., '<!--')]")


def parse(page: str, field: str = "source") -> HtmlElement | None:
    """Return the root of a page or fragment, None where it holds no element at all.

    Nothing is fetched, no entity is expanded, attributes are cut to 4,000 characters, and hidden
    e-mail addresses are shown. Raises `FieldError` for elements nested deeper than any page is:
    what lies beneath would be lost without a word.
    """
    source = _UNSAFE.sub("", _DECLARATION.sub("", page, count=1))
    source = _C1.sub(_windows_letter, source)
    parser = HTMLParser(huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        # Half a page would be read as if it were whole.
        if any(error.type_name == "ERR_NO_MEMORY" for error in parser.error_log):
            raise MemoryError from error
        return None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise FieldError(field, "nested_too_deep", most=_DEEPEST)
    for value in _LONG(root):
        _set(value, value[:_LONGEST_VALUE])
    hidden_emails.reveal(root)
    return root


def _windows_letter(reference: re.Match[str]) -> str:
    """Return the letter that browsers show for a control's number (HTML section 13.2.5.80)."""
    point = int(reference[1]) if reference[1] else int(reference[2], 16)
    return bytes((point,)).decode("cp1252", "ignore") if point >= _FIRST_C1 else reference[0]


def text_of(element: HtmlElement) -> str:
    """Return all text of an element in one line."""
    return " ".join(element.text_content().split())


def remove(element: HtmlElement) -> None:
    """Take an element out of its tree; the text behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()


def serialised(element: Any) -> str:
    """Return the HTML of an element, the text behind it too.

    Comments that open in attributes are taken out: writing them down is quadratic in libxml2.
    """
    for value in _COMMENTING(element):
        _set(value, value.replace("<!--", ""))
    return str(etree.tostring(element, method="html", encoding="unicode"))


def _set(old: Any, new: str) -> None:
    # The parser of HTML lets characters through that no tree takes back.
    old.getparent().set(old.attrname, _UNSAFE.sub("", new))
