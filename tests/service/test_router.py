"""The router that looks at a path's shape leads where one that tries every route leads."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route, Router
from starlette.types import Message

from service.app import ROUTES
from service.router import ShapedRouter


async def show(request: Request) -> Response:
    return JSONResponse([request.scope["route"].path, request.path_params])


@asynccontextmanager
async def lifespan(_: Starlette) -> AsyncIterator[None]:
    yield


# The service's own paths, each twice: what is asked for by another method goes to the second.
TABLE = [
    Route(route.path, show, methods=[method]) for route in ROUTES for method in ("GET", "POST")
]
SHAPED = ShapedRouter(TABLE, lifespan)
PLAIN = Router(TABLE, redirect_slashes=False)

segments = st.sampled_from(
    sorted({part for route in ROUTES for part in route.path.split("/")})
) | st.text(alphabet="ab.-åÅ%?#\n\r ", max_size=4)
paths = st.lists(segments, max_size=9).map(lambda chosen: "/" + "/".join(chosen))


def answer(router: Router, path: str, method: str) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "root_path": "", "headers": []}
    asyncio.run(router(scope, receive, send))
    for message in sent:
        # Methods are a set, whose order is another in every process.
        message.get("headers", []).sort()
    return sent


@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_path_of_the_service_leads_to_its_route(method: str) -> None:
    for path in dict.fromkeys(route.path for route in ROUTES):
        for asked in (path, f"{path}/", f"{path}/mer", f"{path}/mer/och/annat"):
            assert answer(SHAPED, asked, method) == answer(PLAIN, asked, method), asked


@given(paths, st.sampled_from(["GET", "POST", "DELETE"]))
def test_any_path_leads_to_the_same_route(path: str, method: str) -> None:
    assert answer(SHAPED, path, method) == answer(PLAIN, path, method)
