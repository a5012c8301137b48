"""A thread that notices when the event loop is stuck, and ends the process where nothing else can.

A process that listens and never answers is worse than none: a supervisor restarts what ends. Time
is counted in the thread's own looks, each a fraction of a second after the last, and never by a
clock: a process that is stopped, frozen or suspended makes no looks, and so misses no beats. What
holds the interpreter's lock in C keeps this thread from looking, too; then the kernel ends the
process once it has used up processor time for so long (SIGPROF).
"""

import asyncio
import faulthandler
import os
import signal
import sys
import threading
from collections.abc import Iterator
from types import FrameType

import msgspec
import structlog

log = structlog.get_logger()

# What sysexits.h calls EX_SOFTWARE: supervisors restart on any exit code but 0.
EXIT_STUCK = 70
# A standard error that nobody reads must not keep the process alive.
TELLING_SECONDS = 1.0
DEEPEST = 60


class Patience(msgspec.Struct, frozen=True):
    """How many looks without a sign of life, `interval` seconds apart, lead to what.

    The stack is logged at `tell`, the process ended at `end`, and at `leave` after a request to
    stop. `cpu_seconds` of work without a single look end it, too.
    """

    interval: float = 0.5
    tell: int = 10
    end: int = 60
    leave: int = 17
    cpu_seconds: float = 60.0


class Watchdog:
    """Watches one event loop, from `watch` until `stop` or the end of the process."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._over = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = 0
        self._beats = 0
        self._leaving = False

    def start(self) -> None:
        """Begin to look; a loop is watched as soon as there is one."""
        if sys.platform != "win32":
            # Handled in C, without the interpreter's lock: all stacks, then the signal's own end.
            faulthandler.register(signal.SIGPROF, all_threads=True, chain=True)
        # Before the first look, which something in C could keep from coming.
        _limit_processor_time(self._patience.cpu_seconds)
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def watch(self) -> None:
        """Expect signs of life of the running loop from now on."""
        self._loop, self._thread = asyncio.get_running_loop(), threading.get_ident()
        self._beat()

    def leave(self) -> None:
        """Expect the process to end soon. Safe in a signal handler: it takes no lock."""
        self._leaving = True

    def stop(self) -> None:
        """Look no more, unless the process is to end."""
        if not self._leaving:
            self._over.set()

    def _beat(self) -> None:
        self._beats += 1
        if self._loop is not None:
            self._loop.call_later(self._patience.interval, self._beat)

    def _run(self) -> None:
        patience, seen, missed, leaving = self._patience, 0, 0, 0
        while not self._over.wait(patience.interval):
            _limit_processor_time(patience.cpu_seconds)
            if self._leaving:
                leaving += 1
                if leaving >= patience.leave:
                    self._end("process.does_not_stop", leaving)
                continue
            beats = self._beats
            if beats != seen or _is_debugged(self._frame()):
                if missed >= patience.tell:
                    _tell("loop.goes_on", seconds=missed * patience.interval)
                seen, missed = beats, 0
                continue
            missed += self._loop is not None
            if missed == patience.tell:
                seconds = missed * patience.interval
                _tell("loop.stuck", seconds=seconds, stack=_places(self._frame()))
            if missed >= patience.end:
                self._end("loop.stuck.ending", missed)
        _limit_processor_time(0)

    def _frame(self) -> FrameType | None:
        return sys._current_frames().get(self._thread)  # noqa: SLF001 - documented, for this use

    def _end(self, event: str, looks: int) -> None:
        seconds = looks * self._patience.interval
        _tell(event, seconds=seconds, stack=_places(self._frame()), exit_code=EXIT_STUCK)
        # Nothing that waits for the loop or for other threads: what was acknowledged is on disk.
        os._exit(EXIT_STUCK)


def _limit_processor_time(seconds: float) -> None:
    """Have the kernel end the process after so much work, unless called again; 0: never."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _tell(event: str, **facts: object) -> None:
    """Log from a thread that may be left behind."""
    teller = threading.Thread(target=log.critical, args=(event,), kwargs=facts, daemon=True)
    teller.start()
    teller.join(TELLING_SECONDS)


def _frames(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _places(frame: FrameType | None) -> list[str]:
    """Return where a stack stands, innermost first: no values, which may be unpublished texts."""
    places = [f"{f.f_code.co_filename}:{f.f_lineno} {f.f_code.co_name}" for f in _frames(frame)]
    return places[:DEEPEST]


def _is_debugged(frame: FrameType | None) -> bool:
    """Tell whether somebody looks at a stack step by step: then it stands still on purpose."""
    if sys.version_info >= (3, 12) and sys.monitoring.get_tool(sys.monitoring.DEBUGGER_ID):
        return True
    return any(f.f_trace is not None for f in _frames(frame))
