"""Uploads: a file is what its bytes say, and is kept as that or refused by name."""

import hashlib
import io
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from releases.desk.media import Words
from releases.errors import FieldError, InvalidDocument, MediaRefused, NotFound
from releases.model import Media
from service.config import ORIGINAL_MOST
from service.media.files import MediaComparison, MediaFiles, compare, open_store
from service.media.uploads import PDF_MOST, write_file
from tests import photographs as p
from tests.buckets import TestBucket
from tests.builders import HOUR, MORNING
from tests.disks import files_of_at_most

SEEN = Words(alt="En buss", credit="Olle Ek", focus=(0.256, 1))
NAMED = Words(title="Rapport om resandet")


@pytest.fixture(params=["folder", "bucket"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> MediaFiles:
    if request.param == "folder":
        return MediaFiles(tmp_path / "media")
    bucket: TestBucket = request.getfixturevalue("bucket")
    return MediaFiles(bucket.location)


@pytest.fixture
def folder(tmp_path: Path) -> MediaFiles:
    return MediaFiles(tmp_path / "media")


def keep(files: MediaFiles, body: bytes, words: Words = SEEN) -> Media:
    return write_file(files, "r", io.BytesIO(body), words)


def refusal(files: MediaFiles, body: bytes) -> str:
    with pytest.raises(FieldError) as caught:
        keep(files, body, Words(alt="En buss", title="En buss"))
    assert caught.value.field == "file"
    assert list(files.store.list_files()) == []
    return caught.value.message


def test_every_file_of_a_picture_is_on_disk_as_told(files: MediaFiles) -> None:
    stored = keep(files, p.photograph(1000, 600))
    assert [(rendition.type, rendition.width) for rendition in stored.renditions] == [
        *(("image/jpeg", 640), ("image/jpeg", 320)),
        *(("image/webp", 1000), ("image/webp", 640), ("image/webp", 320)),
    ]
    assert hashlib.sha256(files.read(stored)).hexdigest() == stored.sha256
    for rendition in stored.renditions:
        body = files.read(stored, rendition)
        assert (len(body), hashlib.sha256(body).hexdigest()) == (rendition.size, rendition.sha256)
    assert len(list(files.store.list_files())) == 7
    assert compare(files.store, [stored], MORNING) == MediaComparison((), (), ())


def test_a_picture_that_does_not_fit_on_the_disk_is_refused_and_leaves_no_file(
    folder: MediaFiles,
) -> None:
    files = folder
    whole = keep(files, p.photograph(1000, 600))
    files.remove(whole)
    with (
        files_of_at_most(whole.size - 1),
        pytest.raises(MediaRefused, match="cannot be written to"),
    ):
        keep(files, p.photograph(1000, 600))
    # The first file fits, the next one does not.
    with files_of_at_most(whole.renditions[0].size - 1), pytest.raises(MediaRefused):
        keep(files, p.photograph(1000, 600))
    assert list(files.store.list_files()) == []


def test_the_words_are_kept_and_the_focus_in_hundredths(files: MediaFiles) -> None:
    stored = keep(files, p.photograph())
    assert (stored.alt, stored.credit, stored.focus) == ("En buss", "Olle Ek", (0.26, 1.0))


def test_ids_are_random_not_made_of_the_bytes(files: MediaFiles) -> None:
    assert len({keep(files, p.photograph()).id for _ in range(3)}) == 3


def test_an_attachment_is_kept_byte_for_byte(files: MediaFiles) -> None:
    stored = keep(files, p.PDF, NAMED)
    assert files.read(stored) == p.PDF
    assert (stored.type, stored.size, stored.width) == ("application/pdf", len(p.PDF), 0)
    assert stored.title == "Rapport om resandet"
    assert not stored.is_picture


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">', "SVG"),
        (b"\xef\xbb\xbf  <SVG onload=alert(1)>", "SVG"),
        (b"<!DOCTYPE html><script>", "HTML"),
        (b"GIF89a", "GIF"),
        (b"II*\x00", "TIFF"),
        (b"MM\x00*", "TIFF"),
        (b"\x00\x00\x00\x18ftypheic", "HEIC"),
        (b"\x00\x00\x00\x18ftypavif", "AVIF"),
        (b"\x00\x00\x00\x18ftypmp42", "a film"),
        (b"PK\x03\x04", "Word"),
        (b"", "empty"),
    ],
)
def test_what_is_not_taken_is_named_with_what_is(files: MediaFiles, head: bytes, name: str) -> None:
    message = refusal(files, head)
    assert name in message
    assert "Send JPEG, PNG or WebP" in message


@pytest.mark.parametrize("body", [b"MZ\x90\x00 a program", b"hej", b"\xff\xd8\xff", b"%PDF"])
def test_what_is_nothing_known_is_refused(files: MediaFiles, body: bytes) -> None:
    assert "no whole JPEG, PNG or WebP" in refusal(files, body)


@pytest.mark.parametrize(
    "before",
    [b"\xef\xbb\xbf", b"\n\n", b" ", b"\x00" * 300, b"HTTP-svar 200\r\n\r\n", b"x" * 1_000],
    ids=["BOM", "blank lines", "space", "zeros", "headers", "most"],
)
@pytest.mark.parametrize("after", [b"", b"\x00" * 4_096, b"\r\n" * 900])
def test_a_pdf_is_one_whatever_surrounds_it(files: MediaFiles, before: bytes, after: bytes) -> None:
    body = before + p.PDF + after
    stored = keep(files, body, NAMED)
    assert stored.type == "application/pdf"
    assert files.read(stored) == body


def test_what_only_speaks_of_pdf_is_none(files: MediaFiles) -> None:
    assert "HTML" in refusal(files, b"<html><p>%PDF-1.4</p>%%EOF")
    assert "no whole" in refusal(files, b"x" * 1_024 + p.PDF)
    assert keep(files, p.photograph(comment=b"%PDF-1.4")).type == "image/jpeg"


def test_a_pdf_that_breaks_off_is_refused(files: MediaFiles) -> None:
    assert "breaks off" in refusal(files, p.PDF[:-8])
    assert "breaks off" in refusal(files, b"\xef\xbb\xbf" + p.PDF[:-8] + b"\x00" * 2_000)


def test_a_file_over_its_limit_is_refused_with_the_limit(files: MediaFiles) -> None:
    heavy = p.photograph() + b"\x00" * ORIGINAL_MOST
    assert "may hold 50 MB" in refusal(files, heavy)
    assert "may hold 20 MB" in refusal(files, p.PDF.ljust(PDF_MOST + 1))


@pytest.mark.parametrize(
    ("body", "words", "fields"),
    [
        (p.photograph(), Words(title="En buss"), ["alt"]),
        (p.photograph(), Words(alt=" \n ", credit="\ud800"), ["credit", "alt"]),
        (p.photograph(), Words(alt="x", focus=(0.5, 1.01)), ["focal_x"]),
        (p.PDF, Words(alt="En rapport"), ["title"]),
        (p.PDF, Words(title="x" * 301), ["title"]),
    ],
)
def test_missing_or_impossible_words_are_refused_before_anything_is_written(
    files: MediaFiles, body: bytes, words: Words, fields: list[str]
) -> None:
    with pytest.raises(InvalidDocument) as caught:
        keep(files, body, words)
    assert [error.field for error in caught.value.errors] == fields
    assert list(files.store.list_files()) == []


def test_missing_files_are_named_also_where_there_is_no_folder(
    files: MediaFiles, tmp_path: Path
) -> None:
    stored = keep(files, p.photograph(), SEEN)
    files.store.remove([f"{stored.id}-320.jpg"])
    assert compare(files.store, [stored], MORNING).missing == (f"{stored.id}-320.jpg",)
    assert len(compare(open_store(tmp_path / "nowhere"), [stored], MORNING).missing) == 5


def test_files_of_another_length_and_those_nothing_names_are_told_apart(
    files: MediaFiles,
) -> None:
    stored = keep(files, p.PDF, NAMED)
    files.store.write(stored.id, p.PDF[:-1])
    files.store.write("utan-rad", b"x")
    later = datetime.now(UTC) + HOUR
    assert compare(files.store, [stored], later) == MediaComparison((), (stored.id,), ("utan-rad",))
    assert compare(files.store, [stored], MORNING).strays == ()


def test_bytes_that_are_not_what_was_kept_are_shown_to_nobody(files: MediaFiles) -> None:
    stored = keep(files, p.PDF, NAMED)
    files.store.write(stored.id, p.PDF.swapcase())
    with pytest.raises(NotFound):
        files.read(stored)


_MEASURED = """
import io, resource, sys
from pathlib import Path
from releases.desk.media import Words
from service.media.files import MediaFiles
from service.media.uploads import write_file
from tests.photographs import from_agency

body = from_agency(1_000, 750)
files = MediaFiles(Path(sys.argv[1]))
write_file(files, "r", io.BytesIO(body), Words(alt="En buss"))
body = Path(sys.argv[2]).read_bytes()
before = resource.getrusage(resource.RUSAGE_SELF)
stored = write_file(files, "r", io.BytesIO(body), Words(alt="En buss"))
after = resource.getrusage(resource.RUSAGE_SELF)
print(after.ru_maxrss - before.ru_maxrss, after.ru_utime - before.ru_utime, stored.original.width)
"""


def test_a_large_picture_takes_bounded_memory_and_time(tmp_path: Path) -> None:
    large = tmp_path / "large.jpg"
    large.write_bytes(p.photograph(10_000, 9_990, mode="L", colour=99, quality=95))
    run = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(tmp_path / "media"), str(large)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    kilobytes, seconds, width = map(float, run.stdout.split())
    assert width == 10_000
    # Decoded whole it would take 300 MB.
    assert kilobytes < 150_000
    assert seconds < 30
