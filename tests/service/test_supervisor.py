"""What starts, ends and refuses several workers: as one process does it, and nothing is left."""

import os
import signal
import socket
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest

from tests.service.app_server import Wire
from tests.service.processes import PRESSRUM, environment, eventually, run, run_server
from tests.service.worker_processes import run_workers

BASE = "https://press.example"


def refused(folder: Path, *arguments: str, **settings: str) -> str:
    """The one line with which a start was refused: the same as that of one process."""
    several = run(folder, "serve", "--workers", "2", *arguments, **settings)
    alone = run(folder, "serve", *arguments, **settings)
    assert (several.returncode, several.stdout, several.stderr) == (1, "", alone.stderr)
    assert several.stderr.count("\n") == 1
    return several.stderr


@pytest.mark.sqlite("a file that cannot be opened")
def test_a_start_is_refused_as_that_of_one_process(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in refused(tmp_path, "--port", port)
    assert "203.0.113.7" in refused(tmp_path, "--host", "203.0.113.7", "--port", "0")
    assert "PRESSRUM_LOG" in refused(tmp_path, PRESSRUM_LOG="loud")
    assert list(tmp_path.iterdir()) == []
    foreign = sqlite3.connect(tmp_path / "p.db")
    foreign.execute("CREATE TABLE wine (year INTEGER)")
    foreign.close()
    assert "something else" in refused(tmp_path, "--port", "0")


def test_a_number_of_workers_that_makes_no_sense_is_a_wrong_use(tmp_path: Path) -> None:
    for number in ("0", "65", "många"):
        assert run(tmp_path, "serve", "--workers", number).returncode == 2


def test_a_port_that_workers_share_is_shared_with_nobody_else(tmp_path: Path) -> None:
    with run_workers(tmp_path) as service:
        port = service.address.rpartition(":")[2]
        assert f"127.0.0.1:{port}" in refused(tmp_path, "--port", port)


def test_asked_to_stop_all_end_without_a_word_and_the_database_is_closed(tmp_path: Path) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        with run_workers(tmp_path) as service:
            service.process.send_signal(number)
            assert service.process.wait(15) == 0
            assert service.stop() == 0
            assert service.events == []
        assert not (tmp_path / "p.db-wal").exists()
        assert list(tmp_path.glob("*-worker-*")) == []


def test_workers_end_with_a_supervisor_that_was_killed_and_leave_the_port(tmp_path: Path) -> None:
    with run_workers(tmp_path) as service:
        workers = service.pids()
        service.process.send_signal(signal.SIGKILL)
        service.process.wait(10)
        eventually(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 15)
        service.event("supervisor.gone")
        port = service.address.rpartition(":")[2]
        with run_server(tmp_path, "--port", port):
            pass


@pytest.mark.sqlite("a file that cannot be opened")
def test_a_worker_that_cannot_start_again_is_tried_until_nobody_is_left(tmp_path: Path) -> None:
    with run_workers(tmp_path) as service:
        (one, _), (other, wire) = service.each().items()
        # What a folder that may no longer be written to does: nobody can open the database anew.
        lock = tmp_path / "p.db-lock"
        lock.rename(tmp_path / "aside")
        lock.mkdir()
        os.kill(one, signal.SIGKILL)
        tried = service.event("worker.not_started")
        assert "p.db-lock" in tried["why"]
        assert tried["again_in"] == 1
        with closing(Wire(service.address)) as fresh:
            assert fresh.get("/health/live").json()["pid"] == other
        assert wire.get("/health/live").status == 200
        service.event("worker.not_started")
        os.kill(other, signal.SIGKILL)
        assert service.process.wait(60) == 1
        service.stop()
        (told,) = service.lines
        assert told.startswith("pressrum: ")
        assert "p.db-lock" in told


def test_the_demo_is_filled_once_and_all_workers_tell_of_it_alike(tmp_path: Path) -> None:
    with run_workers(tmp_path, "--demo", PRESSRUM_BASE_URL=BASE) as service:
        one, other = service.each().values()
        assert "demo" in one.get("/").text.lower()
        assert one.get("/").lasting == other.get("/").lasting


def test_a_port_chosen_by_the_system_is_printed_and_is_that_of_links(tmp_path: Path) -> None:
    command = [str(PRESSRUM), "serve", "--workers", "2", "--demo", "--port", "0"]
    with subprocess.Popen(
        command, env=environment(tmp_path), cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        chosen = process.stdout.readline().removeprefix("Pressrum: ").strip()
        with closing(Wire(chosen)) as wire:
            assert f"{chosen}region-" in wire.get("/feed.rss").text
        process.terminate()
        assert process.wait(30) == 0
