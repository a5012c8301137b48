"""Writing with pictures in a bucket: nothing typed is lost while that is away."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import photographs
from tests.buckets import Gate, TestBucket, gate, point_at
from tests.clocks import ManualClock
from tests.service.app_server import Press, run_app
from tests.service.redaktion.desk_client import Visitor
from tests.service.redaktion.writing_forms import (
    HOME,
    add_draft,
    current_draft,
    open_form,
    upload,
)


@pytest.fixture
def network(bucket: TestBucket, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The way to the bucket, which can be cut."""
    with gate(bucket.client.meta.endpoint_url) as way:
        point_at(way.address, monkeypatch)
        yield way


@pytest.fixture
def press(tmp_path: Path, bucket: TestBucket, network: Gate) -> Iterator[Press]:
    """A running service with its pictures in the bucket."""
    with run_app(tmp_path, ManualClock(), media=bucket.location) as running:
        yield running


def test_a_bucket_that_is_away_costs_no_word_and_is_used_again_when_it_is_back(
    press: Press, author: Visitor, bucket: TestBucket, network: Gate
) -> None:
    release = add_draft(press)
    address = f"{HOME}/r/{release.id}"
    network.cut()
    sent = open_form(author, release) | {"title": "Behåll mig", "picture.alt": "En buss"}
    answer = upload(author, address, sent, photographs.photograph(), "picture")
    assert (answer.status, answer.header("retry-after")) == (503, "5")
    assert 'value="Behåll mig"' in answer.text
    assert 'value="En buss"' in answer.text
    assert bucket.name not in answer.text
    assert bucket.objects() == []
    # Text needs no bucket.
    assert author.post(address, open_form(author, release)).status == 303
    network.mend()
    sent = open_form(author, current_draft(press, release)) | {"picture.alt": "En buss"}
    assert upload(author, address, sent, photographs.photograph(), "picture").status == 303
    (image,) = current_draft(press, release).draft.images
    assert f"media/{image.media}" in bucket.objects()
    shown = re.findall(rf'src="([^"]*{image.media}[^"]*)"', author.get(address).text)
    assert [author.get(path).kind for path in shown] == ["image/jpeg"] * len(shown) != []
