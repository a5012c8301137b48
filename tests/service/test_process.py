"""The service as a real process: killed, restarted, stopped, refused; the embargo holds."""

import signal
import socket
import sqlite3
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from releases.desk import access
from releases.store import deliveries, outbox
from releases.store.tokens import Scope
from releases.times import to_millis, utc_text
from service.clock.guarded import GuardedClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, HttpResponse
from tests.service.processes import ServerProcess, eventually, run, run_server, until
from tests.stores import open_desk

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
LISTS = (
    *(f"/{ROOM}/", f"/{ROOM}/feed.rss", f"/{ROOM}/feed.atom", f"/{ROOM}/feed.json"),
    *("/feed.atom", f"/{ROOM}/embed.html", f"/api/v1/newsrooms/{ROOM}/changes"),
)
BASE = "https://press.example"
AHEAD = tuple(timedelta(seconds=moment) for moment in (3, 10, 30))
HALF_SECOND = 500


@pytest.fixture
def token(tmp_path: Path) -> str:
    """A token of a newsroom in a database that no process has open."""
    with open_desk(tmp_path / "p.db") as desk:
        return desk.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)


def looked(service: ServerProcess, *paths: str) -> list[tuple[object, ...]]:
    """Return what is answered, but for Last-Modified: it comes two seconds after its change."""
    return [
        (status, [pair for pair in headers if pair[0] != "last-modified"], body)
        for status, headers, body in (service.get(path).lasting for path in paths)
    ]


def made(service: ServerProcess, token: str, title: str, at: str | None = None) -> str:
    """Create and publish a release, at an instant or now; return its id."""
    release: str = service.api("POST", RELEASES, token, {"title": title}).json()["id"]
    order = {"action": "publish"} | ({"at": at} if at else {})
    answer: HttpResponse = service.api("POST", f"{RELEASES}/{release}/entries", token, order)
    assert answer.status == 201
    return release


@pytest.mark.parametrize("scheduler", ["on", "off"])
def test_a_release_is_public_at_its_instant_though_the_process_was_killed_before(
    tmp_path: Path, token: str, scheduler: str
) -> None:
    """A machine too busy to start again within three seconds is given more of them."""
    settings = {"PRESSRUM_SCHEDULER": scheduler, "PRESSRUM_BASE_URL": BASE}
    assert any(_killed(tmp_path, token, settings, ahead) for ahead in AHEAD), "too slow"


def _killed(folder: Path, token: str, settings: dict[str, str], ahead: timedelta) -> bool:
    """Kill before an instant and look around it; False where the first look came too late."""
    clock = GuardedClock()
    with run_server(folder, **settings) as first:
        made(first, token, "Redan ute")
        instant = clock.now() + ahead
        title = f"Kanariefågeln om {ahead.seconds}"
        release = made(first, token, title, utc_text(instant))
        page = f"/{ROOM}/{release}/kanariefageln-om-{ahead.seconds}"
        before = looked(first, *LISTS, page)
        first.process.send_signal(signal.SIGKILL)
        assert first.process.wait(10) == -signal.SIGKILL
    with run_server(folder, **settings) as second:
        until(clock, to_millis(instant) - HALF_SECOND)
        seen = looked(second, *LISTS, page)
        if clock.now() >= instant:
            return False
        assert seen == before
        until(clock, to_millis(instant) + HALF_SECOND)
        for path in (*LISTS, page):
            shown = second.get(path)
            assert (shown.status, title in shown.text) == (200, True), path
    return True


def test_what_was_acknowledged_survives_a_kill(tmp_path: Path, token: str) -> None:
    with run_server(tmp_path) as first:
        told = {made(first, token, f"Nummer {number}") for number in range(10)}
        first.process.send_signal(signal.SIGKILL)
        first.process.wait(10)
    with run_server(tmp_path) as second:
        changes = second.get(f"/api/v1/newsrooms/{ROOM}/changes").json()["changes"]
        assert {change["release"] for change in changes} == told


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_asked_to_stop_ends_without_a_word_and_closes_its_database(
    tmp_path: Path, token: str, number: signal.Signals
) -> None:
    with run_server(tmp_path) as service:
        made(service, token, "Ute")
        service.close()
        service.process.send_signal(number)
        said, complained = service.process.communicate(timeout=15)
        assert (service.process.returncode, said, complained) == (0, "", "")
    # SQLite removes its log once the last connection has been closed in order.
    assert not (tmp_path / "p.db-wal").exists()


def test_the_scheduler_of_a_real_process_tells_webhooks_at_the_instant(
    tmp_path: Path, token: str
) -> None:
    with (
        webhook_receiver.receiver() as receiver,
        run_server(tmp_path, PRESSRUM_PRIVATE_TARGETS=receiver.target) as service,
    ):
        hook = {"url": receiver.address}
        made_hook = service.api("POST", f"/api/v1/newsrooms/{ROOM}/webhooks", token, hook)
        assert made_hook.status == 201
        clock = GuardedClock()
        instant = clock.now() + timedelta(seconds=1)
        release = made(service, token, "Snart ute", utc_text(instant))
        (delivery,) = eventually(lambda: tuple(receiver.got))
        assert delivery.json()["data"]["id"] == release
        assert timedelta(0) <= clock.now() - instant < timedelta(seconds=2)


def test_what_a_killed_process_was_just_telling_is_told_within_two_seconds_of_the_next_start(
    tmp_path: Path, token: str
) -> None:
    asked, over = threading.Event(), threading.Event()

    def silent(_: BaseHTTPRequestHandler) -> None:
        asked.set()
        over.wait(30)

    with webhook_receiver.receiver() as receiver:
        settings = {"PRESSRUM_PRIVATE_TARGETS": receiver.target}
        receiver.replies = [silent]
        with run_server(tmp_path, **settings) as first:
            hook = {"url": receiver.address}
            first.api("POST", f"/api/v1/newsrooms/{ROOM}/webhooks", token, hook)
            made(first, token, "Avbruten")
            assert asked.wait(10)
            first.process.send_signal(signal.SIGKILL)
            first.process.wait(10)
        over.set()
        with run_server(tmp_path, **settings) as second:
            assert eventually(lambda: len(receiver.got) == 2, 2)
            assert len({request.id for request in receiver.got}) == 1
            second.close()
            second.process.terminate()
            second.process.wait(15)
    with open_desk(tmp_path / "p.db") as desk:
        (owed_to,) = desk.read(outbox.webhooks, ROOM)
        (told,) = desk.read(deliveries.latest, ROOM, owed_to, 5)
        assert (told.state, told.attempts) == ("done", 1)
    assert list(tmp_path.glob("*-worker-*")) == []


def refused(folder: Path, *arguments: str, **settings: str) -> str:
    """The one line with which a start was refused."""
    done = run(folder, "serve", *arguments, **settings)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("pressrum: ")
    assert done.stderr.count("\n") == 1, done.stderr
    return done.stderr


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"127.0.0.1:{port}" in refused(tmp_path, "--port", port)
    assert not (tmp_path / "p.db").exists()


def test_a_host_that_is_not_ours_is_named(tmp_path: Path) -> None:
    assert "203.0.113.7" in refused(tmp_path, "--host", "203.0.113.7", "--port", "0")


@pytest.mark.sqlite("a file of another program")
def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    foreign = sqlite3.connect(tmp_path / "p.db")
    foreign.execute("CREATE TABLE wine (year INTEGER)")
    foreign.close()
    before = (tmp_path / "p.db").read_bytes()
    assert "something else" in refused(tmp_path, "--port", "0")
    assert (tmp_path / "p.db").read_bytes() == before


def test_a_wrong_setting_is_named_before_anything_is_made(tmp_path: Path) -> None:
    assert "PRESSRUM_LOG" in refused(tmp_path, PRESSRUM_LOG="loud")
    assert list(tmp_path.iterdir()) == []
