"""The API described: the OpenAPI document, and a page that people can read."""

import msgspec
from starlette.requests import Request

from service import wiring
from service.api.openapi import document
from service.cache.edition import Content
from service.pages import csp, press_room
from service.public.resources import HTML


def openapi(request: Request, _: dict[str, str]) -> Content:
    """The OpenAPI 3.1 document."""
    return Content(msgspec.json.encode(_document(request)), "application/json")


def page(request: Request, _: dict[str, str]) -> Content:
    """The same as a page."""
    links = wiring.services(request).links
    return Content(press_room.api_docs(_document(request), links), HTML, headers=csp.page(links))


def _document(request: Request) -> dict[str, object]:
    services = wiring.services(request)
    return document(services.links.base, services.settings.contact)
