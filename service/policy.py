"""What a browser may do with a page of ours, as headers: the Content-Security-Policy above all."""

import hashlib
from base64 import b64encode

from feeds.links import Links
from service.edition import Header

_REFERRER: Header = (b"referrer-policy", b"strict-origin-when-cross-origin")


def page(
    links: Links,
    *,
    framed: bool = False,
    script: bool = False,
    asks: bool = False,
    style: str = "",
) -> tuple[Header, ...]:
    """Return the headers of a page for people: styles and pictures from the base URL alone.

    Only a `framed` page may stand in somebody else's; only one with `script` runs any; and only
    one that `asks` may fetch what is ours and show it in frames. The text of the page's one style
    element is given as `style`: that very text is allowed, and no other.
    """
    ours = f"'self' {links.base}"
    rules = [
        "default-src 'none'",
        f"style-src {ours}{_hash(style)}",
        f"img-src {ours}",
        *([f"script-src {ours}"] if script else []),
        *([f"connect-src {ours}", f"frame-src {ours}"] if asks else []),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors *" if framed else "frame-ancestors 'none'",
    ]
    return (b"content-security-policy", "; ".join(rules).encode()), _REFERRER


def _hash(style: str) -> str:
    if not style:
        return ""
    return f" 'sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
