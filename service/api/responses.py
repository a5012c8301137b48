"""Answers of the API as JSON: never stored by caches, never sniffed."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from starlette.responses import Response


class ApiResponse(NamedTuple):
    """A typed value with its status; None for an empty 204."""

    value: msgspec.Struct | None
    status: int = 200
    headers: Mapping[str, str] = {}


def response(answer: ApiResponse) -> Response:
    """Return an answer as `application/json`."""
    headers = {
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
        **answer.headers,
    }
    if answer.value is None:
        return Response(status_code=answer.status, headers=headers)
    body = msgspec.json.encode(answer.value)
    return Response(body, answer.status, headers, "application/json")
