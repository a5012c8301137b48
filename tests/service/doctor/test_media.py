"""The doctor and the backup look after the media folder."""

import os
from pathlib import Path

import pytest

from releases.desk import media
from releases.desk.media import Words
from service.media.files import MediaFiles
from service.media.uploads import write_file
from tests import builders
from tests.builders import DAY
from tests.photographs import PDF
from tests.service.app_server import ROOM, WHO
from tests.service.cli_runner import Commands


@pytest.fixture
def pressrum(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a database with one attachment that no release shows."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    with commands.desk() as desk, (tmp_path / "a.pdf").open("wb+") as file:
        file.write(PDF)
        stored = write_file(MediaFiles(tmp_path / "media"), ROOM, file, Words(title="Rapport"))
        desk.write(media.add, stored, WHO)
    return commands


def stored(pressrum: Commands) -> Path:
    (files,) = (pressrum.folder / "media").iterdir()
    return files


def test_the_doctor_names_a_lost_file_and_wants_a_person(pressrum: Commands) -> None:
    assert "1 pictures and attachments, 0 files missing" in pressrum.done("doctor").out
    lost = stored(pressrum)
    lost.unlink()
    ended = pressrum("doctor")
    assert ended.code == 1
    assert f"BAD  lost file: {lost} is not there" in ended.out


def test_the_doctor_names_what_has_been_of_no_use_for_thirty_days(pressrum: Commands) -> None:
    # The desk of this test stood still in 2018.
    unused = f"unused: {stored(pressrum).name} of {ROOM} is over 30 days old and in no release"
    assert unused in pressrum.done("doctor").out
    with pressrum.desk() as desk:
        desk.clock.advance(31 * DAY)
        attached = builders.attachment(stored(pressrum).name)
        desk.draft(builders.document(attachments=(attached,)))
    assert "unused" not in pressrum.done("doctor").out


def test_the_doctor_names_files_that_nothing_names_once_they_are_a_day_old(
    pressrum: Commands,
) -> None:
    for name, days in (("utan-rad", 2), ("halv.part", 2), ("nyss", 0)):
        path = pressrum.folder / "media" / name
        path.write_bytes(b"x")
        written = path.stat().st_mtime - days * DAY.total_seconds()
        os.utime(path, (written, written))
    said = pressrum.done("doctor").out
    strays = [line.rsplit("/", 1)[1].split()[0] for line in said.splitlines() if "stray" in line]
    assert strays == ["halv.part", "utan-rad"]


def test_a_backup_leaves_out_what_is_only_half_written(pressrum: Commands) -> None:
    whole = stored(pressrum)
    whole.with_name("halv.part").write_bytes(b"half")
    pressrum.done("backup", str(pressrum.folder / "copy.db"))
    copied = list((pressrum.folder / "copy.db.media").iterdir())
    assert [(path.name, path.read_bytes()) for path in copied] == [(whole.name, PDF)]
