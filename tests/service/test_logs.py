"""Log lines: JSON, one write each, and which process wrote them."""

import os
import sys
from collections.abc import Iterator

import msgspec
import pytest
import structlog

from service import logs


class _Recorder:
    """A standard error that keeps every write for itself."""

    def __init__(self) -> None:
        self.writes: list[str] = []

    def write(self, text: str) -> int:
        self.writes.append(text)
        return len(text)

    def flush(self) -> None:
        """Nothing waits here."""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    recorder = _Recorder()
    monkeypatch.setattr(sys, "stderr", recorder)
    logs.configure("info")
    yield recorder.writes
    structlog.reset_defaults()


def test_a_line_is_written_in_one_piece_and_names_its_process(written: list[str]) -> None:
    structlog.get_logger().info("worker.ended", worker=7)
    (line,) = written
    assert line.endswith("\n")
    told = msgspec.json.decode(line)
    assert (told["event"], told["worker"], told["pid"]) == ("worker.ended", 7, os.getpid())
