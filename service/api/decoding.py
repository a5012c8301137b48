"""What a client sent -> typed values, or a problem that names the field."""

import re
from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import TypeVar

import msgspec
from starlette.requests import Request

from service import places, queries
from service.problems import Problem, bad_query

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

BODY_MOST = 1_000_000
JSON = ("application/json", "text/json")
LONGEST_KEY = 255
WORDS = 200


async def body(request: Request, wanted: type[T], most: int = BODY_MOST) -> T:
    """Return the JSON body as a value; 400 for what is not JSON, 422 naming a wrong field."""
    kind = request.headers.get("content-type", "application/json").partition(";")[0].strip()
    if kind not in JSON and not kind.endswith("+json"):
        raise Problem(415, "Unsupported media type", "Send application/json.")
    sent = await raw(request, most)
    try:
        return msgspec.json.decode(sent, type=wanted)
    except msgspec.ValidationError as error:
        field, message = placed(str(error))
        faults = [{"field": field, "message": message}]
        raise Problem(422, "Invalid document", f"{field}: {message}", faults) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        message = f"not JSON in UTF-8: {error}"
        faults = [{"field": "body", "message": message}]
        raise Problem(400, "Bad request", message, faults) from None


async def raw(request: Request, most: int = BODY_MOST) -> bytes:
    """Return the bytes of the body; 413 for more than `most`."""
    # Not Starlette's limit, whose refusal is plain text whatever the exception handlers say.
    sent = bytearray()
    async for chunk in request.stream():
        sent += chunk
        if len(sent) > most:
            raise Problem(413, "Content too large", f"{most} bytes are the most.")
    return bytes(sent)


def query(request: Request, allowed: Collection[str]) -> dict[str, str]:
    """Return the query's parameters; 400 for unknown, repeated or overlong ones."""
    asked = queries.read(request, allowed)
    for name, value in asked.items():
        if len(value) > WORDS:
            raise bad_query(name, f"{WORDS} characters are the most")
    return asked


def choice(asked: dict[str, str], name: str, kind: type[E]) -> E | None:
    """Return one of an enumeration's values; 400 for any other."""
    if name not in asked:
        return None
    try:
        return kind(asked[name])
    except ValueError:
        raise bad_query(name, f"one of {', '.join(kind)}") from None


def cursor(asked: dict[str, str], name: str) -> tuple[datetime, str] | None:
    """Return the place in a list that a client sent back; 400 where it is none of ours."""
    if name not in asked:
        return None
    place = places.read(asked[name])
    if place is None:
        raise bad_query(name, "not a cursor of this list; leave it out to start from the beginning")
    return place


def if_match(request: Request) -> int | None:
    """Return the version If-Match names, None for `*`; 428 without it, 412 for no version."""
    stated = request.headers.get("if-match")
    if stated is None:
        raise Problem(
            428, "Precondition required", 'Send If-Match with the ETag you read, such as "3".'
        )
    if stated.strip() == "*":
        return None
    found = re.fullmatch(r'"(\d{1,15})"', stated.strip(), re.ASCII)
    if not found:
        raise Problem(412, "Version conflict", f"If-Match: {stated[:60]} is no version of a draft.")
    return int(found[1])


def idempotency_key(request: Request) -> str | None:
    """Return the Idempotency-Key, None without one; 400 for an empty or overlong one."""
    key = request.headers.get("idempotency-key")
    if key is not None and not 0 < len(key) <= LONGEST_KEY:
        raise bad_query("Idempotency-Key", f"1 to {LONGEST_KEY} characters")
    return key


def placed(message: str) -> tuple[str, str]:
    """Split "Expected `str`, got `int` - at `$.contacts[0].name`" into field and message."""
    text, _, place = message.partition(" - at `")
    field = place.rstrip("`").removeprefix("$").removeprefix(".")
    unknown = re.fullmatch(r"Object contains unknown field `(.*)`", text)
    missing = re.fullmatch(r"Object missing required field `(.*)`", text)
    for found, said in ((unknown, "unknown field"), (missing, "required, but missing")):
        if found:
            return f"{field}.{found[1]}" if field else found[1], said
    return field or "body", text
