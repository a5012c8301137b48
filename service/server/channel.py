"""What a worker and the process that supervises it tell each other, over a pair of sockets.

The worker says once whether it serves, in a line of JSON. It is told to retire by one byte, and
to end by the end of the channel: then nobody is left who would start another in its place.
"""

import socket
from contextlib import suppress

import msgspec

RETIRE = b"r"


class Serving(msgspec.Struct, frozen=True, tag=True):
    """It serves. `handed_on`, which is JSON, is for the workers that are started after it."""

    handed_on: str = "null"


class NotServing(msgspec.Struct, frozen=True, tag=True):
    """It cannot serve; `why` is a line for people."""

    why: str


Told = Serving | NotServing


class WorkerOrder(msgspec.Struct, frozen=True):
    """What a worker is started with: numbers of its descriptors, and what its siblings share.

    `is_first` says that no other is at work yet: it fills the demo, and the others get what it
    `handed_on`.
    """

    base_url: str
    demo: bool
    is_first: bool
    handed_on: str = "null"
    listening: int = -1
    channel: int = -1


class WorkerChannel:
    """The worker's end; nothing is waited for."""

    def __init__(self, descriptor: int) -> None:
        self._socket = socket.socket(fileno=descriptor)
        self._socket.set_inheritable(False)
        self.descriptor = descriptor

    def tell(self, told: Told) -> None:
        """Tell how the start went; in vain where nobody is left to hear it."""
        with suppress(OSError):
            self._socket.sendall(msgspec.json.encode(told) + b"\n")

    def is_retired(self) -> bool:
        """Read what has come: True for the order to retire, False for the end of the channel."""
        with suppress(OSError):
            return self._socket.recv(1) == RETIRE
        return False
