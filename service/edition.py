"""The rendered bytes of one public resource, ready to be sent: every encoding made once.

Entity tags are strong and one per encoding (RFC 9110 section 8.8.3); the answer to a
conditional request follows section 13.2.2: If-None-Match alone where it is given, else
If-Modified-Since.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

import brotli
import msgspec
import zstandard

from service import surrogates
from service.visiting import Tally

Header = tuple[bytes, bytes]
Message = MutableMapping[str, Any]

# Constant: a lifetime that followed the next due instant would tell that there is one.
CACHE_CONTROL = b"public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
OK = 200
# Below this a compressed body gains nothing over its headers.
WORTHWHILE = 400
# More spellings of Accept-Encoding, and longer ones, than clients have.
MOST_KNOWN = 1_000
LONGEST_KNOWN = 200

_COMPRESSORS: Sequence[tuple[bytes, Callable[[bytes], bytes]]] = (
    (b"zstd", lambda body: zstandard.compress(body, 9)),
    (b"br", lambda body: bytes(brotli.compress(body, quality=5))),
    (b"gzip", lambda body: gzip.compress(body, 6, mtime=0)),
)
_known_preferences: dict[bytes, tuple[bytes, ...]] = {}


class Draft(msgspec.Struct, frozen=True):
    """What a renderer makes of a resource, before it is encoded.

    `modified` goes out as Last-Modified. `headers` are added as they are. `failed` names releases
    that could not be rendered and were left out. `newsroom` is the only one whose releases are
    shown, None where there may be several.
    """

    body: bytes
    type: str
    modified: datetime | None = None
    status: int = 200
    headers: tuple[Header, ...] = ()
    cache_control: bytes = CACHE_CONTROL
    compress: bool = True
    failed: tuple[str, ...] = ()
    newsroom: str | None = None


class Variant(msgspec.Struct, frozen=True):
    """One encoding of an edition: its tag and the messages that answer for it."""

    etag: bytes
    full: Message
    body: Message
    unchanged: Message


class Edition(msgspec.Struct, frozen=True):
    """A resource's bytes in every encoding; `weight` in bytes for the cache's budget.

    `tally` counts who asks, None where nobody wants to know.
    """

    status: int
    variants: Mapping[bytes, Variant]
    modified: datetime | None
    weight: int
    failed: tuple[str, ...] = ()
    tally: Tally | None = None

    def messages(self, headers: Sequence[Header], *, head: bool) -> tuple[Message, Message]:
        """Return the two ASGI messages that answer a request with these headers."""
        accepted = if_none_match = if_modified_since = b""
        for name, value in headers:
            if name == b"accept-encoding":
                accepted = value
            elif name == b"if-none-match":
                if_none_match = value
            elif name == b"if-modified-since":
                if_modified_since = value
        variant = self._variant(accepted)
        if self.status != OK:
            return variant.full, _NO_BODY if head else variant.body
        if if_none_match:
            if _matches(if_none_match, variant.etag):
                return variant.unchanged, _NO_BODY
        elif if_modified_since and self._unmodified_since(if_modified_since):
            return variant.unchanged, _NO_BODY
        return variant.full, _NO_BODY if head else variant.body

    def _variant(self, accepted: bytes) -> Variant:
        for encoding in preferences(accepted):
            variant = self.variants.get(encoding)
            if variant is not None:
                return variant
        return self.variants[b""]

    def _unmodified_since(self, stated: bytes) -> bool:
        if self.modified is None:
            return False
        try:
            since = parsedate_to_datetime(stated.decode("ascii")).astimezone(UTC)
        except (ValueError, OverflowError):
            return False
        # HTTP dates know whole seconds.
        return self.modified.replace(microsecond=0) <= since


def encode(draft: Draft) -> Edition:
    """Return a draft in every encoding worth having."""
    bodies = {b"": draft.body}
    if draft.compress and len(draft.body) >= WORTHWHILE:
        bodies |= {name: compress(draft.body) for name, compress in _COMPRESSORS}
    digest = hashlib.sha256(draft.body).hexdigest()[:32]
    return Edition(
        status=draft.status,
        variants={name: _variant(draft, name, body, digest) for name, body in bodies.items()},
        modified=draft.modified,
        weight=sum(map(len, bodies.values())) + 4096,
        failed=draft.failed,
    )


def preferences(accepted: bytes) -> tuple[bytes, ...]:
    """Return the encodings an Accept-Encoding value takes, best first, ours before equals.

    RFC 9110 section 12.5.3: a weight of 0 refuses; `*` stands for what is not named.
    """
    known = _known_preferences.get(accepted)
    if known is None:
        known = _read_preferences(accepted)
        if len(_known_preferences) < MOST_KNOWN and len(accepted) < LONGEST_KNOWN:
            _known_preferences[accepted] = known
    return known


def _read_preferences(accepted: bytes) -> tuple[bytes, ...]:
    weights: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, rest = part.strip().partition(b";")
        weight = rest.strip().removeprefix(b"q=")
        try:
            weights[name.strip()] = float(weight) if weight else 1.0
        except ValueError:
            weights[name.strip()] = 0.0
    ours = [name for name, _ in _COMPRESSORS]
    taken = {name: weights.get(name, weights.get(b"*", 0.0)) for name in ours}
    return tuple(sorted((n for n in ours if taken[n] > 0), key=lambda n: -taken[n]))


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _variant(draft: Draft, encoding: bytes, body: bytes, digest: str) -> Variant:
    etag = f'"{digest}{"-" + encoding.decode() if encoding else ""}"'.encode()
    shared: list[Header] = [
        (b"cache-control", draft.cache_control),
        (b"etag", etag),
        (b"vary", b"Accept-Encoding"),
        (b"surrogate-key", surrogates.shown(draft.newsroom)),
        *draft.headers,
    ]
    if draft.modified is not None:
        stamp = format_datetime(draft.modified.replace(microsecond=0), usegmt=True)
        shared.append((b"last-modified", stamp.encode()))
    headers: list[Header] = [
        (b"content-type", draft.type.encode()),
        (b"content-length", str(len(body)).encode()),
        *([(b"content-encoding", encoding)] if encoding else []),
        (b"x-content-type-options", b"nosniff"),
        *shared,
    ]
    return Variant(
        etag=etag,
        full=_start(draft.status, headers),
        body={"type": "http.response.body", "body": body},
        unchanged=_start(304, shared),
    )


def _start(status: int, headers: list[Header]) -> Message:
    return {"type": "http.response.start", "status": status, "headers": headers}


def _matches(stated: bytes, etag: bytes) -> bool:
    """Compare weakly, as RFC 9110 section 13.1.2 asks: caches may have weakened the tag."""
    if stated == etag or stated.strip() == b"*":
        return True
    return etag in (tag.strip().removeprefix(b"W/") for tag in stated.split(b","))
