"""The rendered bytes of one public resource, ready to be sent: every encoding made once.

Entity tags are strong and one per encoding (RFC 9110 section 8.8.3); the answer to a
conditional request follows section 13.2.2: of each pair, what names tags is asked alone where it
is given, else the date.

HTTP dates know whole seconds, and a change is seen a moment after the instant it carries, so a
date by itself could hide a second change close to a first. Last-Modified is therefore the first
second by which everybody was given the change, and is not sent before that second has come.
"""

import gzip
import hashlib
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any

import brotli
import msgspec
import zstandard

from releases.errors import Refusal
from releases.times import to_millis
from service.cache import surrogate_keys
from service.cache.http_date import HttpSecond, read_date, stamp
from service.visits import VisitTally

Header = tuple[bytes, bytes]
Message = MutableMapping[str, Any]

# Constant: a lifetime that followed the next due instant would tell that there is one.
CACHE_CONTROL = b"public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
OK = 200
NOT_MODIFIED = 304
# Seconds from the one in which a change falls until its date is sent: longer than a commit takes.
SETTLING = 2
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
_IDENTITY = b""
# Other names of codings (RFC 9110 section 8.4.1.3), and that of none.
_CODINGS = {b"x-gzip": b"gzip", b"identity": _IDENTITY}
# What an answer depends on, beside the address.
_CONDITIONS = (b"if-match", b"if-unmodified-since", b"if-none-match", b"if-modified-since")
_READ = frozenset((b"accept-encoding", *_CONDITIONS))


class PreconditionFailed(Refusal):
    """What is asked for is another state of a resource than there is."""


class Content(msgspec.Struct, frozen=True):
    """What a renderer makes of a resource, before it is encoded.

    `modified` is the instant of the last change; Last-Modified follows from it. `headers` are
    added as they are. `failed` names releases that could not be rendered and were left out.
    `newsroom` is the only one whose releases are shown, None where there may be several. What is
    not `kept` is made anew for everybody who asks: an answer at another spelling of an address.
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
    kept: bool = True


class Start:
    """The beginning of an answer: lasting headers, with the dates of the second it is made in.

    Made once a second, however many ask.
    """

    __slots__ = ("_headers", "_message", "_modified", "_now", "_status")

    def __init__(self, status: int, headers: Sequence[Header], modified: HttpSecond | None) -> None:
        self._status = status
        self._headers = headers
        self._modified = modified
        self._now: HttpSecond | None = None
        self._message: Message = {}

    def message(self, now: HttpSecond) -> Message:
        """Return the message as of `now`; before its date has come, an edition has none."""
        if now is not self._now:
            dates = [now.header]
            if self._modified is not None and self._modified.seconds <= now.seconds:
                dates.append((b"last-modified", self._modified.header[1]))
            self._message = {
                "type": "http.response.start",
                "status": self._status,
                "headers": [*dates, *self._headers],
            }
            self._now = now
        return self._message


class Variant(msgspec.Struct, frozen=True):
    """One encoding of an edition: its tag and what answers for it."""

    etag: bytes
    full: Start
    body: Message
    unchanged: Start


class Edition(msgspec.Struct, frozen=True):
    """A resource's bytes in every encoding; `weight` in bytes for the cache's budget.

    `modified` is its Last-Modified as a second of HTTP time, None without one. `tally` counts who
    asks, None where nobody wants to know.
    """

    status: int
    variants: Mapping[bytes, Variant]
    modified: HttpSecond | None
    weight: int
    failed: tuple[str, ...] = ()
    tally: VisitTally | None = None

    def messages(
        self, headers: Sequence[Header], now: HttpSecond, *, head: bool
    ) -> tuple[Message, Message]:
        """Return the two ASGI messages that answer a request with these headers, made `now`.

        Raises `PreconditionFailed` where the request is for another state than this one.
        """
        fields: dict[bytes, bytes] = {}
        for name, value in headers:
            if name in _READ:
                # Lines of one name are one list (section 5.3); two dates are then no date.
                fields[name] = fields[name] + b", " + value if name in fields else value
        variant = self._variant(fields.get(b"accept-encoding", b""))
        if self.status == OK:
            if not self._is_wanted(fields, variant):
                raise PreconditionFailed("precondition_failed")
            if self._is_known(fields, variant, now):
                return variant.unchanged.message(now), _NO_BODY
        return variant.full.message(now), _NO_BODY if head else variant.body

    def _variant(self, accepted: bytes) -> Variant:
        for encoding in _preferences(accepted):
            variant = self.variants.get(encoding)
            if variant is not None:
                return variant
        return self.variants[_IDENTITY]

    def _is_wanted(self, fields: Mapping[bytes, bytes], variant: Variant) -> bool:
        tags, since = fields.get(b"if-match"), fields.get(b"if-unmodified-since")
        if tags is not None:
            return tags.strip() == b"*" or variant.etag in _tags(tags)
        if since is None or self.modified is None:
            return True
        date = read_date(since)
        return date is None or self.modified.seconds <= date

    def _is_known(self, fields: Mapping[bytes, bytes], variant: Variant, now: HttpSecond) -> bool:
        tags, since = fields.get(b"if-none-match"), fields.get(b"if-modified-since")
        if tags is not None:
            return _matches(tags, variant.etag)
        # A date that has not come yet was given to nobody.
        if since is None or self.modified is None or self.modified.seconds > now.seconds:
            return False
        if since == self.modified.header[1]:
            return True
        date = read_date(since)
        return date is not None and self.modified.seconds <= date


def encode(content: Content) -> Edition:
    """Return what a renderer made in every encoding worth having."""
    bodies = {_IDENTITY: content.body}
    if content.compress and len(content.body) >= WORTHWHILE:
        bodies |= {name: compress(content.body) for name, compress in _COMPRESSORS}
    digest = hashlib.sha256(content.body).hexdigest()[:32]
    modified = _settled_second(content.modified)
    return Edition(
        status=content.status,
        variants={
            name: _variant(content, name, body, digest, modified) for name, body in bodies.items()
        },
        modified=modified,
        weight=sum(map(len, bodies.values())) + 4096,
        failed=content.failed,
    )


def _preferences(accepted: bytes) -> tuple[bytes, ...]:
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
        name, _, rest = part.partition(b";")
        if not (name := name.strip()):
            continue
        weight = rest.strip().removeprefix(b"q=")
        try:
            weights[_CODINGS.get(name, name)] = float(weight) if weight else 1.0
        except ValueError:
            weights[_CODINGS.get(name, name)] = 0.0
    taken = {name: weights.get(name, weights.get(b"*", 0.0)) for name, _ in _COMPRESSORS}
    # Last of equals, and of all where it is not named.
    taken[_IDENTITY] = weights.get(_IDENTITY, 0.0)
    return tuple(sorted((name for name in taken if taken[name] > 0), key=lambda n: -taken[n]))


_NO_BODY: Message = {"type": "http.response.body", "body": b""}


def _variant(
    content: Content, encoding: bytes, body: bytes, digest: str, modified: HttpSecond | None
) -> Variant:
    etag = f'"{digest}{"-" + encoding.decode() if encoding else ""}"'.encode()
    shared: list[Header] = [
        (b"cache-control", content.cache_control),
        (b"etag", etag),
        (b"vary", b"Accept-Encoding"),
        (b"surrogate-key", surrogate_keys.keys_of(content.newsroom)),
        *content.headers,
    ]
    headers: list[Header] = [
        (b"content-type", content.type.encode()),
        (b"content-length", str(len(body)).encode()),
        *([(b"content-encoding", encoding)] if encoding else []),
        (b"x-content-type-options", b"nosniff"),
        *shared,
    ]
    return Variant(
        etag=etag,
        full=Start(content.status, headers, modified),
        body={"type": "http.response.body", "body": body},
        unchanged=Start(NOT_MODIFIED, shared, modified),
    )


def _settled_second(modified: datetime | None) -> HttpSecond | None:
    """Return the first second by which everybody was given a change."""
    return None if modified is None else stamp(to_millis(modified) // 1000 + SETTLING)


def _matches(stated: bytes, etag: bytes) -> bool:
    """Compare weakly, as RFC 9110 section 13.1.2 asks: caches may have weakened the tag."""
    if stated == etag or stated.strip() == b"*":
        return True
    return etag in (tag.removeprefix(b"W/") for tag in _tags(stated))


def _tags(stated: bytes) -> tuple[bytes, ...]:
    """Return the tags of a list. Ours hold no commas: what of others' is torn apart is not ours."""
    return tuple(tag.strip() for tag in stated.split(b","))
