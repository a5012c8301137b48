"""Running the service under uvicorn: one process, one port, one line for what goes wrong."""

import signal
import socket
import sys
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

CANNOT_LISTEN = "Cannot listen on {host}:{port}: {why}."


class CannotListen(Exception):
    """The port is taken or not ours; the message says which."""


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `CannotListen`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = found[0]
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


def config(app: ASGIApp, proxies: tuple[str, ...] = ()) -> uvicorn.Config:
    """Return how uvicorn serves: whose request it is, X-Forwarded-For says from `proxies` alone."""
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=10,
        lifespan="on",
        # By itself uvicorn believes whoever connects from this machine.
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
    )


def run(app: ASGIApp, listening: socket.socket, proxies: tuple[str, ...] = ()) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first, then `SystemExit`."""
    # uvicorn passes the signal on once it has stopped: by then that is a wish fulfilled.
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    uvicorn.Server(config(app, proxies)).run(sockets=[listening])


def _end(_: int, __: FrameType | None) -> None:
    sys.exit(0)
