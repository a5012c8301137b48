"""Several workers on one database: what one does all show, and each thing is done once."""

import os
import signal
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from releases.desk import access
from releases.store import visits
from releases.store.tokens import Scope
from releases.times import local_day, utc_text
from service.clock.guarded import GuardedClock
from tests.service import webhook_receiver
from tests.service.app_server import ROOM, WHO, HttpResponse, Wire
from tests.service.processes import eventually
from tests.service.worker_processes import WorkersProcess, run_workers
from tests.stores import open_desk

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
SHOWN = (f"/{ROOM}/feed.rss", f"/{ROOM}/feed.atom", f"/{ROOM}/", f"/{ROOM}/embed.html")
BASE = "https://press.example"


@pytest.fixture
def token(tmp_path: Path) -> str:
    with open_desk(tmp_path / "p.db") as desk:
        return desk.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)


def publish(wire: Wire, token: str, title: str, at: str | None = None) -> str:
    release: str = wire.api("POST", RELEASES, token, {"title": title}).json()["id"]
    order = {"action": "publish"} | ({"at": at} if at else {})
    assert wire.api("POST", f"{RELEASES}/{release}/entries", token, order).status == 201
    return release


def counted(text: str, name: str) -> float:
    (line,) = [line for line in text.splitlines() if line.startswith(f"{name} ")]
    return float(line.rpartition(" ")[2])


def test_what_one_worker_publishes_all_show_within_a_second_in_the_same_bytes(
    tmp_path: Path, token: str
) -> None:
    with run_workers(tmp_path, PRESSRUM_BASE_URL=BASE) as service:
        one, other = service.each().values()
        for number in range(5):
            before = [other.get(path).etag for path in SHOWN]
            publish(one, token, f"Nummer {number}")
            mine = [one.get(path) for path in SHOWN]
            assert all(f"Nummer {number}" in shown.text for shown in mine)

            def theirs(seen: list[HttpResponse] = mine) -> bool:
                answers = [other.get(path) for path in SHOWN]
                return [answer.body for answer in answers] == [answer.body for answer in seen]

            assert eventually(theirs, 1)
            assert [other.get(path).etag for path in SHOWN] == [shown.etag for shown in mine]
            assert set(before).isdisjoint(shown.etag for shown in mine)


def test_each_announcement_is_told_once_though_all_workers_look(tmp_path: Path, token: str) -> None:
    with (
        webhook_receiver.receiver() as receiver,
        run_workers(tmp_path, PRESSRUM_PRIVATE_TARGETS=receiver.target) as service,
    ):
        one, other = service.each().values()
        hook = {"url": receiver.address}
        one.api("POST", f"/api/v1/newsrooms/{ROOM}/webhooks", token, hook)
        instant = utc_text(GuardedClock().now() + timedelta(seconds=2))
        due = {publish(one, token, f"Planerad {number}", instant) for number in range(20)}
        now = {publish(wire, token, "Nu") for wire in (one, other) for _ in range(5)}
        eventually(lambda: len(receiver.got) >= len(due | now))
        # Whatever was under way has ended when the workers have.
        assert service.stop() == 0
    told = [delivery.json()["data"]["id"] for delivery in receiver.got]
    assert sorted(told) == sorted(due | now)


def test_visits_are_counted_once_whichever_worker_answers(tmp_path: Path, token: str) -> None:
    with run_workers(tmp_path) as service:
        wires = tuple(service.each().values())
        publish(wires[0], token, "Läst")
        for wire in wires:
            for _ in range(3):
                assert wire.get(f"/{ROOM}/feed.rss").status == 200
        assert service.stop() == 0
    with open_desk(tmp_path / "p.db") as desk:
        day = local_day(GuardedClock().now())
        found = desk.read(visits.of_newsroom, ROOM, day - timedelta(days=1))
    assert sum(count for (_, kind), count in found.items() if kind == "rss") == 6


def test_metrics_of_any_worker_are_those_of_all_and_outlive_one(tmp_path: Path, token: str) -> None:
    name = 'pressrum_editions_total{made="before"}'
    with run_workers(tmp_path) as service:
        wires = service.each()
        publish(next(iter(wires.values())), token, "Läst")
        for wire in wires.values():
            for _ in range(4):
                wire.get(f"/{ROOM}/feed.rss")
        (killed, _), (left, told) = wires.items()
        # The first answer of each was made for it.
        before = eventually(
            lambda: (count := counted(told.get("/metrics").text, name)) == 6 and count
        )
        assert counted(told.get("/metrics").text, "pressrum_workers") == 2
        os.kill(killed, signal.SIGKILL)
        service.event("worker.started")
        ours = service.each()
        assert killed not in ours
        assert left in ours
        for wire in ours.values():
            text = wire.get("/metrics").text
            assert counted(text, name) >= before
            assert counted(text, "pressrum_workers") == 2


def test_a_worker_that_dies_is_replaced_and_no_newcomer_is_turned_away(
    tmp_path: Path, token: str
) -> None:
    with run_workers(tmp_path) as service:
        (killed, _), (_, other) = service.each().items()
        os.kill(killed, signal.SIGKILL)
        for _ in range(50):
            with closing(Wire(service.address)) as fresh:
                assert fresh.get(f"/{ROOM}/").status == 200
            assert other.get(f"/{ROOM}/").status == 200
        told = service.event("worker.ended")
        assert (told["worker"], told["exit_code"], told["again_in"]) == (killed, -9, 0)
        assert service.event("worker.started")["worker"] in service.pids()


def test_a_hang_up_replaces_all_workers_and_nobody_notices(tmp_path: Path, token: str) -> None:
    over = threading.Event()
    failed: list[object] = []

    def ask(service: WorkersProcess, *, kept: bool) -> None:
        wire = Wire(service.address)
        while not over.is_set():
            try:
                answer = wire.get(f"/{ROOM}/feed.rss")
                if answer.status != 200:
                    failed.append(answer)
            except OSError as error:
                failed.append(error)
            if not kept:
                wire.close()
        wire.close()

    with run_workers(tmp_path) as service:
        publish(service, token, "Ute")
        service.close()
        before = service.pids()
        asking = [
            threading.Thread(target=ask, args=(service,), kwargs={"kept": kept})
            for kept in (True, True, False, False)
        ]
        for thread in asking:
            thread.start()
        service.process.send_signal(signal.SIGHUP)
        service.event("workers.restarted")
        over.set()
        for thread in asking:
            thread.join()
        assert failed == []
        assert service.pids().isdisjoint(before)


def test_what_is_sent_when_its_worker_is_replaced_arrives_whole(tmp_path: Path, token: str) -> None:
    with run_workers(tmp_path) as service:
        mine, wire = next(iter(service.each().items()))
        draft = b'{"title": "Ett utkast som tar sin tid"}'
        connection = wire._connection
        connection.putrequest("POST", RELEASES)
        connection.putheader("Authorization", f"Bearer {token}")
        connection.putheader("Content-Type", "application/json")
        connection.putheader("Content-Length", str(len(draft)))
        connection.endheaders(draft[:10])
        service.process.send_signal(signal.SIGHUP)
        # Its successor serves, and nobody else is left to answer newcomers in its place.
        eventually(lambda: {event["worker"] for event in replaced(service)} >= {mine}, 30)
        connection.send(draft[10:])
        answer = connection.getresponse()
        assert (answer.status, answer.getheader("connection")) == (201, "close")
        answer.read()
        service.event("workers.restarted")


def replaced(service: WorkersProcess) -> list[dict[str, object]]:
    return [dict(event) for event in service.events if event["event"] == "worker.replaced"]
