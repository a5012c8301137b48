"""Backup, restore, export, import and the doctor, with pictures in a bucket."""

from datetime import timedelta
from pathlib import Path

import pytest

from releases.desk import media
from releases.desk.media import Words
from service.media.files import MediaFiles
from service.media.uploads import write_file
from tests import builders
from tests.buckets import TestBucket
from tests.photographs import PDF, photograph
from tests.service.app_server import ROOM, WHO
from tests.service.cli_runner import Commands


@pytest.fixture
def pressrum(
    tmp_path: Path,
    bucket: TestBucket,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Commands:
    """Commands on a database with a release that shows a picture and an attachment."""
    commands = Commands(tmp_path, monkeypatch, capsys)
    commands.setting("MEDIA", str(bucket.location))
    files = MediaFiles(bucket.location)
    with commands.desk() as desk:
        stored = []
        for body, words in ((photograph(700, 400), Words(alt="En buss")), (PDF, Words("Rapport"))):
            path = tmp_path / "sent"
            path.write_bytes(body)
            with path.open("rb") as file:
                stored.append(write_file(files, ROOM, file, words))
            desk.write(media.add, stored[-1], WHO)
        picture, attachment = stored
        desk.publish(
            builders.document(
                images=(builders.image(picture.id),),
                attachments=(builders.attachment(attachment.id),),
            )
        )
    return commands


def bodies(bucket: TestBucket) -> dict[str, bytes]:
    return {
        key: bucket.client.get_object(Bucket=bucket.name, Key=key)["Body"].read()
        for key in bucket.objects()
    }


def test_a_backup_holds_the_files_of_the_bucket_and_a_restore_puts_them_back(
    pressrum: Commands, bucket: TestBucket
) -> None:
    before = bodies(bucket)
    # Three widths in two formats and the original of a picture, and a PDF.
    assert len(before) == 8
    target = pressrum.folder / "copy.db"
    assert "8 media files" in pressrum.done("backup", str(target)).out
    kept = {f"media/{path.name}": path.read_bytes() for path in Path(f"{target}.media").iterdir()}
    assert kept == before
    for key in bucket.objects()[:3]:
        bucket.client.delete_object(Bucket=bucket.name, Key=key)
    pressrum.done("restore", str(target), "--replace")
    assert bodies(bucket) == before


def test_a_backup_of_a_bucket_is_restored_to_a_folder_and_the_other_way(
    pressrum: Commands, bucket: TestBucket
) -> None:
    before, target = bodies(bucket), str(pressrum.folder / "copy.db")
    pressrum.done("backup", target)
    pressrum.setting("MEDIA", str(pressrum.folder / "media"))
    pressrum.done("restore", target, "--replace")
    folder = {
        f"media/{path.name}": path.read_bytes() for path in (pressrum.folder / "media").iterdir()
    }
    assert folder == before
    pressrum.done("doctor")


def test_without_its_bucket_a_backup_is_refused_as_not_whole(
    pressrum: Commands, bucket: TestBucket
) -> None:
    for key in bucket.objects():
        bucket.client.delete_object(Bucket=bucket.name, Key=key)
    bucket.client.delete_bucket(Bucket=bucket.name)
    said = pressrum.refused("backup", str(pressrum.folder / "copy.db"))
    assert "copy.db.media is not whole" in said
    assert "NoSuchBucket" in said


def test_the_doctor_looks_after_a_bucket(pressrum: Commands, bucket: TestBucket) -> None:
    said = pressrum.done("doctor").out
    assert f"ok   media store: {bucket.location} answers us, and us alone" in said
    assert "2 pictures and attachments, 0 files missing" in said
    lost, damaged = bucket.objects()[0], bucket.objects()[1]
    bucket.client.delete_object(Bucket=bucket.name, Key=lost)
    bucket.client.put_object(Bucket=bucket.name, Key=damaged, Body=b"x")
    ended = pressrum("doctor")
    assert ended.code == 1
    assert f"BAD  lost file: s3://{bucket.name}/{lost} is not there" in ended.out
    assert f"BAD  damaged file: s3://{bucket.name}/{damaged} has not its length" in ended.out


def test_the_doctor_names_stray_objects_once_they_are_a_day_old(
    pressrum: Commands, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    bucket.put("utan-rad")
    assert "stray file" not in pressrum.done("doctor").out
    monkeypatch.setattr("service.doctor.database.STRAY", -timedelta(days=1))
    said = pressrum.done("doctor").out
    assert f"stray file: {bucket.location}/utan-rad is over a day old" in said
    assert said.count("stray file") == 1


def test_the_doctor_says_that_strangers_can_read(pressrum: Commands, bucket: TestBucket) -> None:
    bucket.open_to_everybody()
    ended = pressrum("doctor")
    assert ended.code == 1
    assert "BAD  media store" in ended.out
    assert "can be read without credentials" in ended.out


def test_a_service_does_not_start_on_a_bucket_that_strangers_can_read(
    pressrum: Commands, bucket: TestBucket
) -> None:
    bucket.open_to_everybody()
    assert "without credentials" in pressrum.refused("serve", "--port", "0")


def test_an_export_holds_the_files_and_an_import_brings_them_into_another_bucket_or_folder(
    pressrum: Commands, bucket: TestBucket
) -> None:
    before = bodies(bucket)
    pressrum.done("export", str(pressrum.folder / "export"))
    files = list((pressrum.folder / "export" / ROOM / "media").iterdir())
    assert sorted(path.read_bytes() for path in files) == sorted(before.values())
    pressrum.use(pressrum.folder / "other.db")
    pressrum.setting("MEDIA", f"s3://{bucket.name}/other")
    pressrum.done("import", str(pressrum.folder / "export"), "--publish")
    after = {
        key.removeprefix("other/"): body
        for key, body in bodies(bucket).items()
        if key.startswith("other/")
    }
    assert after == {key.removeprefix("media/"): body for key, body in before.items()}
