"""Whether the process lives, and whether it can do its work."""

import asyncio

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from releases.errors import StoreRefused
from releases.store import pulse
from service.wiring import house

PATIENCE = 3.0


async def live(_: Request) -> Response:
    """The process answers."""
    return _answer(200, {"status": "live"})


async def ready(request: Request) -> Response:
    """The database answers; says so too when the clock has leapt and is held back."""
    parts = house(request)
    try:
        async with asyncio.timeout(PATIENCE):
            await parts.store.read(pulse.version)
    except (TimeoutError, OSError, RuntimeError, StoreRefused) as error:
        return _answer(503, {"status": "unavailable", "database": type(error).__name__})
    held = parts.clock.held().total_seconds()
    found: dict[str, object] = {"status": "ready", "clock": "held" if held else "in step"}
    if held:
        found["clock_ahead_seconds"] = held
    return _answer(200, found)


def _answer(status: int, body: dict[str, object]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(body), status, headers, "application/json")
