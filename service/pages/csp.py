"""What a browser may do with each kind of page: Content-Security-Policy and Referrer-Policy.

Styles and pictures come from the base URL alone, and nothing runs unless its kind says so. No other
module writes a policy.
"""

import hashlib
from base64 import b64encode
from collections.abc import Iterable

from feeds.links import Links
from service.cache.encodings import Header

# An address that nobody may learn of: of what is not public yet.
NO_REFERRER: Header = (b"referrer-policy", b"no-referrer")
# A stored file, opened by itself, runs nothing and loads nothing.
FILE: Header = (b"content-security-policy", b"default-src 'none'; sandbox")

_SCRIPTS = "script-src {ours}"
# A page may fetch what is ours, and show it in frames.
_ASKS = ("connect-src {ours}", "frame-src {ours}")


def page(links: Links, style: str = "") -> tuple[Header, ...]:
    """Return the headers of a public page, an error or the API's description: nothing runs.

    `style` is the text of its style element, if it has one.
    """
    return _headers(links, style=style)


def release(links: Links) -> tuple[Header, ...]:
    """Return the headers of the page of a release: what copies and shares its address is ours."""
    return _headers(links, _SCRIPTS)


def builder(links: Links) -> tuple[Header, ...]:
    """Return the headers of the page where partners choose an embed and see it."""
    return _headers(links, _SCRIPTS, *_ASKS)


def embed(links: Links, style: str) -> tuple[Header, ...]:
    """Return the headers of the list that any site may frame; `style` is its style element."""
    return _headers(links, _SCRIPTS, style=style, framed_by="*")


def preview(links: Links, style: str = "") -> tuple[Header, ...]:
    """Return the headers of a rendering that is not public, for frames of our own pages."""
    policy, _ = _headers(links, style=style, framed_by="'self'")
    return policy, NO_REFERRER


def desk(links: Links) -> tuple[Header, ...]:
    """Return the headers of a page of the desk, which shows pictures before they are sent."""
    policy, _ = _headers(links, _SCRIPTS, *_ASKS, pictures=" blob:")
    return policy, (b"referrer-policy", b"same-origin")


def as_text(headers: Iterable[Header]) -> dict[str, str]:
    """Return headers as responses outside the cache of editions take them."""
    return {name.decode(): value.decode() for name, value in headers}


def _headers(
    links: Links, *more: str, style: str = "", pictures: str = "", framed_by: str = "'none'"
) -> tuple[Header, Header]:
    """Return both headers; the very text of a page's one style element is allowed, no other."""
    ours = f"'self' {links.base}"
    rules = [
        "default-src 'none'",
        f"style-src {ours}{_hash(style)}",
        f"img-src {ours}{pictures}",
        *(rule.format(ours=ours) for rule in more),
        "form-action 'self'",
        "base-uri 'none'",
        f"frame-ancestors {framed_by}",
    ]
    referrer: Header = (b"referrer-policy", b"strict-origin-when-cross-origin")
    return (b"content-security-policy", "; ".join(rules).encode()), referrer


def _hash(style: str) -> str:
    if not style:
        return ""
    return f" 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
