"""Reading somebody else's Content-Security-Policy: what it allows, and what it would take.

After Content Security Policy Level 3 (W3C), as far as loading by address goes.
"""

from collections.abc import Sequence
from urllib.parse import SplitResult, urlsplit

import msgspec

# Where a directive is missing, the next one speaks for it (CSP 3, section 6.8.3).
_FALLBACK = {
    "script-src": ("script-src-elem", "script-src", "default-src"),
    "connect-src": ("connect-src", "default-src"),
    "img-src": ("img-src", "default-src"),
    "frame-src": ("frame-src", "child-src", "default-src"),
}
_PORTS = {"http": 80, "https": 443}


class Policy(msgspec.Struct, frozen=True):
    """One policy: its directives in order, each with its sources."""

    directives: tuple[tuple[str, tuple[str, ...]], ...]

    def governing(self, directive: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the directive that decides about another, with its sources; None if none does."""
        directives = dict(self.directives)
        names = (name for name in _FALLBACK[directive] if name in directives)
        name = next(names, None)
        return None if name is None else (name, directives[name])

    def allows(self, directive: str, url: str, page: str) -> bool:
        """Tell whether `page` may load `url` as far as this policy goes."""
        governing = self.governing(directive)
        if governing is None:
            return True
        # Under this word the addresses in a policy count for nothing (section 8.2).
        if directive == "script-src" and "'strict-dynamic'" in governing[1]:
            return False
        return any(_matches(source, urlsplit(url), urlsplit(page)) for source in governing[1])

    def with_source(self, directive: str, origin: str) -> "Policy":
        """Return the policy that also lets a directive load from an origin."""
        name, sources = self.governing(directive) or (directive, ())
        # Only what is asked for is opened, not everything that falls back on the default.
        name = directive if name in ("default-src", "child-src") else name
        kept = tuple(source for source in sources if source != "'none'")
        opened = (name, (*kept, origin))
        others = tuple(directive for directive in self.directives if directive[0] != name)
        return Policy((*others, opened))

    def text(self) -> str:
        return "; ".join(" ".join((name, *sources)) for name, sources in self.directives)


def policies(stated: Sequence[str]) -> tuple[Policy, ...]:
    """Return the policies of header values, of which all must allow what is loaded."""
    parts = (part for value in stated for part in value.split(","))
    return tuple(policy for part in parts if (policy := _policy(part)).directives)


def _policy(text: str) -> Policy:
    directives: dict[str, tuple[str, ...]] = {}
    for directive in text.split(";"):
        words = directive.split()
        if words:
            # The first of two counts (section 2.2.1).
            directives.setdefault(words[0].lower(), tuple(words[1:]))
    return Policy(tuple(directives.items()))


def _matches(source: str, url: SplitResult, page: SplitResult) -> bool:
    if source == "*":
        return True
    if source.lower() == "'self'":
        return (url.scheme, url.netloc) == (page.scheme, page.netloc)
    if source.startswith("'"):
        return False
    if source.endswith(":"):
        return _scheme(source[:-1].lower(), url.scheme)
    scheme, mark, rest = source.partition("://")
    stated = urlsplit(f"//{rest if mark else source}")
    return (
        _scheme(scheme.lower() if mark else page.scheme, url.scheme)
        and _host((stated.hostname or "").lower(), url.hostname or "")
        and _port(stated, url)
        and _path(stated.path, url.path)
    )


def _scheme(stated: str, scheme: str) -> bool:
    """Match a scheme; what may come insecurely may come securely too."""
    return stated == scheme or (stated == "http" and scheme == "https")


def _host(stated: str, host: str) -> bool:
    return host.endswith(stated[1:]) if stated.startswith("*.") else stated == host


def _port(stated: SplitResult, url: SplitResult) -> bool:
    if stated.netloc.endswith(":*"):
        return True
    return (stated.port or _PORTS[url.scheme]) == (url.port or _PORTS[url.scheme])


def _path(stated: str, path: str) -> bool:
    return path.startswith(stated) if stated.endswith("/") else stated in ("", path)
