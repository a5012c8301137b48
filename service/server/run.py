"""Running the service under uvicorn: what one process does, alone or as one of several workers.

Asked to stop, it ends within ten seconds: requests under way get four, deliveries under way two,
and a watchdog ends a process that does not.
"""

import asyncio
import math
import signal
import socket
import sys
from types import FrameType
from typing import cast

import uvicorn
from starlette.types import ASGIApp

from service.server.channel import Serving, WorkerChannel
from service.server.connections import ConnectionLimits, Connections, raise_descriptors
from service.server.forwarded import Forwarded
from service.server.watchdog import Patience, Watchdog
from service.server.worker_server import WorkerServer

# How long requests under way may go on once the service is to end.
GRACE_SECONDS = 4

# How long a thread may run Python while another waits to: the standard is five times as long.
SWITCH_SECONDS = 0.001
ALONE = Serving()


def config(
    app: ASGIApp, proxies: tuple[str, ...] = (), limits: ConnectionLimits | None = None
) -> uvicorn.Config:
    """Return how uvicorn serves: whose request it is, X-Forwarded-For says from `proxies` alone."""
    limits = limits or ConnectionLimits()
    return uvicorn.Config(
        Forwarded(app, proxies) if proxies else app,
        # Any maker of protocols will do; uvicorn's types name classes alone.
        http=cast("type[asyncio.Protocol]", Connections(limits).protocol),
        ws="none",
        timeout_keep_alive=math.ceil(limits.idle),
        log_config=None,
        access_log=False,
        server_header=False,
        # The service states its own, of the clock that publications go by.
        date_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        lifespan="on",
        # By itself uvicorn believes whoever connects from this machine.
        proxy_headers=False,
    )


def run(
    app: ASGIApp,
    listening: socket.socket,
    proxies: tuple[str, ...] = (),
    patience: Patience | None = None,
    channel: WorkerChannel | None = None,
    serving: Serving = ALONE,
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first, then `SystemExit`.

    A process whose loop is stuck ends by itself, with another exit code than 0. With a `channel`
    the supervisor at its other end is told that this process is `serving`, and may retire it.
    """
    # The event loop answers most requests by itself: no other thread keeps it waiting for long.
    sys.setswitchinterval(SWITCH_SECONDS)
    # uvicorn passes the signal on once it has stopped: by then that is a wish fulfilled.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    raise_descriptors()
    watchdog = Watchdog(patience or Patience())
    watchdog.start()
    try:
        WorkerServer(config(app, proxies), watchdog, channel, serving).run(sockets=[listening])
    finally:
        watchdog.stop()


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)
