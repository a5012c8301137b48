"""What has been acknowledged is there for good: after a kill, and in a copy."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from releases import timeline
from releases.desk import approval
from releases.errors import StoreRefused
from releases.public import Selection
from releases.store import listings, log
from releases.store.sqlite_file import verify
from releases.store.tx import Tx
from tests import builders as b
from tests.stores import ROOM, WHO, Desk, open_desk

pytestmark = pytest.mark.sqlite("copies of a file, and a writer killed over it")


def listed(tx: Tx) -> list[str]:
    page = listings.listing(tx, Selection(ROOM), b.MORNING + b.DAY, 10_000)
    return [item.id for item in page.items]


def logged(tx: Tx) -> list[str]:
    return [state.release for state in timeline.public(log.everything(tx), b.MORNING + b.DAY)]


def published_until_killed(path: Path, count: int) -> set[str]:
    """Let another process publish, kill it after `count` acknowledgements, return all of them."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.releases.publish_on", str(path)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    with process, process.stdout as told:
        acknowledged = {told.readline().strip() for _ in range(count)}
        process.send_signal(signal.SIGKILL)
        lines = told.read().splitlines(keepends=True)
    assert process.returncode == -signal.SIGKILL
    # The last line may be cut off in the middle by the kill.
    return acknowledged | {line.strip() for line in lines if line.endswith("\n")}


def test_every_acknowledged_publication_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "pressrum.db"
    acknowledged: set[str] = set()
    for count in (1, 17, 40):
        acknowledged |= published_until_killed(path, count)
        verify(path)
        with open_desk(path) as desk:
            items = desk.read(listed)
            assert acknowledged <= set(items)
            assert items == desk.read(logged)
    assert len(acknowledged) >= 58


def test_a_copy_made_while_others_write_is_whole(desk: Desk, tmp_path: Path) -> None:
    releases = [desk.draft() for _ in range(60)]
    copy = tmp_path / "copy.db"
    before = desk.order(releases[0])
    order = approval.Order(timeline.Action.PUBLISH)
    writes = [
        desk.store.writing(approval.approve, release.ref, order, WHO) for release in releases[1:]
    ]
    desk.store.backup(copy)
    in_order = [before.release, *(write.result().release for write in writes)]
    verify(copy)
    with open_desk(copy) as copied:
        entries = copied.read(logged)
        assert copied.read(listed) == entries
        # A snapshot: the first so many, none of the later ones.
        assert set(entries) == set(in_order[: len(entries)])
        assert len(copied.read(lambda tx: tx.all("SELECT 1 FROM release"))) == 60
        copied.publish()


def test_a_copy_overwrites_nothing(desk: Desk, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    target.write_text("viktigt")
    with pytest.raises(StoreRefused, match="cannot be written"):
        desk.store.backup(target)
    assert target.read_text() == "viktigt"


def test_a_damaged_or_foreign_file_is_no_copy(desk: Desk, tmp_path: Path) -> None:
    whole, cut = tmp_path / "copy.db", tmp_path / "cut.db"
    desk.store.backup(whole)
    shutil.copy(whole, cut)
    with cut.open("r+b") as file:
        file.truncate(whole.stat().st_size // 2)
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE något (a)")
    connection.close()
    text = tmp_path / "text.db"
    text.write_text("inte en databas alls, bara text som är längre än ett filhuvud " * 20)
    for path in (cut, foreign, text, tmp_path, tmp_path / "ingen.db"):
        with pytest.raises(StoreRefused):
            verify(path)
    verify(whole)
