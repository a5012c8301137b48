"""A database server that is gone: readers are served, writers told, and it comes back by itself."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from releases.desk.approval import Order, approve
from releases.model import DraftRef
from releases.store.engine import open_store
from releases.timeline import Action
from tests import builders, engines
from tests.builders import HOUR
from tests.clocks import ManualClock
from tests.relay import Relay
from tests.service.app_server import ROOM, WHO, HttpResponse, Press, moment, run_app

pytestmark = pytest.mark.postgres
FEED = f"/{ROOM}/feed.atom"
RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
# How long it may take until everything is as before.
RECOVERY_SECONDS = 5.0


@contextmanager
def reached(tmp_path: Path) -> Iterator[tuple[Press, Relay]]:
    """Run a service whose way to its database can be cut."""
    server = urlsplit(engines.SERVER)
    name = engines.make_database()
    try:
        with (
            Relay(server.hostname or "127.0.0.1", server.port or 5432) as relay,
            run_app(
                tmp_path,
                ManualClock(),
                database=f"postgresql://{server.username}@127.0.0.1:{relay.port}/{name}",
            ) as press,
        ):
            yield press, relay
            relay.cut()
    finally:
        engines.drop_database(name)


def until(press: Press, path: str, status: int) -> HttpResponse:
    """Ask until an answer has a status."""
    begun = time.monotonic()
    while True:
        answer = press.get(path)
        if answer.status == status:
            return answer
        assert time.monotonic() - begun < RECOVERY_SECONDS, answer


def test_what_was_current_is_served_as_stale_and_nothing_else_is(tmp_path: Path) -> None:
    with reached(tmp_path) as (press, relay):
        shown = press.publish(builders.document("Redan ute"))
        page = f"/{ROOM}/{shown.release}"
        before = press.get(FEED)
        assert before.header("cache-status") is None
        relay.cut()
        until(press, "/health/ready", 503)
        stale = press.get(FEED)
        assert (stale.status, stale.body, stale.etag) == (200, before.body, before.etag)
        assert (
            stale.header("cache-status") == 'Pressrum; hit; detail="the database does not answer"'
        )
        assert stale.header("cache-control") == "public, max-age=5, stale-if-error=86400"
        assert press.get(FEED, if_none_match=before.etag).status == 304
        assert press.head(FEED).status == 200
        assert press.get(FEED, accept_encoding="br").header("content-encoding") == "br"
        unseen = press.get(page)
        assert (unseen.status, unseen.header("retry-after")) == (503, "5")
        assert press.get("/health/live").status == 200


def test_nothing_becomes_public_that_nobody_can_vouch_for(tmp_path: Path) -> None:
    with reached(tmp_path) as (press, relay):
        at = press.clock.now() + HOUR
        press.publish(builders.document("Redan ute"))
        press.publish(builders.document("Om en timme"), Order(Action.PUBLISH, moment(at)))
        assert "Om en timme" not in press.get(FEED).text
        relay.cut()
        until(press, "/health/ready", 503)
        press.clock.set(at)
        assert "Om en timme" not in press.get(FEED).text
        relay.mend()
        until(press, "/health/ready", 200)
        fresh = press.get(FEED)
        assert ("Om en timme" in fresh.text, fresh.header("cache-status")) == (True, None)


def test_who_writes_is_told_to_come_back_and_then_can(tmp_path: Path) -> None:
    with reached(tmp_path) as (press, relay):
        token = press.token()
        draft = {"title": "Kommer fram", "body": "Ett stycke."}
        relay.cut()
        until(press, "/health/ready", 503)
        refused = press.api("POST", RELEASES, token, draft)
        assert (refused.status, refused.header("retry-after")) == (503, "5")
        assert "does not answer" in press.get("/health/ready").json()["database"]
        relay.mend()
        until(press, "/health/ready", 200)
        assert press.api("POST", RELEASES, token, draft).status == 201
        assert len(press.api("GET", RELEASES, token).json()["releases"]) == 1


def test_a_change_that_was_made_while_it_was_gone_is_seen_when_it_is_back(tmp_path: Path) -> None:
    with reached(tmp_path) as (press, relay):
        entry = press.publish(builders.document("Dras tillbaka"))
        page = f"/{ROOM}/{entry.release}"
        address = press.get(page).header("location") or page
        assert press.get(address).status == 200
        relay.cut()
        until(press, "/health/ready", 503)
        name = urlsplit(str(press.settings.database)).path.strip("/")
        other = open_store(engines.url_of(name), press.clock)
        withdrawal = Order(Action.WITHDRAW, note="Fel uppgifter.")
        other.writing(approve, DraftRef(ROOM, entry.release), withdrawal, WHO).result()
        other.close()
        assert press.get(address).status == 200
        relay.mend()
        until(press, "/health/ready", 200)
        assert press.get(address).status == 410


def test_what_this_process_has_withdrawn_itself_is_never_served_as_stale(tmp_path: Path) -> None:
    with reached(tmp_path) as (press, relay):
        entry = press.publish(builders.document("Dras tillbaka"))
        page = f"/{ROOM}/{entry.release}"
        address = press.get(page).header("location") or page
        assert press.get(address).status == 200
        press.order(entry.release, Order(Action.WITHDRAW, note="Fel uppgifter."))
        relay.cut()
        until(press, "/health/ready", 503)
        assert press.get(address).status == 503
        relay.mend()
        until(press, "/health/ready", 200)
        assert press.get(address).status == 410
