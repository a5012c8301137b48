"""What a browser may do with a page of ours, as headers: the Content-Security-Policy above all."""

from feeds.links import Links
from service.edition import Header

_REFERRER: Header = (b"referrer-policy", b"strict-origin-when-cross-origin")


def page(
    links: Links, *, framed: bool = False, script: bool = False, asks: bool = False
) -> tuple[Header, ...]:
    """Return the headers of a page for people: styles and pictures from the base URL alone.

    Only a `framed` page may stand in somebody else's; only one with `script` runs any; and only
    one that `asks` may fetch what is ours and show it in frames.
    """
    ours = f"'self' {links.base}"
    rules = [
        "default-src 'none'",
        f"style-src {ours}",
        f"img-src {ours}",
        *([f"script-src {ours}"] if script else []),
        *([f"connect-src {ours}", f"frame-src {ours}"] if asks else []),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors *" if framed else "frame-ancestors 'none'",
    ]
    return (b"content-security-policy", "; ".join(rules).encode()), _REFERRER
