"""`python -m bench.replicas [RELEASES [SECONDS]]`: three replicas on one PostgreSQL, badly treated.

Their machines believe that it is 30 seconds earlier, now, and 30 seconds later (libfaketime). So
many releases (1,000) fall due over so many seconds (60). Meanwhile replicas are killed (SIGKILL) at
random and started again, and the database is stopped and started twice. Readers ask every replica
for the feed all the time, a receiver of webhooks keeps what it is told. At the end nothing may be
early or lost, no entry announced under two keys, and no replica may have shown other bytes than
another, or have been more than a second behind while it and the database were up.
Ends with 1 where something is wrong.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from bench import cluster, replicas_verdict, servers
from bench.replicas_verdict import BEHIND, FeedAnswer
from releases.desk import access, approval, drafts, newsroom_settings
from releases.model import Document, Kind, Newsroom
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store.engine import open_store
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment
from service.clock.database_ticks import DatabaseTicks
from service.clock.guarded import GuardedClock
from service.outbound.webhook import new_secret
from tests.service.faked import FakedWall
from tests.service.webhook_receiver import receiver

WHO = Actor("bench", is_machine=True)
ROOM = "region-nordanvik"
FEED = f"/{ROOM}/feed.json"
RELEASES, SECONDS = 1_000, 60.0
AHEAD = (-30.0, 0.0, 30.0)
# Seconds between kills, and those for which the database is gone, as parts of the whole.
KILLS = 4.0
STOPPED = 3.0
STOPS = (0.3, 0.65)
OK = 200
# A release has its title in its address: asked for without, it redirects.
PUBLIC = (200, 301, 308)
PATIENCE = 120.0
# Nobody is to guess anything by it.
_DICE = random.Random()  # noqa: S311


class ReplicaProcess:
    """A service on a machine whose clock is off; started and killed again and again."""

    def __init__(self, folder: Path, url: str, ahead: float) -> None:
        folder.mkdir()
        self.port = servers.free_port()
        self._environ = {
            **os.environ,
            **FakedWall(folder, ahead).settings,
            "PRESSRUM_DATABASE": url,
            "PRESSRUM_MEDIA": str(folder.parent / "media"),
            "PRESSRUM_BASE_URL": "https://press.example.se",
            "PRESSRUM_PRIVATE_TARGETS": "127.0.0.1",
            "PRESSRUM_LOG": "error",
        }
        self._log = (folder / "log").open("ab")
        self._process: subprocess.Popen[bytes] | None = None
        # From when on it was up, and until when it was not: pairs of wall time.
        self.down: list[list[float]] = []

    def start(self) -> None:
        command = servers.pressrum(Path(), Path(), self.port)[0]
        self._process = subprocess.Popen(
            command, env=self._environ, stdout=self._log, stderr=self._log
        )

    def kill(self) -> None:
        self.down.append([time.time(), 0.0])
        self.end(signal.SIGKILL)

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait()

    def await_ready(self) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < PATIENCE:
            if self._process is None or self._process.poll() is not None:
                # It ends where there is no database to open; whoever runs it starts it again.
                self.start()
            if _get(self.port, "/health/ready")[0] == OK:
                if self.down:
                    self.down[-1][1] = time.time()
                return
            time.sleep(0.05)
        raise SystemExit(f"the replica on port {self.port} did not become ready")


def _get(port: int, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, headers, answer.read()
    except (OSError, HTTPException):
        return 0, {}, b""
    finally:
        connection.close()


def _plan(tx: Tx, begin: datetime, count: int, seconds: float) -> dict[str, tuple[str, float]]:
    """Approve so many releases for instants over so many seconds: release -> entry, instant."""
    planned = {}
    for number in range(count):
        at = begin + timedelta(seconds=seconds * number / count)
        at = at.replace(microsecond=at.microsecond // 1000 * 1000)
        document = Document(title=f"Nummer {number}", body="Ett stycke text.", kind=Kind.NEWS)
        release = drafts.create(tx, ROOM, validate(document), WHO)
        order = approval.Order(Action.PUBLISH, Moment(at, day_only=False))
        entry = approval.approve(tx, release.ref, order, WHO)
        planned[release.id] = (entry.id, entry.effective.timestamp())
    return planned


def _watch(replica: ReplicaProcess, seen: list[FeedAnswer], ending: threading.Event) -> None:
    while not ending.is_set():
        asked = time.time()
        status, headers, body = _get(replica.port, FEED)
        if status == OK:
            ids = tuple(item["url"].split("/")[4] for item in json.loads(body)["items"])
            stale = "cache-status" in headers
            seen.append(FeedAnswer(asked, time.time(), headers["etag"], ids, stale))
        else:
            time.sleep(0.02)
        time.sleep(0.02)


@contextmanager
def _reading(replicas: list[ReplicaProcess]) -> Iterator[list[list[FeedAnswer]]]:
    ending = threading.Event()
    seen: list[list[FeedAnswer]] = [[] for _ in replicas]
    threads = [
        threading.Thread(target=_watch, args=(replica, told, ending))
        for replica, told in zip(replicas, seen, strict=True)
    ]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ending.set()
        for thread in threads:
            thread.join()


def _maltreat(
    replicas: list[ReplicaProcess], server: cluster.Cluster, begin: float, seconds: float
) -> list[tuple[float, float]]:
    """Kill replicas and stop the database until the time is over; return when it was gone."""
    gone: list[tuple[float, float]] = []
    stops = [begin + seconds * part for part in STOPS]
    kill_at = begin + KILLS / 2
    while (now := time.time()) < begin + seconds:
        if stops and now >= stops[0]:
            stops.pop(0)
            server.stop()
            time.sleep(STOPPED)
            server.start()
            gone.append((now, time.time()))
        elif now >= kill_at:
            replica = _DICE.choice(replicas)
            replica.kill()
            replica.start()
            threading.Thread(target=replica.await_ready, daemon=True).start()
            kill_at = now + KILLS * _DICE.uniform(0.6, 1.4)
        time.sleep(0.02)
    return gone


def main(count: int, seconds: float) -> int:
    with (
        tempfile.TemporaryDirectory() as name,
        cluster.running(_folder(Path(name) / "cluster")) as server,
        receiver() as told,
    ):
        folder = Path(name)
        store = open_store(server.url, GuardedClock(DatabaseTicks()))
        room = Newsroom(slug=ROOM, name="Region Nordanvik")
        store.writing(newsroom_settings.add_newsroom, room, WHO).result()
        store.writing(access.add_webhook, ROOM, told.address, new_secret(), WHO).result()
        replicas = [
            ReplicaProcess(folder / f"replica{number}", server.url, ahead)
            for number, ahead in enumerate(AHEAD)
        ]
        for replica in replicas:
            replica.start()
        for replica in replicas:
            replica.await_ready()
        begin = datetime.now(UTC) + timedelta(seconds=15 + count / 20)
        planned = store.writing(_plan, begin, count, seconds).result()
        store.close()
        if datetime.now(UTC) >= begin:
            raise SystemExit("planning took longer than was allowed for")
        try:
            with _reading(replicas) as seen:
                time.sleep(max(0.0, begin.timestamp() - time.time()))
                gone = _maltreat(replicas, server, begin.timestamp(), seconds)
                for replica in replicas:
                    replica.await_ready()
                _await_all(told.got, count)
                time.sleep(2 * BEHIND)
            hidden = [
                release
                for replica in replicas
                for release in planned
                if _get(replica.port, f"/{ROOM}/{release}")[0] not in PUBLIC
            ]
        finally:
            for replica in replicas:
                replica.end()
        deliveries = [(sent.id, entry) for sent in told.got if (entry := _entry(sent.body))]
        downs = [replica.down for replica in replicas]
        return replicas_verdict.judge(planned, downs, seen, gone, deliveries, hidden)


def _entry(body: bytes) -> str:
    """Return the entry that a delivery tells of, "" where its sender was killed half-way."""
    try:
        return str(json.loads(body)["data"]["entry"])
    except ValueError:
        return ""


def _folder(path: Path) -> Path:
    path.parent.chmod(0o755)
    path.mkdir()
    return path


def _await_all(got: Sequence[object], count: int) -> None:
    begun = time.monotonic()
    while len(got) < count and time.monotonic() - begun < PATIENCE:
        time.sleep(0.1)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        given = sys.argv[1:]
        sys.exit(
            main(int(given[0]) if given else RELEASES, float(given[1]) if given[1:] else SECONDS)
        )
