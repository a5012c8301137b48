"""A worker as its supervisor has it: started, told to end, seen to have ended."""

import asyncio
import os
import signal
import socket
import sys
from contextlib import suppress

import msgspec

from service.server.channel import RETIRE, NotServing, Serving, Told, WorkerOrder

MODULE = "service.commands.worker"


class WorkerNotStarted(Exception):
    """A worker ended before it served, by itself (`is_final`) or by a signal (`code` below 0)."""

    def __init__(self, pid: int, code: int, told: str) -> None:
        super().__init__(told or f"the worker {pid} ended with {code} before it served")
        self.pid = pid
        self.code = code
        self.is_final = code >= 0


class WorkerProcess:
    """One process that serves; made by `start`."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        told: asyncio.StreamReader,
        channel: asyncio.StreamWriter,
    ) -> None:
        self._process = process
        self._told = told
        self._channel = channel
        self.pid = process.pid
        # Its exit code, the negative number of the signal that ended it.
        self.ended = asyncio.create_task(self._wait())

    @classmethod
    async def start(
        cls, listening: socket.socket, environ: dict[str, str], order: WorkerOrder
    ) -> "WorkerProcess":
        """Start a program of its own, which serves from a socket; it does not serve yet."""
        ours, theirs = socket.socketpair()
        with theirs:
            order = msgspec.structs.replace(
                order, listening=listening.fileno(), channel=theirs.fileno()
            )
            words = ("-B", "-P", "-m", MODULE, msgspec.json.encode(order).decode())
            try:
                process = await asyncio.create_subprocess_exec(
                    sys.executable,
                    *words,
                    stdin=asyncio.subprocess.DEVNULL,
                    env=environ,
                    pass_fds=(listening.fileno(), theirs.fileno()),
                    # A Ctrl-C at the terminal is for the supervisor, who tells its workers.
                    start_new_session=True,
                )
            except BaseException:
                ours.close()
                raise
        reader, writer = await asyncio.open_connection(sock=ours)
        return cls(process, reader, writer)

    async def serving(self) -> Serving:
        """Wait until it serves; raises `WorkerNotStarted`."""
        line = await self._told.readline()
        said = msgspec.json.decode(line, type=Told) if line.endswith(b"\n") else None
        if isinstance(said, Serving):
            return said
        why = said.why if isinstance(said, NotServing) else ""
        raise WorkerNotStarted(self.pid, await asyncio.shield(self.ended), why)

    def retire(self) -> None:
        """Have it take nothing new, finish what it has, and end."""
        self._channel.write(RETIRE)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        with suppress(ProcessLookupError):
            self._process.send_signal(number)

    async def _wait(self) -> int:
        code = await self._process.wait()
        self._channel.close()
        return code


def environment() -> dict[str, str]:
    """Return the environment of workers: ours, with the packages wherever we found them."""
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
