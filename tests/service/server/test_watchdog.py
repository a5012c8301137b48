"""A process whose event loop is stuck says where and ends; one that only stood still goes on."""

import http.client
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest

from service import scheduler
from service.outbound import queue
from service.server import run
from service.server.watchdog import EXIT_STUCK, Patience
from tests.service.app_server import Wire
from tests.service.stuck import SECRET

ROOT = Path(__file__).parents[3]
# A second until it ends; told after a fifth of one.
SHORT = Patience(interval=0.05, tell=4, end=20, leave=10, cpu_seconds=1.0)
# Never by itself.
LONG = msgspec.structs.replace(SHORT, end=1_000_000, cpu_seconds=1_000.0)
# A slow machine's patience with a process that is to end within a second.
SECONDS = 60


class Stuck:
    """A running service whose handlers block its loop."""

    def __init__(self, process: subprocess.Popen[str], address: str, folder: Path) -> None:
        self.process = process
        self.address = address
        self._folder = folder

    def lives(self) -> bool:
        wire = Wire(self.address)
        try:
            return wire.get("/live").status == 200
        finally:
            wire.close()

    @contextmanager
    def asked(self, path: str) -> Iterator[None]:
        """Ask for something and do not wait for the answer."""
        connection = http.client.HTTPConnection(urlsplit(self.address).netloc)
        connection.request("GET", path)
        try:
            yield
        finally:
            connection.close()

    def tell(self) -> None:
        """Let `until_told` end."""
        (self._folder / "told").touch()

    def line(self) -> dict[str, Any]:
        """Return what is logged next."""
        assert self.process.stderr is not None
        record: dict[str, Any] = json.loads(self.process.stderr.readline())
        return record

    def ends(self) -> list[dict[str, Any]]:
        """Wait for its end and return what it has logged."""
        _, complained = self.process.communicate(timeout=SECONDS)
        return [json.loads(line) for line in complained.splitlines()]

    def goes_on(self, seconds: float) -> None:
        """Fail if it ends meanwhile."""
        with pytest.raises(subprocess.TimeoutExpired):
            self.process.wait(seconds)


@contextmanager
def stuck(folder: Path, patience: Patience) -> Iterator[Stuck]:
    command = [sys.executable, "-m", "tests.service.stuck", msgspec.json.encode(patience).decode()]
    process = subprocess.Popen(
        [*command, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            assert process.stdout is not None
            service = Stuck(process, process.stdout.readline().strip(), folder)
            assert service.lives()
            yield service
        finally:
            process.kill()


@pytest.mark.parametrize("how", ["spin", "wait"])
def test_a_stuck_loop_is_told_once_by_its_stack_and_then_the_process_ends(
    tmp_path: Path, how: str
) -> None:
    with stuck(tmp_path, SHORT) as service, service.asked(f"/{how}"):
        told, ended = service.ends()
    assert service.process.returncode == EXIT_STUCK
    assert (told["event"], ended["event"]) == ("loop.stuck", "loop.stuck.ending")
    assert any(place.endswith(f" {how}") for place in told["stack"])
    assert told["level"] == "critical"
    # Places, no values: a stack may hold what is not public yet.
    assert SECRET not in json.dumps([told, ended], ensure_ascii=False)


def test_a_loop_that_goes_on_is_told_and_nothing_ends(tmp_path: Path) -> None:
    with stuck(tmp_path, LONG) as service, service.asked("/until_told"):
        assert service.line()["event"] == "loop.stuck"
        service.tell()
        assert service.line()["event"] == "loop.goes_on"
        assert service.lives()


@pytest.mark.parametrize("how", ["spin", "wait"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_though_its_loop_is_stuck(
    tmp_path: Path, how: str, number: signal.Signals
) -> None:
    with stuck(tmp_path, LONG) as service, service.asked(f"/{how}"):
        assert service.line()["event"] == "loop.stuck"
        service.process.send_signal(number)
        (ended,) = service.ends()
    assert (ended["event"], service.process.returncode) == ("process.does_not_stop", EXIT_STUCK)


def test_an_orderly_end_has_its_time_before_the_watchdog_makes_one() -> None:
    patience = Patience()
    orderly = run.GRACE_SECONDS + scheduler.STOP_SECONDS + queue.GRACE_SECONDS
    assert patience.leave * patience.interval - 1 > orderly


def test_asked_to_stop_it_ends_within_ten_seconds_as_it_is_run(tmp_path: Path) -> None:
    with stuck(tmp_path, Patience()) as service, service.asked("/spin"):
        service.process.send_signal(signal.SIGTERM)
        assert service.process.wait(10) == EXIT_STUCK


def test_what_holds_the_interpreter_in_c_is_ended_by_the_kernel(tmp_path: Path) -> None:
    with stuck(tmp_path, SHORT) as service, service.asked("/hold"):
        _, complained = service.process.communicate(timeout=SECONDS)
    assert service.process.returncode == -signal.SIGPROF
    assert "in hold" in complained


def test_a_log_that_nobody_reads_does_not_keep_a_stuck_process_alive(tmp_path: Path) -> None:
    with stuck(tmp_path, SHORT) as service, service.asked("/pour"):
        assert service.process.wait(SECONDS) == EXIT_STUCK


def test_a_process_that_was_stopped_for_longer_goes_on_without_a_word(tmp_path: Path) -> None:
    with stuck(tmp_path, SHORT) as service:
        service.process.send_signal(signal.SIGSTOP)
        service.goes_on(3 * SHORT.end * SHORT.interval)
        service.process.send_signal(signal.SIGCONT)
        assert service.lives()
        service.process.send_signal(signal.SIGTERM)
        assert (service.ends(), service.process.returncode) == ([], 0)


def test_a_process_in_a_debugger_is_left_to_it(tmp_path: Path) -> None:
    with stuck(tmp_path, SHORT) as service, service.asked("/traced"):
        service.goes_on(3 * SHORT.end * SHORT.interval)
        service.tell()
        assert service.lives()
        service.process.send_signal(signal.SIGTERM)
        assert (service.ends(), service.process.returncode) == ([], 0)
