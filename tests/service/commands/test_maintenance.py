"""Backup, restore and the doctor: what was published can be had back, whole, or is refused."""

import sqlite3
from pathlib import Path

import pytest

from releases.public import Selection
from releases.refusals import Reason
from releases.store import claims, listings
from tests import builders
from tests.disks import files_of_at_most
from tests.service.app_server import ROOM
from tests.service.cli_runner import Commands
from tests.service.delivery import WORKER, claim_due


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a database with one public release, and a picture in the media folder."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    with commands.desk() as desk:
        desk.publish(builders.document())
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "bild1").write_bytes(b"picture")
    return commands


def titles(pressrum: Commands) -> list[str]:
    with pressrum.desk() as desk:
        listing = desk.read(listings.listing, Selection(ROOM), desk.clock.now(), 20)
        return [item.document.title for item in listing.items]


def test_a_backup_taken_while_others_write_restores_everything(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    with pressrum.desk() as desk:
        desk.publish(builders.document("Skrivs samtidigt"))
        assert "verified" in pressrum.done("backup", target).out
        desk.publish(builders.document("Efteråt"))
    before = titles(pressrum)
    assert pressrum.refused("restore", target).endswith("put it aside and restore.\n")
    assert titles(pressrum) == before
    (pressrum.folder / "media" / "bild1").unlink()
    assert "restored" in pressrum.done("restore", target, "--replace").out
    assert sorted(titles(pressrum)) == ["Nya busslinjer till sjukhuset", "Skrivs samtidigt"]
    assert (pressrum.folder / "media" / "bild1").read_bytes() == b"picture"
    assert (pressrum.folder / "p.db.before-restore").exists()
    assert pressrum.done("doctor").code == 0


def test_a_backup_restores_where_nothing_was(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    pressrum.done("backup", target)
    pressrum.use(pressrum.folder / "new.db")
    pressrum.setting("MEDIA", str(pressrum.folder / "new-media"))
    pressrum.done("restore", target)
    assert (pressrum.folder / "new-media" / "bild1").exists()
    assert pressrum.done("newsroom", "list").out.startswith(ROOM)


def test_a_backup_overwrites_nothing(pressrum: Commands) -> None:
    there = pressrum.file("there.db", "dear")
    assert "exists already" in pressrum.refused("backup", there)
    assert (pressrum.folder / "there.db").read_text() == "dear"
    assert "does not exist" in pressrum.refused("backup", str(pressrum.folder / "no" / "b.db"))


def test_what_is_no_backup_is_not_restored(pressrum: Commands) -> None:
    before = titles(pressrum)
    pressrum.file("text.db", "Kära dagbok, " * 100)
    foreign = sqlite3.connect(pressrum.folder / "foreign.db")
    foreign.execute("CREATE TABLE wine (year INTEGER)")
    foreign.close()
    for name in ("text.db", "foreign.db", "missing.db"):
        assert name in pressrum.refused("restore", str(pressrum.folder / name), "--replace")
    assert titles(pressrum) == before


def test_a_damaged_backup_is_not_restored(pressrum: Commands) -> None:
    target = pressrum.folder / "copy.db"
    pressrum.done("backup", str(target))
    whole = bytearray(target.read_bytes())
    whole[8_192:40_960] = b"\xa5" * 32_768
    target.write_bytes(whole)
    assert "copy.db" in pressrum.refused("restore", str(target), "--replace")
    assert titles(pressrum) == ["Nya busslinjer till sjukhuset"]


def test_a_full_disk_stops_a_restore_and_leaves_the_database(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    pressrum.done("backup", target)
    with pressrum.desk() as desk:
        desk.publish(builders.document("Efteråt"))
    before, names = titles(pressrum), sorted(pressrum.folder.iterdir())
    with files_of_at_most(40_000):
        assert "cannot be written" in pressrum.refused("restore", target, "--replace")
    assert titles(pressrum) == before
    assert "Efteråt" in before
    assert sorted(pressrum.folder.iterdir()) == names


def test_a_backup_whose_pictures_find_no_room_is_refused_as_not_whole(pressrum: Commands) -> None:
    (pressrum.folder / "media" / "bild1").write_bytes(b"picture" * 200_000)
    with files_of_at_most(1_000_000):
        said = pressrum.refused("backup", str(pressrum.folder / "copy.db"))
    assert "copy.db.media is not whole" in said


def test_what_a_first_restore_put_aside_a_second_leaves(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    pressrum.done("backup", target)
    with pressrum.desk() as desk:
        desk.publish(builders.document("Efteråt"))
    pressrum.done("restore", target, "--replace")
    assert titles(pressrum) == ["Nya busslinjer till sjukhuset"]
    pressrum.done("restore", target, "--replace")
    assert (pressrum.folder / "p.db.before-restore-2").exists()
    # What was put aside is a database like any other.
    pressrum.done("restore", str(pressrum.folder / "p.db.before-restore"), "--replace")
    assert "Efteråt" in titles(pressrum)


def test_what_was_put_aside_keeps_what_stood_in_its_write_ahead_log(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    pressrum.done("backup", target)
    with pressrum.desk() as desk:
        desk.publish(builders.document("Bara i loggen"))
        assert (pressrum.folder / "p.db-wal").stat().st_size
        # As after a kill: nobody has folded the log into the file.
        for suffix in ("", "-wal"):
            copied = (pressrum.folder / f"p.db{suffix}").read_bytes()
            (pressrum.folder / f"killed.db{suffix}").write_bytes(copied)
    pressrum.use(pressrum.folder / "killed.db")
    pressrum.done("restore", target, "--replace")
    aside = pressrum.folder / "killed.db.before-restore"
    pressrum.use(pressrum.folder / "p.db")
    pressrum.done("restore", str(aside), "--replace")
    assert "Bara i loggen" in titles(pressrum)


def test_a_picture_that_was_half_copied_is_copied_whole_the_next_time(pressrum: Commands) -> None:
    target = str(pressrum.folder / "copy.db")
    (pressrum.folder / "media" / "bild1").write_bytes(b"picture" * 200_000)
    pressrum.done("backup", target)
    (pressrum.folder / "media" / "bild1").unlink()
    with files_of_at_most(1_000_000):
        said = pressrum.refused("restore", target, "--replace")
    assert "The database is restored; not all pictures" in said
    assert not (pressrum.folder / "media" / "bild1").exists()
    pressrum.done("restore", target, "--replace")
    assert (pressrum.folder / "media" / "bild1").read_bytes() == b"picture" * 200_000


def test_the_doctor_finds_a_sound_service_well(pressrum: Commands) -> None:
    lines = pressrum.done("doctor").out.splitlines()
    assert all(line.startswith("ok ") for line in lines)
    subjects = {line.split(":")[0].split()[-1] for line in lines}
    assert subjects >= {"engine", "database", "clock", "outbox", "feed"}


def test_the_doctor_names_a_dead_letter_and_ends_with_one(pressrum: Commands) -> None:
    pressrum.done("webhook", "add", "--newsroom", ROOM, "--url", "https://a.example/")
    with pressrum.desk() as desk:
        release = desk.publish(builders.document("Hörs inte"))

        (owed,) = desk.write(claim_due)
        desk.write(claims.postpone, WORKER, owed.id, Reason("answered", {"status": 410}), None)
    ended = pressrum("doctor")
    assert ended.code == 1
    (bad,) = (line for line in ended.out.splitlines() if line.startswith("BAD"))
    for part in (release.id, "1 attempts", "answered 410"):
        assert part in bad
