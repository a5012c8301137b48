"""What tells the feeds of one installation from those of another is made once and kept for ever."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from releases.store.installation import name
from releases.store.schema.migrations import MIGRATIONS
from service.commands.restore import restore_database
from tests.releases.test_migrations import change, older
from tests.stores import open_desk

NAMED = "0190_installation"


def kept(path: Path) -> str:
    with open_desk(path) as desk:
        return desk.read(name)


def test_every_new_database_has_a_name_of_its_own_and_keeps_it(tmp_path: Path) -> None:
    first, other = kept(tmp_path / "a.db"), kept(tmp_path / "b.db")
    assert first
    assert other
    assert first != other
    assert kept(tmp_path / "a.db") == first


@pytest.mark.sqlite("opened by its own driver")
def test_a_backup_and_what_is_restored_from_it_keep_the_name(tmp_path: Path) -> None:
    with open_desk(tmp_path / "a.db") as desk:
        first = desk.read(name)
        desk.store.backup(tmp_path / "backup.db")
    assert kept(tmp_path / "backup.db") == first
    assert kept(tmp_path / "b.db") != first
    restore_database(tmp_path / "backup.db", tmp_path / "b.db", replace=True)
    assert kept(tmp_path / "b.db") == first


@pytest.mark.parametrize("count", [1, 7, [*MIGRATIONS].index(NAMED)])
@pytest.mark.sqlite("opened by its own driver")
def test_a_database_with_newsrooms_from_before_there_were_names_gets_none(
    tmp_path: Path, count: int
) -> None:
    path = tmp_path / "old.db"
    with older(path, count) as old:
        old.execute("INSERT INTO newsroom VALUES ('r', '', '', 'sv', '', '', '', 0, 0)")
    assert kept(path) == ""
    assert kept(path) == ""


@pytest.mark.sqlite("opened by its own driver")
def test_an_old_database_without_newsrooms_has_published_nothing_and_gets_a_name(
    tmp_path: Path,
) -> None:
    with older(tmp_path / "old.db", [*MIGRATIONS].index(NAMED)):
        pass
    assert kept(tmp_path / "old.db")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE installation SET name = 'other'",
        "DELETE FROM installation",
        "INSERT INTO installation (id, name) VALUES (2, 'other')",
    ],
)
@pytest.mark.sqlite("opened by its own driver")
def test_a_name_is_never_changed_lost_or_doubled(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "a.db"
    first = kept(path)
    with pytest.raises(sqlite3.IntegrityError):
        change(path, statement)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM installation").fetchall() == [(first,)]
