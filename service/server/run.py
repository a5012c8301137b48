"""Running the service under uvicorn: one process, one port, one line for what goes wrong.

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

from service.server.connections import ConnectionLimits, Connections, raise_descriptors
from service.server.forwarded import Forwarded
from service.server.watchdog import Patience, Watchdog

# How long requests under way may go on once the service is to end.
GRACE_SECONDS = 4

# How long a thread may run Python while another waits to: the standard is five times as long.
SWITCH_SECONDS = 0.001
CANNOT_LISTEN = "Cannot listen on {host}:{port}: {why}."


class CannotListen(Exception):
    """The port is taken or not ours; the message says which."""


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `CannotListen`."""
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = addresses[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(CANNOT_LISTEN.format(host=host, port=port, why=error)) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen(2048)
    except OSError as error:
        bound.close()
        why = error.strerror or str(error)
        raise CannotListen(CANNOT_LISTEN.format(host=host, port=port, why=why)) from error
    return bound


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
) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first, then `SystemExit`.

    A process whose loop is stuck ends by itself, with another exit code than 0.
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
        _Server(config(app, proxies), watchdog).run(sockets=[listening])
    finally:
        watchdog.stop()


class _Server(uvicorn.Server):
    """Tells a watchdog when there is a loop to watch, and when it is to end."""

    def __init__(self, config: uvicorn.Config, watchdog: Watchdog) -> None:
        super().__init__(config)
        self._watchdog = watchdog

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._watchdog.watch()

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._watchdog.leave()
        super().handle_exit(sig, frame)


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)
