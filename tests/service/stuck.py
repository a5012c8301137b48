"""A service whose handlers block the loop, run as the real one is: `python -m tests.service.stuck`.

Takes the watchdog's patience as JSON, and a folder. Prints its address.
"""

import itertools
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from service import logs
from service.server import run
from service.server.listeners import listen
from service.server.watchdog import Patience

# What a release that is not public would say.
SECRET = "Hemligt till klockan sju"  # noqa: S105 - no password


def spin(_: Request) -> None:
    """Go on without end in Python."""
    text = SECRET
    while text:
        text = text.strip()


def wait(_: Request) -> None:
    """Wait for what does not come."""
    threading.Event().wait()


def hold(_: Request) -> None:
    """Go on without end in C, never giving the interpreter's lock back."""
    sum(itertools.repeat(1))


def pour(_: Request) -> None:
    """Write to standard error what nobody reads."""
    sys.stderr.write("x" * 10_000_000)


def until_told(request: Request) -> None:
    """Go on until there is a file."""
    while not (request.app.state.folder / "told").exists():
        pass


def stop_in_debugger(request: Request) -> None:
    """Stand still in a debugger until there is a file."""
    sys._getframe().f_trace = lambda *_: None
    until_told(request)


def _blocking(block: Callable[[Request], None]) -> Callable[[Request], object]:
    async def handler(request: Request) -> Response:
        block(request)
        return Response("ok")

    return handler


async def _live(_: Request) -> Response:
    return Response("ok")


def main(patience: str, folder: str) -> None:
    logs.configure("info")
    blocks = (spin, wait, hold, pour, until_told, stop_in_debugger)
    app = Starlette(
        routes=[
            Route("/live", _live),
            *(Route(f"/{block.__name__}", _blocking(block)) for block in blocks),
        ]
    )
    app.state.folder = Path(folder)
    listening = listen("127.0.0.1", 0)
    sys.stdout.write(f"http://127.0.0.1:{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    run.run(app, listening, patience=msgspec.json.decode(patience, type=Patience))


if __name__ == "__main__":
    main(*sys.argv[1:])
