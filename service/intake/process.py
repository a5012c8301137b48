"""One process that reads: started, asked, and killed where it takes more than it may."""

import os
import select
import subprocess
import sys
import time
from typing import IO

import msgspec

from service.intake.jobs import Answer, Job
from service.intake.limits import LENGTH_BYTES, ChildLimits

_START_SECONDS = 60.0
_PIECE = 1 << 20
# What a reader needs of the environment; secrets are not among it.
_KEPT = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH")
_DECODER = msgspec.msgpack.Decoder(Answer)


class Stopped(Exception):
    """The process ended, or was ended, before it answered."""


class NotStarted(Exception):
    """The process ended, or was ended, before it could be asked anything."""


class Process:
    """A reading process; one question at a time, from one thread at a time."""

    def __init__(self, limits: ChildLimits) -> None:
        self._limits = limits
        self.jobs = 0
        # A program started anew, as threads and a fork do not go together.
        self._process = subprocess.Popen(  # noqa: S603 - ourselves
            [
                *(sys.executable, "-B", "-P", "-m", "service.intake.child"),
                msgspec.json.encode(limits).decode(),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            # Tracebacks could show what is being read.
            stderr=subprocess.DEVNULL,
            env=_environment(),
            # A Ctrl-C at the terminal is for who asks, who ends this.
            start_new_session=True,
        )
        assert self._process.stdin is not None  # noqa: S101 - it is a pipe
        assert self._process.stdout is not None  # noqa: S101 - it is a pipe
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self._stdin.fileno(), False)
        self._is_ready = False

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_spent(self) -> bool:
        """Tell whether it has done its number of jobs, or is gone."""
        return self.jobs >= self._limits.jobs or self._process.poll() is not None

    def prepare(self) -> None:
        """Wait until it has loaded its readers; raises `NotStarted`."""
        if self._is_ready:
            return
        try:
            self._receive(time.monotonic() + _START_SECONDS)
        except Stopped as error:
            raise NotStarted(str(error)) from error
        self._is_ready = True

    def ask(self, job: Job) -> Answer:
        """Return the answer to a job; raises `Stopped` or `NotStarted`, and is gone then."""
        self.prepare()
        self.jobs += 1
        deadline = time.monotonic() + self._limits.wall_seconds
        message = msgspec.msgpack.encode(job)
        self._send(len(message).to_bytes(LENGTH_BYTES, "big") + message, deadline)
        answer: Answer = _DECODER.decode(self._receive(deadline))
        return answer

    def kill(self) -> None:
        """Kill it: whoever waits for its answer is told, and ends it."""
        self._process.kill()

    def end(self) -> None:
        """End it, whatever it does, and let go of all that belongs to it."""
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    def _send(self, data: bytes, deadline: float) -> None:
        rest = memoryview(data)
        while rest:
            self._wait(self._stdin, select.POLLOUT, deadline)
            try:
                rest = rest[os.write(self._stdin.fileno(), rest[:_PIECE]) :]
            except BlockingIOError:
                continue
            except OSError:
                raise self._stopped() from None

    def _receive(self, deadline: float) -> bytes:
        length = int.from_bytes(self._read(LENGTH_BYTES, deadline), "big")
        if length > self._limits.result_bytes:
            raise self._stopped()
        return self._read(length, deadline)

    def _read(self, size: int, deadline: float) -> bytes:
        answer = bytearray()
        while len(answer) < size:
            self._wait(self._stdout, select.POLLIN, deadline)
            piece = os.read(self._stdout.fileno(), min(_PIECE, size - len(answer)))
            if not piece:
                raise self._stopped()
            answer += piece
        return bytes(answer)

    def _wait(self, pipe: IO[bytes], event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(pipe, event)
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise self._stopped()

    def _stopped(self) -> Stopped:
        self.end()
        return Stopped(f"ended with {self._process.returncode}")


def _environment() -> dict[str, str]:
    kept = {name: value for name in _KEPT if (value := os.environ.get(name)) is not None}
    # The packages of whoever asks, wherever it found them.
    return kept | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
