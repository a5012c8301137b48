"""uvicorn's server with a watchdog beside it, and perhaps a supervisor above it."""

import asyncio
import signal
import socket
from types import FrameType
from typing import cast

import structlog
import uvicorn

from service.server.channel import Serving, WorkerChannel
from service.server.connections import Connection
from service.server.watchdog import Watchdog

log = structlog.get_logger()

# How long requests under way may go on in a worker whose successor serves already.
RETIREMENT_SECONDS = 60.0
_LOOK_SECONDS = 0.05


class WorkerServer(uvicorn.Server):
    """Tells a watchdog when there is a loop to watch, and when it is to end.

    With a `channel` it says there that it is `serving`, and listens for the order to retire; it
    ends with its supervisor, however that ended.
    """

    def __init__(
        self,
        config: uvicorn.Config,
        watchdog: Watchdog,
        channel: WorkerChannel | None,
        serving: Serving,
    ) -> None:
        super().__init__(config)
        self._watchdog = watchdog
        self._channel = channel
        self._serving = serving
        self._retirement: asyncio.Task[None] | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._watchdog.watch()
        if self._channel is not None:
            self._channel.tell(self._serving)
            asyncio.get_running_loop().add_reader(self._channel.descriptor, self._hear)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._watchdog.leave()
        super().handle_exit(sig, frame)

    def _hear(self) -> None:
        if self._channel is not None and self._channel.is_retired():
            self._retirement = asyncio.get_running_loop().create_task(self._retire())
            return
        if self._channel is not None:
            asyncio.get_running_loop().remove_reader(self._channel.descriptor)
        if not self.should_exit:
            log.warning("supervisor.gone")
            self.handle_exit(signal.SIGTERM, None)

    async def _retire(self) -> None:
        """Take no new connection, answer a last time on those there are, and end."""
        for server in self.servers:
            server.close()
        loop = asyncio.get_running_loop()
        until = loop.time() + RETIREMENT_SECONDS
        while self.server_state.connections and not self.should_exit and loop.time() < until:
            for connection in self.server_state.connections:
                # Who is between two requests may be sending the next: it is told not to, there.
                cast("Connection", connection).retire()
            await asyncio.sleep(_LOOK_SECONDS)
        if not self.should_exit:
            self.handle_exit(signal.SIGTERM, None)
