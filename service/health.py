"""Whether the process that is asked lives, and whether it can do its work.

Of several workers whichever takes the connection answers, and says who it is.
"""

import asyncio
import os
from datetime import timedelta

import msgspec
import structlog
from starlette.requests import Request
from starlette.responses import Response

from releases.errors import StoreRefused
from releases.store import clock as clocks
from service import wiring
from service.clock.report import report

log = structlog.get_logger()

PATIENCE = 3.0


async def live(_: Request) -> Response:
    """The process answers."""
    return _answer(200, {"status": "live", "pid": os.getpid()})


async def ready(request: Request) -> Response:
    """The database answers and takes what is written; says where the clock stands."""
    services = wiring.services(request)
    try:
        async with asyncio.timeout(PATIENCE):
            base, _ = await services.store.read(clocks.read)
    except (TimeoutError, OSError, RuntimeError, StoreRefused) as error:
        return _unavailable(str(error) or type(error).__name__)
    fault = await services.readiness.fault()
    if fault:
        return _unavailable(fault)
    clock = report(base, services.clock.gap() // timedelta(milliseconds=1))
    state: dict[str, object] = {"status": "ready", "clock": clock.state, "pid": os.getpid()}
    if not clock.is_well:
        state["clock_ahead_seconds"] = clock.ahead
        state["clock_behind_seconds"] = clock.behind
        state["clock_moved_seconds"] = clock.moved
        state["clock_says"] = clock.said
    return _answer(200, state)


def _unavailable(why: str) -> Response:
    log.error("ready.not", why=why)
    body: dict[str, object] = {"status": "unavailable", "database": why}
    return _answer(503, body)


def _answer(status: int, body: dict[str, object]) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(msgspec.json.encode(body), status, headers, "application/json")
