"""The real `pressrum` command: run to its end, or serving as a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from service.clock.guarded import GuardedClock
from tests import engines
from tests.service.app_server import Wire

T = TypeVar("T")
PRESSRUM = Path(sys.executable).with_name("pressrum")
INTERVAL = 0.01


class ServerProcess(Wire):
    """A `pressrum serve` and the requests to it."""

    def __init__(self, process: subprocess.Popen[str], address: str) -> None:
        super().__init__(address)
        self.process = process


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Return an environment whose database and media lie in `folder`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PRESSRUM_")}
    ours = {
        "PRESSRUM_DATABASE": str(engines.database_at(folder / "p.db")),
        "PRESSRUM_MEDIA": str(folder / "media"),
    }
    return kept | ours | settings


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [PRESSRUM, *arguments],
        env=environment(folder, **settings),
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@contextmanager
def run_server(folder: Path, *arguments: str, **settings: str) -> Iterator[ServerProcess]:
    """Serve on a free port from the first line on stdout until the block ends."""
    with serving_by(PRESSRUM, folder, *arguments, **settings) as running:
        yield running


@contextmanager
def serving_by(
    command: Path, folder: Path, *arguments: str, **settings: str
) -> Iterator[ServerProcess]:
    """Serve by the command of some environment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [command, "serve", "--port", str(port), *arguments],
        env=environment(folder, **settings),
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            # Written once the port listens: requests queue there until they are served.
            line = process.stdout.readline()
            assert line.startswith("Pressrum: "), process.communicate()
            running = ServerProcess(process, f"http://127.0.0.1:{port}")
            try:
                yield running
            finally:
                running.close()
        finally:
            process.kill()


def until(clock: GuardedClock, instant_millis: int) -> None:
    """Wait until the wall clock has reached an instant: the only waiting for time in the tests."""
    while (left := instant_millis - clock.millis()) > 0:
        time.sleep(min(left / 1000, INTERVAL))


def eventually(look: Callable[[], T], seconds: float = 10) -> T:
    """Return the first true value that `look` gives; a failure after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(INTERVAL)
    return found
