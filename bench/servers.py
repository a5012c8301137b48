"""Starting what is measured, each in a process of its own, and stopping it by its pid."""

import http.client
import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE = 20.0


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: list[str],
    port: int,
    environ: dict[str, str] | None = None,
    log: IO[str] | None = None,
) -> Iterator[int]:
    """Run a server until it answers on `port`; yield its pid; stop it.

    It logs to where this program does, or to `log`.
    """
    process = subprocess.Popen(
        command, env={**os.environ, **(environ or {})}, stdout=subprocess.DEVNULL, stderr=log
    )
    try:
        wait(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait()


@contextmanager
def run_and_kill(command: list[str], port: int, environ: dict[str, str]) -> Iterator[int]:
    """Run a server until it answers on `port`; yield its pid; kill it (SIGKILL)."""
    process = subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.DEVNULL)
    try:
        wait(port, process)
        yield process.pid
    finally:
        process.kill()
        process.wait()


def wait(port: int, process: subprocess.Popen[bytes]) -> None:
    """Wait for the first 200 on /; raises where the server ends or does not answer."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with exit code {process.returncode}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/")
            if connection.getresponse().status < 500:  # noqa: PLR2004 - the class of faults
                return
        except ConnectionError:
            time.sleep(0.005)
        finally:
            connection.close()
    raise RuntimeError("the server does not answer")


def pressrum(database: Path | str, media: Path, port: int) -> tuple[list[str], dict[str, str]]:
    """Return command and environment of the service on a database."""
    command = [str(Path(sys.executable).parent / "pressrum"), "serve", "--port", str(port)]
    return command, {"PRESSRUM_DATABASE": str(database), "PRESSRUM_MEDIA": str(media)}


def processor_seconds(pid: int) -> float:
    """Return what a process has used of processors, in seconds."""
    # To the nanosecond, thread by thread; the sum of the process is told in hundredths.
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def answer_cost(port: int, pid: int, path: str, seconds: float, *headers: str) -> float:
    """Return the processor time of a hot answer, in seconds, under a load of `seconds`."""
    before = processor_seconds(pid)
    command = [sys.executable, "-m", "bench.load", str(port), path, str(seconds), *headers]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return (processor_seconds(pid) - before) / (float(done.stdout) * seconds)


def wrk(port: int, path: str, seconds: float, connections: int, header: str) -> float:
    """Return how many answers a second wrk gets; raises where one is no success."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}", "-H", header]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}{path}"], check=True, capture_output=True, text=True
    )
    if "Socket errors" in done.stdout or "Non-2xx" in done.stdout:
        raise RuntimeError(done.stdout)
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])


def workers(port: int, count: int) -> tuple[int, ...]:
    """Return the pids of those who answer on a port, once there are so many."""
    found: set[int] = set()
    deadline = time.monotonic() + PATIENCE
    while len(found) < count:
        if time.monotonic() > deadline:
            raise RuntimeError("the workers do not come")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/health/live")
        found.add(json.loads(connection.getresponse().read())["pid"])
        connection.close()
    return tuple(sorted(found))


def memory(pid: int) -> tuple[float, float]:
    """Return a process' resident memory in MB: now, and at its highest."""
    fields = dict(
        line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines()
    )
    return tuple(int(fields[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))  # type: ignore[return-value]
