"""The API described: the OpenAPI document, and a page that people can read."""

from importlib.metadata import version

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from service import pages, policy, queries
from service.api.openapi import document
from service.edition import Draft, encode
from service.public import CORS, HTML
from service.reply import EditionResponse
from service.wiring import house


async def openapi(request: Request) -> Response:
    """Answer with the OpenAPI 3.1 document."""
    queries.read(request, ())
    body = msgspec.json.encode(_document(request))
    return EditionResponse(encode(Draft(body, "application/json", headers=CORS)))


async def page(request: Request) -> Response:
    """Answer with the same as a page."""
    queries.read(request, ())
    links = house(request).links
    body = pages.api_docs(_document(request), links)
    return EditionResponse(encode(Draft(body, HTML, headers=policy.page(links))))


def _document(request: Request) -> dict[str, object]:
    return document(house(request).links.base, version("pressrum"))
