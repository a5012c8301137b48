"""A bucket that is wrong, open to strangers, silent or away: one clear line, in bounded time."""

import time

import msgspec
import pytest

from releases.errors import MediaRefused
from service.media import bucket as bucket_store
from service.media.files import MediaFiles, open_store
from tests.buckets import TestBucket, gate, point_at, silent_server


def refusal(bucket: TestBucket) -> MediaRefused:
    with pytest.raises(MediaRefused) as caught:
        open_store(bucket.location).check()
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(bucket.location))
    return caught.value


def test_a_bucket_that_is_not_there_stops_the_start(bucket: TestBucket) -> None:
    bucket.client.delete_bucket(Bucket=bucket.name)
    refused = refusal(bucket)
    assert refused.lasting
    assert "NoSuchBucket" in str(refused)
    with pytest.raises(MediaRefused, match="NoSuchBucket"):
        MediaFiles(bucket.location)
    # That is no picture that was lost.
    with pytest.raises(MediaRefused, match="NoSuchBucket"):
        open_store(bucket.location).read("abc")


def test_a_bucket_that_strangers_may_read_stops_the_start(bucket: TestBucket) -> None:
    open_store(bucket.location).check()
    bucket.open_to_everybody()
    refused = refusal(bucket)
    assert refused.lasting
    assert "without credentials" in str(refused)


def test_a_check_leaves_nothing_behind(bucket: TestBucket) -> None:
    open_store(bucket.location).check()
    assert bucket.objects() == []


def test_a_bucket_that_takes_nothing_stops_the_start(bucket: TestBucket) -> None:
    bucket.rule("Deny", "s3:PutObject")
    refused = refusal(bucket)
    assert refused.lasting
    assert "403 Forbidden" in str(refused)


def test_a_store_that_does_not_answer_is_no_reason_not_to_start(
    bucket: TestBucket, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with gate(bucket.client.meta.endpoint_url) as network:
        point_at(network.address, monkeypatch)
        network.cut()
        assert not refusal(bucket).lasting
        files = MediaFiles(bucket.location)
        assert "media.unreachable" in capsys.readouterr().out
        network.mend()
        files.store.write("abc", b"x")
    assert bucket.objects() == ["media/abc"]


@pytest.mark.parametrize("size", [1_000, 20_000_000])
def test_a_silent_store_is_given_up_soon(
    bucket: TestBucket, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(bucket_store, "SILENCE_SECONDS", 1)
    with silent_server() as address:
        point_at(address, monkeypatch)
        store = open_store(bucket.location)
        for ask in (lambda: store.read("abc"), lambda: store.write("abc", b"x" * size)):
            begun = time.monotonic()
            with pytest.raises(MediaRefused, match="cannot be used") as caught:
                ask()
            assert time.monotonic() - begun < 5
            assert not caught.value.lasting


def test_what_broke_off_once_is_tried_again(
    bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gate(bucket.client.meta.endpoint_url) as network:
        point_at(network.address, monkeypatch)
        store = open_store(bucket.location)
        store.write("abc", b"x")
        network.cut()
        network.mend()
        assert store.read("abc") == b"x"


def test_an_endpoint_without_tls_is_not_asked_unless_that_is_allowed(bucket: TestBucket) -> None:
    location = msgspec.structs.replace(bucket.location, allow_http=False)
    with pytest.raises(MediaRefused):
        open_store(location).read("abc")
