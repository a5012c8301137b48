"""Editions over HTTP: one build for a crowd, the same bytes from every process and every start."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from releases.desk import entries
from releases.desk.approval import Order
from releases.model import DraftRef
from releases.timeline import Action
from tests import builders, engines
from tests.builders import DAY, HOUR
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, WHO, Press, Wire, moment, run_app
from tests.stores import open_desk

FEED = f"/{ROOM}/feed.atom"


def test_a_crowd_over_http_is_served_from_one_build(press: Press) -> None:
    press.publish(builders.document())

    def ask(_: int) -> bytes:
        wire = Wire(press.address)
        try:
            return wire.get(FEED).body
        finally:
            wire.close()

    with ThreadPoolExecutor(16) as crowd:
        bodies = set(crowd.map(ask, range(64)))
    assert len(bodies) == 1
    assert 'pressrum_editions_total{made="now"} 1.0' in press.get("/metrics").text


def test_another_process_publication_is_on_the_next_answer(
    press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("service.cache.editions.WATCH_SECONDS", 0.0)
    before = press.get(FEED)
    with open_desk(press.path, press.clock) as other:
        other.publish()
    begun = time.monotonic()
    while press.get(FEED).etag == before.etag:
        # A server's notice is under way for a moment.
        assert engines.chosen() == engines.POSTGRES
        assert time.monotonic() - begun < 1
    assert press.get(FEED, if_none_match=before.etag).status == 200


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[tuple[Press, Press]]:
    """Two services on copies of one database, at the same instant."""
    clock = ManualClock()
    first, second = tmp_path / "a", tmp_path / "b"
    for folder in (first, second):
        folder.mkdir()
    with open_desk(first / "pressrum.db", clock) as origin:
        for number in range(30):
            release = origin.publish(builders.document(f"Nummer {number}"))
            if number % 7 == 0:
                clock.advance(HOUR)
                origin.save(release, builders.document(f"Nummer {number}", lead="Rättad."))
                origin.order(release, Action.CORRECT, note="En siffra var fel.")
    shutil.copy(first / "pressrum.db", second / "pressrum.db")
    with run_app(first, clock) as one, run_app(second, clock) as other:
        yield one, other


@pytest.mark.sqlite("on a copy of a file")
def test_two_services_give_the_same_bytes_for_the_same_instant(
    twins: tuple[Press, Press],
) -> None:
    _, other = twins
    paths = ["/", f"/{ROOM}/", f"/{ROOM}/embed.html", f"/api/v1/newsrooms/{ROOM}/changes"]
    paths += [f"/{ROOM}/feed.{form}" for form in ("rss", "atom", "json")]
    for path in paths:
        for encoding in ("identity", "gzip", "br", "zstd"):
            first, second = (twin.get(path, accept_encoding=encoding) for twin in twins)
            assert first.lasting == second.lasting, path
            assert other.get(path, accept_encoding=encoding, if_none_match=first.etag).status == 304


def test_a_feed_built_twice_is_the_same_to_the_byte(press: Press) -> None:
    entry = press.publish(builders.document())
    for form in ("rss", "atom", "json"):
        path = f"/{ROOM}/feed.{form}"
        before = press.get(path)
        # Moves the counter, so that everything is rendered anew, and changes nothing public.
        later = Order(Action.WITHDRAW, moment(press.clock.now() + DAY))
        waiting = press.order(entry.release, later)
        assert press.get(path).lasting == before.lasting
        press.write(entries.cancel, DraftRef(ROOM, entry.release), waiting.id, WHO)
        assert press.get(path).lasting == before.lasting


def test_a_database_opened_again_gives_the_same_tags(tmp_path: Path) -> None:
    clock = ManualClock()
    with run_app(tmp_path, clock) as first:
        first.publish(builders.document())
        clock.advance(HOUR)
        before = first.get(FEED)
    clock.advance(DAY)
    with run_app(tmp_path, clock) as second:
        assert second.get(FEED).lasting == before.lasting
