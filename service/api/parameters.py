"""The query parameters and headers of operations, as the OpenAPI document tells of them."""

from typing import Any

import msgspec

from service.api import decoding


class Parameter(msgspec.Struct, frozen=True):
    """A query parameter or header of an operation; `schema` is JSON Schema."""

    name: str
    place: str
    about: str
    example: str | int
    required: bool = False
    schema: dict[str, Any] = msgspec.field(default_factory=lambda: {"type": "string"})


def _number(least: int, most: int, default: int) -> dict[str, Any]:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


IF_MATCH = Parameter(
    "If-Match", "header", "the ETag the draft was read with, or *", '"3"', required=True
)
IF_VERSION = Parameter("If-Match", "header", "the ETag of the draft that is meant; else any", '"3"')
KEY = Parameter(
    "Idempotency-Key", "header", "the same key and body give the same entry again", "7f3a9c"
)
STATE = Parameter(
    "state",
    "query",
    "only releases that stand there",
    "scheduled",
    schema={"$ref": "#/components/schemas/DeskState"},
)
WORDS = Parameter("q", "query", "words in title, lead or body; the beginning is enough", "vårdcen")
PAGED = (
    Parameter("cursor", "query", "`next` of the page before", "3f9a1c.k4mz8tq2w6r7p5ns"),
    Parameter(
        "limit",
        "query",
        "how many are told at once",
        20,
        schema=_number(1, decoding.PAGE_MOST, decoding.PAGE),
    ),
    Parameter(
        "offset",
        "query",
        "how many are left out first; to read all, follow `next` instead",
        40,
        schema=_number(0, decoding.OFFSET_MOST, 0),
    ),
)

SOURCE = Parameter(
    "url",
    "query",
    "where the page was found, for its relative links",
    "https://www.nordanvik.example/nyheter/ny-vardcentral",
)

SINCE = Parameter(
    "since",
    "query",
    "`next` of the answer before; absent: from the first",
    "3f9a1c.k4mz8tq2w6r7p5ns.b7x2m9qd4t8k3vnr",
)
