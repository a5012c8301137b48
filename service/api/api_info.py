"""What API this is: `api-info` of the national REST API profile (VER.06), open to everybody."""

import msgspec
from starlette.requests import Request

from service import wiring
from service.cache.edition import Content

NAME = "Pressrum"
# Semantic, of the API and not of the program: a new major version is another address.
VERSION = "1.1.0"
RELEASED = "2026-11-30"


class ApiInfo(msgspec.Struct, frozen=True, rename="camel"):
    """What API this is, in the names of the national REST API profile.

    `apiReleased` is the day on which this version came; `apiStatus` is active, deprecated or
    retired.
    """

    api_name: str
    api_version: str
    api_released: str
    api_documentation: str
    api_status: str


def tell(documentation: str) -> ApiInfo:
    """Return what is told of the API, whose documentation is found at a URL."""
    return ApiInfo(NAME, VERSION, RELEASED, documentation, "active")


def api_info(request: Request, _: dict[str, str]) -> Content:
    """Tell what API this is: its name, version, documentation and status.

    Programs may ask it to see that they speak to the version they were written for.
    """
    documentation = wiring.services(request).links.api("docs")
    return Content(msgspec.json.encode(tell(documentation)), "application/json")
