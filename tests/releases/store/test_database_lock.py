"""A database that is open is not replaced, and one that has lost its last changes says so."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from releases.errors import StoreRefused
from releases.store.database_lock import SoleHold
from tests.stores import Desk, open_desk

pytestmark = pytest.mark.sqlite("what lies beside a file")


def test_a_database_that_is_open_is_not_held_alone(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as first:
        assert first.store.alone
        with open_desk(path) as second:
            assert not second.store.alone
        with pytest.raises(StoreRefused, match="stop it first"):
            SoleHold(path)
    sole = SoleHold(path)
    sole.close()
    with open_desk(path) as again:
        assert again.store.alone


@contextmanager
def publishing(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another process that publishes until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.releases.publish_on", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def killed_after(path: Path, count: int) -> None:
    """Let another process publish, and kill it after `count` acknowledgements."""
    with publishing(path) as process:
        assert process.stdout is not None
        for _ in range(count):
            assert process.stdout.readline()
        process.send_signal(signal.SIGKILL)


def test_a_hold_ends_with_its_process_however_that_ends(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with publishing(path) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        with pytest.raises(StoreRefused, match="stop it first"):
            SoleHold(path)
        process.send_signal(signal.SIGKILL)
        process.wait()
        SoleHold(path).close()


def test_a_write_ahead_log_that_is_gone_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    killed_after(path, 3)
    log = tmp_path / "p.db-wal"
    aside = log.rename(tmp_path / "aside")
    with (
        pytest.raises(StoreRefused, match=r"lacks the last \d+ of its changes: p\.db-wal"),
        open_desk(path),
    ):
        pass
    for name in ("p.db-wal", "p.db-shm"):
        (tmp_path / name).unlink(missing_ok=True)
    aside.rename(log)
    with open_desk(path) as desk:
        desk.publish()


def test_a_write_ahead_log_that_is_cut_is_missed(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    killed_after(path, 3)
    log = tmp_path / "p.db-wal"
    with log.open("r+b") as file:
        file.truncate(log.stat().st_size // 2)
    with pytest.raises(StoreRefused, match="lacks the last"), open_desk(path):
        pass


def test_an_older_copy_in_the_place_of_a_database_is_told(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as one:
        one.store.backup(tmp_path / "copy.db")
        one.publish()
    shutil.copy(tmp_path / "copy.db", path)
    with pytest.raises(StoreRefused, match="an older copy lies in its place"), open_desk(path):
        pass
    (tmp_path / "p.db-lock").unlink()
    with open_desk(path) as one:
        one.publish()
    # Another database altogether is none that lacks anything.
    desk.store.backup(tmp_path / "another.db")
    shutil.copy(tmp_path / "another.db", path)
    with open_desk(path) as one:
        one.publish()


def test_a_new_database_is_not_measured_by_one_that_was_removed(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    with open_desk(path) as desk:
        desk.publish()
    path.unlink()
    with open_desk(path) as desk:
        desk.publish()


def test_what_only_looks_is_not_counted_as_a_change(desk: Desk) -> None:
    before = desk.store.data_version()
    desk.write(lambda tx: tx.all("SELECT 1 FROM release"))
    with open_desk(desk.path) as other:
        other.write(lambda tx: tx.all("SELECT 1 FROM release"))
        assert desk.store.data_version() != before, "opening writes"
        before = desk.store.data_version()
        other.write(lambda tx: tx.all("SELECT 1 FROM release"))
        assert desk.store.data_version() == before
