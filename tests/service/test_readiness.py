"""Ready: the database takes what is written, as far as can be told without writing all the time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from releases.store import sqlite
from service import readiness
from tests.disks import files_of_at_most
from tests.service.app_server import ROOM, Press

pytestmark = pytest.mark.sqlite("the disk of a file, and its lock")

READY = "/health/ready"


def commits(press: Press) -> int:
    found: int = press.store.reading(
        lambda tx: tx.all("SELECT commits FROM mark")[0]["commits"]
    ).result()
    return found


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let another program hold the writer's lock until the block ends."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def later(press: Press) -> None:
    """Let the last answer grow old."""
    press.clock.advance(timedelta(seconds=readiness.EVERY_SECONDS + 1))


def test_a_full_disk_is_not_ready_though_it_reads_well(press: Press) -> None:
    assert press.get(READY).status == 200
    later(press)
    # The log of the database grows with every write.
    with files_of_at_most(press.path.with_name("pressrum.db-wal").stat().st_size):
        refused = press.get(READY)
        assert (refused.status, refused.header("retry-after")) == (503, "5")
        assert press.get(f"/{ROOM}/").status == 200
    later(press)
    assert press.get(READY).status == 200


def test_a_disk_with_no_room_for_the_log_is_not_ready(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "ROOM_BYTES", 1 << 62)
    refused = press.get(READY)
    assert (refused.status, "full" in refused.json()["database"]) == (503, True)


def test_a_database_locked_by_another_program_is_not_ready(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readiness, "PATIENCE_SECONDS", 0.2)
    with locked(press.path):
        refused = press.get(READY)
        assert (refused.status, refused.header("retry-after")) == (503, "5")
        assert "no write" in refused.json()["database"]
        assert press.get(f"/{ROOM}/").status == 200


def test_strangers_who_ask_all_the_time_cause_no_writes(press: Press) -> None:
    before = commits(press)
    assert {press.get(READY).status for _ in range(50)} == {200}
    assert commits(press) == before + 1


@pytest.mark.parametrize("path", [f"/{ROOM}/", "/feed.atom", READY])
def test_every_answer_that_is_not_possible_now_says_when_to_ask_again(
    press: Press, path: str
) -> None:
    with closing(sqlite3.connect(press.path)) as connection:
        connection.execute("ALTER TABLE newsroom RENAME TO lost")
        connection.execute("ALTER TABLE pulse RENAME TO lost_too")
    for kind in ("text/html", "application/json"):
        refused = press.get(path, accept=kind)
        assert (refused.status, refused.header("retry-after")) == (503, "5")


def test_the_methods_of_an_address_are_told_in_one_order(press: Press) -> None:
    for path, expected in (
        (f"/{ROOM}/", "GET, HEAD"),
        (f"/api/v1/newsrooms/{ROOM}/releases/abc", "DELETE, GET, HEAD, OPTIONS, PUT"),
    ):
        refused = press.send("PATCH", path)
        allowed = refused.header("allow") or ""
        assert (refused.status, allowed) == (405, ", ".join(sorted(allowed.split(", "))))
        assert set(expected.split(", ")) & set(allowed.split(", "))
