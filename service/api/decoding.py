"""What a client sent -> typed values, or a problem that names the field."""

import re
from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec
from starlette.requests import Request

from releases.errors import FieldError, InvalidDocument, Refusal
from releases.model import Document
from releases.rules import event_times
from releases.rules.fault_collector import of_decoder
from service.problems import Problem, bad_request
from service.public import cursors, queries

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

BODY_MOST = 1_000_000
JSON = ("application/json", "text/json")
LONGEST_KEY = 255
WORDS = 200
# How many of a list are told at once, and how many may be left out: it costs as many rows.
PAGE = 50
PAGE_MOST = 100
OFFSET_MOST = 9_999


async def body(request: Request, wanted: type[T], most: int = BODY_MOST) -> T:
    """Return the JSON body as a value; 400 for what is not JSON, 422 naming a wrong field."""
    sent = await _json(request, most)
    return _decode(lambda: msgspec.json.decode(sent, type=wanted))


async def document(request: Request) -> Document:
    """Return the document that is the JSON body, as `body` does; its times are those of `at`."""
    sent = await _json(request, BODY_MOST)
    tree = _decode(lambda: msgspec.json.decode(sent))
    try:
        spelled = event_times.spell(tree)
    except FieldError as error:
        raise InvalidDocument([error]) from None
    return _decode(lambda: msgspec.convert(spelled, Document))


async def _json(request: Request, most: int) -> bytes:
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip()
    if kind not in JSON and not kind.endswith("+json"):
        raise Problem(415, Refusal("media_type", taken="application/json"))
    return await raw(request, most)


def _decode(value: Callable[[], T]) -> T:
    try:
        return value()
    except msgspec.ValidationError as error:
        raise InvalidDocument([of_decoder(error, otherwise="body")]) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise bad_request("body", "not_json", why=str(error)) from None


async def raw(request: Request, most: int = BODY_MOST) -> bytes:
    """Return the bytes of the body; 413 for more than `most`."""
    # Not Starlette's limit, whose refusal is plain text whatever the exception handlers say.
    sent = bytearray()
    async for chunk in request.stream():
        sent += chunk
        if len(sent) > most:
            raise Problem(413, Refusal("body_over", most=most))
    return bytes(sent)


def query(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """Return the query's parameters; 400 for unknown, repeated or overlong ones."""
    asked = queries.parse_query(request, allowed, strict=True)
    check_lengths(asked)
    return asked


def check_lengths(asked: dict[str, str]) -> None:
    """Raise 400 for an overlong parameter."""
    for name, value in asked.items():
        if len(value) > WORDS:
            raise bad_request(name, "parameter_too_long", most=WORDS)


def choice(asked: dict[str, str], name: str, kind: type[E]) -> E | None:
    """Return one of an enumeration's values; 400 for any other."""
    if name not in asked:
        return None
    try:
        return kind(asked[name])
    except ValueError:
        raise bad_request(name, "not_one_of", choices=", ".join(kind)) from None


def cursor(asked: dict[str, str], name: str) -> tuple[datetime, str] | None:
    """Return the place in a list that a client sent back; 400 where it is none of ours."""
    if name not in asked:
        return None
    place = cursors.parse_cursor(asked[name])
    if place is None:
        raise bad_request(name, "cursor_unknown")
    return place


def page(asked: dict[str, str]) -> tuple[int, int]:
    """Return how many of a list a client wants, and how many it leaves out before them."""
    limit = queries.number(asked, "limit", PAGE, 1, PAGE_MOST)
    return limit, queries.number(asked, "offset", 0, 0, OFFSET_MOST)


def if_match(request: Request) -> int | None:
    """Return the version If-Match names, None for `*`; 428 without it, 412 for no version."""
    stated = request.headers.get("if-match")
    if stated is None:
        raise Problem(428, Refusal("if_match_needed"))
    if stated.strip() == "*":
        return None
    match = re.fullmatch(r'"(\d{1,15})"', stated.strip(), re.ASCII)
    if not match:
        raise Problem(412, Refusal("if_match_malformed", stated=stated[:60]))
    return int(match[1])


def idempotency_key(request: Request) -> str | None:
    """Return the Idempotency-Key, None without one; 400 for an empty or overlong one."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise bad_request("Idempotency-Key", "idempotency_key_length", most=LONGEST_KEY)
    return key
