"""Health, metrics, and a machine that fails: said clearly, and nothing acknowledged is lost."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from releases.desk.approval import Order
from releases.store.postgres import PostgresStore
from releases.store.sqlite import SqliteStore
from releases.timeline import Action
from tests import builders
from tests.builders import DAY, MORNING
from tests.service.app_server import ROOM, Press, moment

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"


@contextmanager
def full_disk(press: Press) -> Iterator[None]:
    """Let the database grow no further until the block ends."""
    assert isinstance(press.store, SqliteStore)
    writer = press.store._writer
    (pages,) = writer.execute("PRAGMA page_count").fetchone()
    writer.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        writer.execute("PRAGMA max_page_count = 1073741823")


def test_a_process_that_answers_lives_and_one_that_reads_is_ready(press: Press) -> None:
    assert press.get("/health/live").json() == {"status": "live", "pid": os.getpid()}
    ready = {"status": "ready", "clock": "in step", "pid": os.getpid()}
    assert press.get("/health/ready").json() == ready
    for path in ("/health/live", "/health/ready", "/metrics"):
        assert press.get(path).header("cache-control") == "no-store"


@pytest.mark.sqlite("how much room it has is its own setting")
def test_a_full_disk_is_a_refusal_that_loses_nothing(press: Press) -> None:
    token = press.token()
    press.publish(builders.document("Redan ute"))
    draft = {"title": "Kommer fram", "body": "Ett långt stycke. " * 20_000}
    with full_disk(press):
        refused = press.api("POST", RELEASES, token, draft)
        assert (refused.status, refused.kind) == (503, "application/problem+json")
        assert "full" in refused.json()["detail"]
        assert "Redan ute" in press.get(f"/{ROOM}/feed.rss").text
    assert press.api("POST", RELEASES, token, draft).status == 201
    assert len(press.api("GET", RELEASES, token).json()["releases"]) == 2


def test_a_database_that_does_not_answer_is_not_ready(press: Press) -> None:
    assert isinstance(press.store, SqliteStore | PostgresStore)
    press.store._read_pool.shutdown()
    refused = press.get("/health/ready")
    assert (refused.status, refused.json()["status"]) == (503, "unavailable")
    assert press.get("/health/live").status == 200


def test_metrics_tell_of_no_release_that_is_to_come(press: Press) -> None:
    before = press.get("/metrics").text
    later = Order(Action.PUBLISH, moment(MORNING + DAY))
    press.publish(builders.document("Hemligt", topics=("hemligt",)), later)
    after = press.get("/metrics").text
    assert after == before
    assert 'pressrum_announcements{state="done"} 0.0' in after


def test_metrics_count_answers_by_how_they_were_made(press: Press) -> None:
    for _ in range(3):
        press.get(f"/{ROOM}/")
    told = press.get("/metrics").text
    assert 'pressrum_editions_total{made="now"} 1.0' in told
    assert 'pressrum_editions_total{made="before"} 2.0' in told
