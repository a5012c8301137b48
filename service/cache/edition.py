"""The rendered bytes of one public resource, ready to be sent: each encoding made once, when asked.

Entity tags are strong and one per encoding (RFC 9110 section 8.8.3); the answer to a
conditional request follows section 13.2.2: of each pair, what names tags is asked alone where it
is given, else the date.

HTTP dates know whole seconds, and a change is seen a moment after the instant it carries, so a
date by itself could hide a second change close to a first. Last-Modified is therefore the first
second by which everybody was given the change, and is not sent before that second has come.
"""

import hashlib
from collections.abc import Mapping, MutableMapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

from releases.errors import Refusal
from releases.times import to_millis
from service.cache import surrogate_keys
from service.cache.encodings import COMPRESSORS, IDENTITY, Header, preferred
from service.cache.http_date import HttpSecond, read_date, stamp
from service.cache.streams import BodyStream
from service.visits import VisitTally

Message = MutableMapping[str, Any]

# Constant: a lifetime that followed the next due instant would tell that there is one.
CACHE_CONTROL = b"public, max-age=60, stale-while-revalidate=60, stale-if-error=86400"
STALE_CONTROL = b"public, max-age=5, stale-if-error=86400"
STALE = (b"cache-status", b'Pressrum; hit; detail="the database does not answer"')
OK = 200
NOT_MODIFIED = 304
# Seconds from the one in which a change falls until its date is sent: longer than a commit takes.
SETTLING = 2
# Below this a compressed body gains nothing over its headers.
WORTHWHILE = 400
# What an answer depends on, beside the address.
_CONDITIONS = (b"if-match", b"if-unmodified-since", b"if-none-match", b"if-modified-since")
_READ = frozenset((b"accept-encoding", *_CONDITIONS))


class PreconditionFailed(Refusal):
    """What is asked for is another state of a resource than there is."""


class NotEncoded(LookupError):
    """An edition has not got the encoding that a request is answered in."""


class Content(msgspec.Struct, frozen=True):
    """What a renderer makes of a resource, before it is encoded.

    `modified` is the instant of the last change; Last-Modified follows from it. `headers` are
    added as they are. `failed` names releases that could not be rendered and were left out.
    `newsroom` is the only one whose releases are shown, None where there may be several. What is
    not `kept` is made anew for everybody who asks: an answer at another spelling of an address.
    `digest` is the SHA-256 of the body in hexadecimal where it is known. With a `stream` that is
    the body, and `body` is empty.
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
    digest: str = ""
    stream: BodyStream | None = None

    @property
    def length(self) -> int:
        """The bytes of the body as it is."""
        return self.stream.size if self.stream else len(self.body)


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
    """A resource's bytes as they are, and in the encodings that were asked for.

    `modified` is its Last-Modified as a second of HTTP time, None without one. `tally` counts who
    asks, None where nobody wants to know. `digest` of the content is what its tags begin with.
    """

    content: Content
    digest: str
    variants: Mapping[bytes, Variant]
    modified: HttpSecond | None
    compressible: bool
    tally: VisitTally | None = None

    @property
    def status(self) -> int:
        return self.content.status

    @property
    def failed(self) -> tuple[str, ...]:
        return self.content.failed

    @property
    def weight(self) -> int:
        """The bytes this takes of the cache's budget."""
        return sum(len(variant.body["body"]) for variant in self.variants.values()) + 4096

    def lacks(self, accepted: bytes) -> bytes:
        """Return the encoding that an Accept-Encoding is answered in, if it is not made yet."""
        encoding = preferred(accepted)
        return encoding if self.compressible and encoding not in self.variants else IDENTITY

    def encoded(self, encoding: bytes) -> "Edition":
        """Return the edition with an encoding more."""
        body = COMPRESSORS[encoding](self.content.body) if encoding else self.content.body
        variant = _variant(self.content, encoding, body, self.digest, self.modified)
        return msgspec.structs.replace(self, variants={**self.variants, encoding: variant})

    def stale(self) -> "Edition":
        """Return the edition as it is answered while nobody can know whether it is current.

        The bytes and tags are the same; it says what it is (RFC 9211), and caches ask again soon.
        """
        content = msgspec.structs.replace(
            self.content, cache_control=STALE_CONTROL, headers=(*self.content.headers, STALE)
        )
        variants = {
            encoding: _variant(content, encoding, kept.body["body"], self.digest, self.modified)
            for encoding, kept in self.variants.items()
        }
        return msgspec.structs.replace(self, content=content, variants=variants)

    def messages(
        self, headers: Sequence[Header], now: HttpSecond, *, head: bool
    ) -> tuple[Message, Message]:
        """Return the two ASGI messages that answer a request with these headers, made `now`.

        Raises `NotEncoded` where it is answered in an encoding that is not made yet, and
        `PreconditionFailed` where it is for another state than this one.
        """
        fields: dict[bytes, bytes] = {}
        for name, value in headers:
            if name in _READ:
                # Lines of one name are one list (section 5.3); two dates are then no date.
                fields[name] = fields[name] + b", " + value if name in fields else value
        encoding = preferred(fields.get(b"accept-encoding", b"")) if self.compressible else IDENTITY
        variant = self.variants.get(encoding)
        if variant is None:
            raise NotEncoded
        if self.content.status == OK:
            if not self._is_wanted(fields, variant):
                raise PreconditionFailed("precondition_failed")
            if self._is_known(fields, variant, now):
                return variant.unchanged.message(now), _NO_BODY
        return variant.full.message(now), _NO_BODY if head else variant.body

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


def encode(content: Content, accepted: bytes | None = None) -> Edition:
    """Return what a renderer made in the encoding that an Accept-Encoding asks for, None in all."""
    digest = (content.digest or hashlib.sha256(content.body).hexdigest())[:32]
    modified = _settled_second(content.modified)
    compressible = content.compress and len(content.body) >= WORTHWHILE
    edition = Edition(content, digest, {}, modified, compressible).encoded(IDENTITY)
    wanted = COMPRESSORS if accepted is None else (preferred(accepted),)
    for encoding in wanted:
        if edition.lacks(encoding):
            edition = edition.encoded(encoding)
    return edition


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
        (b"content-length", str(len(body) if encoding else content.length).encode()),
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
