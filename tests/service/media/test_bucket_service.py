"""The service on a bucket: the same answers as from a folder, and none that wait for it in vain."""

import hashlib
import http.client
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from releases.desk.approval import Order
from releases.timeline import Action
from service.media import files as media_files
from tests import builders, photographs
from tests.buckets import TestBucket, gate, point_at, silent_server
from tests.builders import HOUR, MORNING
from tests.clocks import ManualClock
from tests.disks import files_of_at_most
from tests.service.app_server import ROOM, HttpResponse, Press, moment, run_app

PDF: dict[str, Any] = {"type": "application/pdf", "width": 0, "height": 0, "title": "Rapport"}
BOTH: dict[str, Any] = {
    "images": (builders.image("bild1"),),
    "attachments": (builders.attachment("bilaga1"),),
}
LARGE = b"%PDF-1.7" + os.urandom(3_000_000) + b"%%EOF"
MEDIA = f"newsrooms/{ROOM}/media"


@pytest.fixture
def stocked(tmp_path: Path, bucket: TestBucket) -> Iterator[Press]:
    """A service on a bucket, with a public release that shows a picture and a large attachment."""
    folder = tmp_path / "with-bucket"
    folder.mkdir()
    with run_app(folder, ManualClock(), media=bucket.location) as press:
        stock(press)
        yield press


def stock(press: Press) -> None:
    press.picture("bild1", photographs.photograph(64, 48), renditions=builders.renditions(640))
    press.picture("bilaga1", LARGE, **PDF)
    press.publish(builders.document(**BOTH))


@contextmanager
def behind_gate(tmp_path: Path, bucket: TestBucket, patch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A stocked service whose way to the bucket can be cut."""
    with gate(bucket.client.meta.endpoint_url) as network:
        point_at(network.address, patch)
        with run_app(tmp_path, ManualClock(), media=bucket.location) as press:
            stock(press)
            yield press, network


def test_every_answer_is_that_of_a_folder(stocked: Press, press: Press) -> None:
    stock(press)
    for path in ("bild1.jpg", "bild1-640.webp", "bilaga1.pdf", "bild2.jpg", "bild1.pdf"):
        for method in ("GET", "HEAD", "OPTIONS", "POST"):
            wanted = press.send(method, f"/media/{path}")
            assert stocked.send(method, f"/media/{path}").lasting == wanted.lasting, (method, path)
    assert stocked.get("/media/bilaga1.pdf").body == LARGE
    tag = f'"{hashlib.sha256(LARGE).hexdigest()[:32]}"'
    assert stocked.get("/media/bilaga1.pdf").etag == tag
    assert stocked.get("/media/bilaga1.pdf", if_none_match=tag).status == 304
    assert stocked.get("/media/bilaga1.pdf", if_match='"other"').status == 412


def test_files_of_a_bucket_are_public_only_with_a_release(
    stocked: Press, bucket: TestBucket
) -> None:
    stocked.picture("bild3")
    document = builders.document(images=(builders.image("bild3"),))
    entry = stocked.publish(document, Order(Action.PUBLISH, moment(MORNING + HOUR)))
    assert stocked.get("/media/bild3.jpg").lasting == stocked.get("/media/bild9.jpg").lasting
    stocked.clock.advance(HOUR)
    assert stocked.get("/media/bild3.jpg").status == 200
    stocked.order(entry.release, Order(Action.WITHDRAW))
    assert stocked.get("/media/bild3.jpg").status == 404


def test_an_upload_by_api_is_in_the_bucket_and_read_from_it(
    stocked: Press, bucket: TestBucket
) -> None:
    before = set(bucket.objects())
    token = stocked.token()
    made = upload(stocked, token, photographs.photograph(1000, 600))
    assert made.status == 201
    told = made.json()
    keys = {key.removeprefix("media/") for key in set(bucket.objects()) - before}
    assert keys == {
        told["id"],
        *(f"{told['id']}-{size}" for size in ("320.jpg", "640.jpg")),
        *(f"{told['id']}-{size}" for size in ("320.webp", "640.webp", "1000.webp")),
        f"{told['id']}-original.jpg",
    }
    for file in told["files"]:
        name = file["url"].rpartition("/")[2]
        body = stocked.api("GET", f"/api/v1/{MEDIA}/{told['id']}/{name}", token)
        assert (body.status, len(body.body)) == (200, file["size"])


def test_another_replica_has_what_was_sent_to_one(
    tmp_path: Path, stocked: Press, bucket: TestBucket
) -> None:
    with run_app(tmp_path / "with-bucket", ManualClock(), media=bucket.location) as other:
        for path in ("/media/bild1.jpg", "/media/bilaga1.pdf"):
            assert other.get(path).lasting == stocked.get(path).lasting


def test_what_is_lost_or_changed_in_the_bucket_is_shown_to_nobody(
    stocked: Press, bucket: TestBucket
) -> None:
    bucket.put("bild1-640.webp", b"somebody else's picture")
    assert stocked.get("/media/bild1-640.webp").status == 404
    bucket.remove("bild1-640.jpg")
    assert stocked.get("/media/bild1-640.jpg").status == 404
    # Of what is sent piece by piece the last one is kept back.
    changed = LARGE[:100] + b"?" + LARGE[101:]
    bucket.put("bilaga1", changed)
    with pytest.raises(http.client.IncompleteRead) as broken:
        stocked.get("/media/bilaga1.pdf")
    assert len(broken.value.partial) < len(LARGE)


def test_while_the_bucket_is_away_only_its_files_are(
    tmp_path: Path, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with behind_gate(tmp_path, bucket, monkeypatch) as (press, network):
        seen = press.get("/media/bild1.jpg")
        network.cut()
        for path in ("/media/bild1-640.webp", "/media/bilaga1.pdf"):
            answer = press.get(path)
            assert answer.status == 503
            assert answer.header("retry-after") == "5"
            assert answer.header("cache-control") == "no-store"
            assert answer.json()["code"] == "media_unavailable"
            # Readers are not told where pictures lie.
            assert bucket.name not in answer.text
            assert network.address not in answer.text
        token = press.token()
        refused = upload(press, token, photographs.photograph())
        assert (refused.status, refused.header("retry-after")) == (503, "5")
        assert refused.json()["code"] == "media_unavailable"
        assert len(press.api("GET", f"/api/v1/{MEDIA}", token).json()["media"]) == 2
        # What was read before stays, through every publication.
        press.publish(builders.document("Mer"))
        assert press.get("/media/bild1.jpg").lasting == seen.lasting
        assert press.get(f"/{ROOM}/").status == 200
        assert press.get("/health/ready").status == 200
        assert "pressrum_media_refused_total 2.0" in press.get("/metrics").text
        network.mend()
        assert press.get("/media/bild1-640.webp").status == 200
        assert press.get("/media/bilaga1.pdf").body == LARGE
        assert upload(press, token, photographs.photograph()).status == 201


def test_a_silent_bucket_keeps_no_page_waiting(
    tmp_path: Path, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with run_app(tmp_path, ManualClock(), media=bucket.location) as press:
        stock(press)
        for number in range(20):
            press.picture(f"vantar{number}")
        shown = tuple(builders.image(f"vantar{number}") for number in range(20))
        press.publish(builders.document("Väntar", images=shown))
    with silent_server() as address:
        point_at(address, monkeypatch)
        with run_app(tmp_path, ManualClock(), media=bucket.location) as press:
            waiting = [http.client.HTTPConnection(press.address[7:]) for _ in range(20)]
            for number, connection in enumerate(waiting):
                connection.request("GET", f"/media/vantar{number}.jpg")
            # Every page is cold, and none has to wait behind them.
            for path in (f"/{ROOM}/", f"/{ROOM}/feed.atom", f"/{ROOM}/search?q=buss", "/"):
                assert press.get(path).status == 200
            statuses = [connection.getresponse().status for connection in waiting]
            for connection in waiting:
                connection.close()
            assert statuses == [503] * 20


def test_more_reads_than_may_wait_are_refused_at_once(
    tmp_path: Path, bucket: TestBucket, monkeypatch: pytest.MonkeyPatch
) -> None:
    with run_app(tmp_path, ManualClock(), media=bucket.location) as press:
        stock(press)
        monkeypatch.setattr(media_files, "_MOST_WAITING", -media_files._READERS)
        assert press.get("/media/bild1.jpg").status == 503
        assert press.get(f"/{ROOM}/").status == 200


@pytest.mark.sqlite("a full disk")
def test_a_row_that_finds_no_room_takes_its_files_back_out_of_the_bucket(
    stocked: Press, bucket: TestBucket
) -> None:
    before, token = bucket.objects(), stocked.token()
    with files_of_at_most(10_000):
        assert upload(stocked, token, photographs.photograph(64, 48)).status == 503
    assert bucket.objects() == before


def upload(press: Press, token: str, picture: bytes) -> HttpResponse:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": photographs.FORM}
    body = photographs.form(picture, alt="En buss")
    return press.send("POST", f"/api/v1/{MEDIA}", headers, body)
