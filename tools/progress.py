"""Follow pip and tell how far it is: one line that changes on a terminal, some lines in a log."""

import subprocess
import sys
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

LOOKED_UP = ("Collecting ", "Obtaining ", "Requirement already satisfied")
LOOK_EACH = 0.5  # seconds; pip says nothing while it installs
SAY_EACH = 5.0  # seconds between two lines where the output is no terminal


class Progress:
    """How far the installation of `total` packages is."""

    def __init__(self, what: str, total: int, count_installed: Callable[[], int]) -> None:
        self._what, self._total, self._count = what, total, count_installed
        self._before = count_installed()
        self._fetched = self._there = 0
        self._installing = False
        self._said_at = time.monotonic()
        self._terminal = sys.stdout.isatty()

    def follow(self, command: list[str]) -> str | None:
        """Run pip to its end; return all it said if it failed."""
        lines: SimpleQueue[str | None] = SimpleQueue()
        said = []
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as process:
            Thread(target=self._read, args=(process, lines), daemon=True).start()
            while (line := self._next(lines)) is not None:
                said.append(line)
                self._fetched += line.startswith(LOOKED_UP)
                self._there += line.startswith(LOOKED_UP[-1])
                self._installing |= line.startswith("Installing collected packages")
                self._show(self._how_far())
        self._end()
        return "".join(said) if process.returncode else None

    @staticmethod
    def _read(process: subprocess.Popen[str], lines: SimpleQueue[str | None]) -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    def _next(self, lines: SimpleQueue[str | None]) -> str | None:
        try:
            return lines.get(timeout=LOOK_EACH)
        except Empty:
            return ""

    def _how_far(self) -> str:
        came = self._count() - self._before
        done = self._there + came if self._installing else self._fetched
        doing = "installed" if self._installing else "fetched"
        return f"  {self._what}: {min(done, self._total)} of {self._total} {doing}"

    def _show(self, line: str) -> None:
        if self._terminal:
            print(f"\r\x1b[K{line}", end="", flush=True)
        elif time.monotonic() - self._said_at >= SAY_EACH:
            self._said_at = time.monotonic()
            print(line, flush=True)

    def _end(self) -> None:
        if self._terminal:
            print("\r\x1b[K", end="", flush=True)
