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
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import msgspec

from bench import cluster, servers
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
# What a replica may be behind by, and how long it may take to come back once all is up.
BEHIND = 1.0
BACK = 5.0
OK = 200
# A release has its title in its address: asked for without, it redirects.
PUBLIC = (200, 301, 308)
PATIENCE = 120.0
# Nobody is to guess anything by it.
_DICE = random.Random()  # noqa: S311


class Seen(msgspec.Struct, frozen=True):
    """One answer: when it was asked for and came (wall), its tag, and the ids in it."""

    asked: float
    came: float
    etag: str
    ids: tuple[str, ...]
    stale: bool


class Replica:
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


def _watch(replica: Replica, seen: list[Seen], ending: threading.Event) -> None:
    while not ending.is_set():
        asked = time.time()
        status, headers, body = _get(replica.port, FEED)
        if status == OK:
            ids = tuple(item["url"].split("/")[4] for item in json.loads(body)["items"])
            stale = "cache-status" in headers
            seen.append(Seen(asked, time.time(), headers["etag"], ids, stale))
        else:
            time.sleep(0.02)
        time.sleep(0.02)


@contextmanager
def _reading(replicas: list[Replica]) -> Iterator[list[list[Seen]]]:
    ending = threading.Event()
    seen: list[list[Seen]] = [[] for _ in replicas]
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
    replicas: list[Replica], server: cluster.Cluster, begin: float, seconds: float
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
            Replica(folder / f"replica{number}", server.url, ahead)
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
        deliveries = [(sent.id, sent.json()["data"]["entry"]) for sent in told.got]
        return _judge(planned, replicas, seen, gone, deliveries, hidden)


def _folder(path: Path) -> Path:
    path.parent.chmod(0o755)
    path.mkdir()
    return path


def _await_all(got: Sequence[object], count: int) -> None:
    begun = time.monotonic()
    while len(got) < count and time.monotonic() - begun < PATIENCE:
        time.sleep(0.1)


def _judge(
    planned: dict[str, tuple[str, float]],
    replicas: list[Replica],
    seen: list[list[Seen]],
    gone: list[tuple[float, float]],
    deliveries: list[tuple[str, str]],
    hidden: list[str],
) -> int:
    due = {release: instant for release, (_, instant) in planned.items()}
    answers = [answer for told in seen for answer in told]
    early = [
        due[release] - answer.came
        for answer in answers
        for release in answer.ids
        if due[release] > answer.came
    ]
    keys = defaultdict(set)
    for key, entry in deliveries:
        keys[entry].add(key)
    lost = {entry for entry, _ in planned.values()} - keys.keys()
    twice = [entry for entry, under in keys.items() if len(under) > 1]
    repeated = sum(Counter(key for key, _ in deliveries).values()) - len(set(deliveries))
    bytes_of = defaultdict(set)
    for answer in answers:
        bytes_of[answer.ids].add(answer.etag)
    apart = [ids for ids, tags in bytes_of.items() if len(tags) > 1]
    behind = [
        lag
        for replica, told in zip(replicas, seen, strict=True)
        for answer in told
        if (lag := _lag(answer, due)) > BEHIND and not _is_excused(answer, replica, gone)
    ]
    late = max((_lag(answer, due) for answer in answers if not answer.stale), default=0.0)
    kills = sum(len(replica.down) for replica in replicas)
    print(
        f"{len(planned)} releases, {kills} kills, the database gone {len(gone)} times "
        f"({', '.join(f'{end - start:.1f} s' for start, end in gone)}), {len(answers)} answers, "
        f"{sum(answer.stale for answer in answers)} of them stale"
    )
    faults = {
        "early": len(early),
        "not public on some replica at the end": len(hidden),
        "never announced": len(lost),
        "announced under two keys": len(twice),
        "other bytes for the same feed": len(apart),
        f"more than {BEHIND:.0f} s behind while up": len(behind),
    }
    for what, number in faults.items():
        print(f"{number:6}  {what}")
    print(f"{repeated:6}  deliveries repeated under their key; at most {late:.2f} s behind")
    return int(any(faults.values()))


def _lag(answer: Seen, due: dict[str, float]) -> float:
    """Return for how long something had been due that was not shown when this was asked for."""
    shown = max((due[release] for release in answer.ids), default=0.0)
    missing = [instant for instant in due.values() if shown < instant <= answer.asked]
    return answer.asked - min(missing) if missing else 0.0


def _is_excused(answer: Seen, replica: Replica, gone: list[tuple[float, float]]) -> bool:
    """Tell whether the database was gone, or the replica not ready yet, a moment before."""
    for start, end in (*gone, *((down, up) for down, up in replica.down)):
        if start <= answer.came and (not end or answer.asked <= end + BACK):
            return True
    return False


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        given = sys.argv[1:]
        sys.exit(
            main(int(given[0]) if given else RELEASES, float(given[1]) if given[1:] else SECONDS)
        )
