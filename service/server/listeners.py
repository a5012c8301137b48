"""Listening sockets: one for a single process, or one for each worker on one port.

Each worker has a socket of its own (SO_REUSEPORT): the kernel deals new connections out evenly
among those that listen. Of one socket that all share, whoever wakes first takes all there are.
"""

import socket

# As many connections wait to be taken as the system allows, 4,096 at most as things stand.
BACKLOG = 2048
CANNOT_LISTEN = "Cannot listen on {host}:{port}: {why}."


class CannotListen(Exception):
    """The port is taken or not ours; the message says which."""


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; raises `CannotListen`."""
    bound = _bind(host, port)
    try:
        bound.listen(BACKLOG)
    except OSError as error:
        bound.close()
        raise _refusal(host, port, error) from error
    return bound


def address_of(host: str, port: int) -> str:
    """Return the URL of what listens there."""
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


class SharedPort:
    """A port that several sockets share; taken from everybody else as long as one is open.

    Raises `CannotListen`, also where other processes of the same user share it already.
    """

    def __init__(self, host: str, port: int) -> None:
        self._host = host
        # Without sharing: the kernel lets a user share a port with whatever else runs under it.
        probe = listen(host, port)
        self.number: int = probe.getsockname()[1]
        probe.close()

    def bind(self) -> socket.socket:
        """Return one more socket, which gets no connection until somebody listens on it."""
        return _bind(self._host, self.number, shared=True)


def _bind(host: str, port: int, *, shared: bool = False) -> socket.socket:
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, protocol, _, address = addresses[0]
        bound = socket.socket(family, kind, protocol)
    except OSError as error:
        raise CannotListen(CANNOT_LISTEN.format(host=host, port=port, why=error)) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if shared:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        raise _refusal(host, port, error) from error
    return bound


def _refusal(host: str, port: int, error: OSError) -> CannotListen:
    why = error.strerror or str(error)
    return CannotListen(CANNOT_LISTEN.format(host=host, port=port, why=why))
