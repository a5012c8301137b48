"""Where the links of a page lead: absolute addresses that Markdown can hold."""

import re
from urllib.parse import quote, urljoin, urlsplit

from releases.text import links

# What leads to somebody rather than to a page.
_REACHES = frozenset({"mailto", "tel"})
_SCHEMES = {"http", "https"} | _REACHES
_LONGEST = 2_000
_LINE_END = re.compile(r"[\t\r\n]")
_SPACE = re.compile(r"\s")
# What ends an address early in Markdown, or begins something else.
_ENDING = re.compile(r"[\s\x00-\x1f()<>\\`|\"]")


def make_absolute(written: str, base: str) -> str:
    """Return an address made absolute by `base`, "" where it leads nowhere or within the page.

    Of mail and telephone the address alone, of the web what `links.clean_address` leaves; what
    would end it early in Markdown is encoded.
    """
    # As browsers read an attribute (the URL Standard, "basic URL parser").
    address = links.clean_address(_LINE_END.sub("", written).strip())
    if not address or address.startswith("#") or len(address) > _LONGEST:
        return ""
    try:
        whole = links.clean_address(urljoin(base, address))
        scheme = urlsplit(whole).scheme.lower()
    except ValueError:
        return ""
    if scheme in _REACHES:
        whole = _SPACE.sub("", whole.partition("?")[0])
    return _ENDING.sub(lambda match: quote(match[0]), whole) if scheme in _SCHEMES else ""
