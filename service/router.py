"""Routes looked for by the shape of a path: its first segment, and how many segments it has.

Starlette tries one route after another, and there are more than a hundred. Here it tries those
alone whose own paths have the shape of the one asked for, in the order of the table.
"""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import Route, Router
from starlette.types import Lifespan, Receive, Scope, Send

# A convertor that takes slashes too.
_REST = ":path}"


class ShapedRouter(Router):
    """A router that leads to the same route as one that tries them all.

    A slash at a path's end is no part of its shape: the routes say what it means.
    """

    def __init__(self, routes: Sequence[Route], lifespan: Lifespan[Starlette]) -> None:
        # Redirects of Starlette's repeat the Host a client claims; every address has one spelling.
        super().__init__(routes, redirect_slashes=False, lifespan=lifespan)
        self._most = 1 + max(_length(route.path) for route in routes)
        # Segments that hold a parameter may be of any spelling, and stand under "".
        self._firsts = {
            "",
            *(first for route in routes if "{" not in (first := _first(route.path))),
        }
        shaped = [(route, _first(route.path), _length(route.path)) for route in routes]
        self._branches = {
            (first, length): Router(
                [
                    route
                    for route, own, size in shaped
                    if (own == first or "{" in own)
                    and (size == length or route.path.endswith(_REST))
                ],
                redirect_slashes=False,
            )
            for first in self._firsts
            for length in range(self._most + 1)
        }

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            path: str = scope["path"]
            first = _first(path)
            shape = first if first in self._firsts else "", min(_length(path), self._most)
            await self._branches[shape].app(scope, receive, send)
        else:
            await super().app(scope, receive, send)


def _first(path: str) -> str:
    return path[1:].partition("/")[0]


def _length(path: str) -> int:
    return path.removesuffix("/").count("/")
