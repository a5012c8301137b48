"""The promises of a media store, held by a folder and by a bucket alike."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from releases.errors import MediaRefused, NotFound
from service.media import store as stores
from service.media.files import open_store
from service.media.folder import Folder
from service.media.store import MediaStore, copy_files
from tests.buckets import TestBucket
from tests.disks import files_of_at_most

BODY = bytes(range(256)) * 5_000


@pytest.fixture(params=["folder", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> MediaStore:
    if request.param == "folder":
        opened = open_store(tmp_path / "media")
    else:
        opened = open_store(request.getfixturevalue("bucket").location)
    opened.check()
    return opened


def names(store: MediaStore) -> list[str]:
    return sorted(file.name for file in store.list_files())


def test_what_is_written_is_read_whole_and_in_parts(store: MediaStore) -> None:
    store.write("abc-640.webp", BODY)
    assert store.read("abc-640.webp") == BODY
    assert store.read("abc-640.webp", 0, 10) == BODY[:10]
    assert store.read("abc-640.webp", 1_000, 300) == BODY[1_000:1_300]
    assert store.read("abc-640.webp", 1_000) == BODY[1_000:]
    assert store.read("abc-640.webp", len(BODY) - 5, 100) == BODY[-5:]


def test_the_largest_attachment_is_one_file_like_any_other(store: MediaStore) -> None:
    large = BODY * 15
    store.write("stor", large)
    assert [(file.name, file.size) for file in store.list_files()] == [("stor", len(large))]
    assert store.read("stor", len(large) - 100_000) == large[-100_000:]


def test_a_file_that_is_not_there_is_not_found_and_removing_it_is_no_fault(
    store: MediaStore,
) -> None:
    for start in (0, 5):
        with pytest.raises(NotFound):
            store.read("borta", start, 10)
    store.write("abc", b"x")
    store.remove(["borta", "abc"])
    assert names(store) == []
    store.remove([])


def test_writing_the_same_again_changes_nothing(store: MediaStore) -> None:
    for _ in range(2):
        store.write("abc", BODY)
    assert store.read("abc") == BODY
    assert names(store) == ["abc"]


def test_every_file_is_listed_with_its_length_and_when_it_was_written(store: MediaStore) -> None:
    assert list(store.list_files()) == []
    for number in range(25):
        store.write(f"fil{number}", b"x" * number)
    files = {file.name: file for file in store.list_files()}
    assert {name: file.size for name, file in files.items()} == {f"fil{n}": n for n in range(25)}
    # A store has a clock of its own; this one's is the machine's.
    newest = max(file.modified for file in files.values())
    assert abs(newest - datetime.now(UTC)) < timedelta(minutes=1)


def test_many_threads_write_and_read_at_once(store: MediaStore) -> None:
    def turn(number: int) -> bool:
        store.write(f"fil{number}", BODY[number:])
        return store.read(f"fil{number}") == BODY[number:]

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(turn, range(40)))
    assert len(names(store)) == 40


def test_the_address_of_a_file_tells_an_operator_where_it_lies(store: MediaStore) -> None:
    assert store.address("abc-320.jpg").endswith("media/abc-320.jpg")
    assert store.address().endswith("media")


def test_a_copy_to_a_folder_and_back_is_the_same_and_is_gone_on_with(
    store: MediaStore, tmp_path: Path
) -> None:
    for number in range(150):
        store.write(f"fil{number}", b"x" * number)
    aside = Folder(tmp_path / "copy")
    aside.check()
    copied = copy_files(store, aside)
    assert (copied.copied, copied.before, copied.too_large) == (150, 0, ())
    store.remove(["fil7", "fil8"])
    store.write("fil9", b"half")
    copied = copy_files(aside, store)
    assert (copied.copied, copied.before) == (3, 147)
    assert {file.name: file.size for file in store.list_files()} == {
        f"fil{number}": number for number in range(150)
    }


def test_a_copy_leaves_what_is_half_written_and_what_is_no_picture(
    store: MediaStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "COPIED_MOST", 1_000)
    for name, size in (("abc", 10), ("halv.part", 10), ("film", 1_001)):
        store.write(name, b"x" * size)
    aside = Folder(tmp_path / "copy")
    aside.check()
    assert copy_files(store, aside).too_large == ("film",)
    assert names(aside) == ["abc"]


def test_a_copy_that_finds_no_room_is_refused_and_gone_on_with(
    store: MediaStore, tmp_path: Path
) -> None:
    store.write("abc", BODY)
    aside = Folder(tmp_path / "copy")
    aside.check()
    with files_of_at_most(1_000_000), pytest.raises(MediaRefused, match="cannot be written to"):
        copy_files(store, aside)
    assert names(aside) == []
    assert copy_files(store, aside).copied == 1


def test_a_bucket_holds_ordinary_private_objects_of_their_type(bucket: TestBucket) -> None:
    store = open_store(bucket.location)
    store.write("abc", b"x")
    store.write("abc-320.jpg", b"x")
    store.write("abc-320.webp", b"x")
    keys, kinds = bucket.objects(), []
    assert keys == ["media/abc", "media/abc-320.jpg", "media/abc-320.webp"]
    for key in keys:
        acl = bucket.client.get_object_acl(Bucket=bucket.name, Key=key)
        assert [(grant["Grantee"]["Type"], grant["Permission"]) for grant in acl["Grants"]] == [
            ("CanonicalUser", "FULL_CONTROL")
        ]
        kinds.append(bucket.client.head_object(Bucket=bucket.name, Key=key)["ContentType"])
    assert kinds == ["application/octet-stream", "image/jpeg", "image/webp"]
    # A large one too is one request: nothing half sent stays behind unseen.
    store.write("stor", BODY * 15)
    assert "Uploads" not in bucket.client.list_multipart_uploads(Bucket=bucket.name)


def test_two_prefixes_of_a_bucket_are_two_stores(bucket: TestBucket) -> None:
    store = open_store(bucket.location)
    bucket.client.put_object(Bucket=bucket.name, Key="annat/abc", Body=b"x")
    bucket.client.put_object(Bucket=bucket.name, Key="media2/abc", Body=b"x")
    assert names(store) == []
    with pytest.raises(NotFound):
        store.read("abc")
