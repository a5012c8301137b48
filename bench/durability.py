"""`python -m bench.durability [ROUNDS]`: kill a real service while it writes and announces.

Each round starts `pressrum serve`, publishes over the API from several connections, now or in a
moment, each with an Idempotency-Key of its own, and kills the process (SIGKILL) at a random time.
The next round sends again what was not answered, under the same keys. A receiver of webhooks,
slow enough to be in the middle of something, keeps every key it gets; a reader asks for `changes`
all the time. At the end nothing may be lost, early or doubled, and after a restart the first
announcement comes within two seconds of the first answer. Ends with 1 where something is wrong.
"""

import json
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec

from bench import servers, size
from releases.desk import access, newsroom_settings
from releases.model import Newsroom, new_id
from releases.rules.roles import Actor
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from service.clock.guarded import GuardedClock

WHO = Actor("bench", is_machine=True)
ROUNDS = 100
WRITERS = 4
ROOM = "region-nordanvik"
API = f"/api/v1/newsrooms/{ROOM}"
# How long a round writes after its first answer, in seconds, and how far ahead it plans.
SHORTEST, LONGEST = 0.2, 1.2
AHEAD = (0.0, 0.0, 0.3, 1.0)
SLOW = 0.05
PATIENCE = 120.0
WITHIN = 2.0
CREATED = 201


class Sent(msgspec.Struct):
    """A publication that was asked for: under which key, for when, and what came of it."""

    release: str
    key: str
    at: float
    entry: str = ""


class HeardEntry(msgspec.Struct, frozen=True):
    """What a receiver or a reader was told of an entry, and when."""

    entry: str
    key: str
    when: float


class Trial:
    """What was sent and told over all rounds. Lists are only added to: threads share them."""

    def __init__(self, port: int, token: str) -> None:
        self.port = port
        self.token = token
        self.sent: list[Sent] = []
        self.delivered: list[HeardEntry] = []
        self.read: list[HeardEntry] = []
        self.starts: list[float] = []
        self.restarts: list[float] = []
        self.running = threading.Event()

    def publish(self, connection: HTTPConnection, again: Sent | None = None) -> None:
        """Create a release and publish it, or send an order again; raises where nothing comes."""
        sent = again
        if sent is None:
            made = self._ask(connection, "POST", f"{API}/releases", {"title": f"Nr {new_id()}"})
            sent = Sent(made["id"], new_id(), time.time() + random.choice(AHEAD))  # noqa: S311
            # Kept before it is sent: from here on it may have happened.
            self.sent.append(sent)
        at = datetime.fromtimestamp(sent.at, UTC).isoformat() if sent.at else None
        order = {"action": "publish", "at": at}
        path = f"{API}/releases/{sent.release}/entries"
        sent.entry = self._ask(connection, "POST", path, order, sent.key)["id"]

    def _ask(
        self, connection: HTTPConnection, method: str, path: str, content: object, key: str = ""
    ) -> Any:
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        connection.request(method, path, json.dumps(content), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != CREATED:
            raise RuntimeError(f"{path}: {answer.status} {body.decode()}")
        return json.loads(body)

    def write(self) -> None:
        """Publish as fast as answers come, until the service is gone."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            while self.running.is_set():
                self.publish(connection)
        except (OSError, HTTPException):
            return
        finally:
            connection.close()

    def follow(self) -> None:
        """Ask for what became public until the service is gone."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        cursor = ""
        try:
            while self.running.is_set():
                connection.request("GET", f"{API}/changes{cursor}")
                page = json.loads(connection.getresponse().read())
                now = time.time()
                self.read += [HeardEntry(change["entry"], "", now) for change in page["changes"]]
                cursor = f"?since={page['next']}"
        except (OSError, HTTPException):
            return
        finally:
            connection.close()


@contextmanager
def receiving(trial: Trial) -> Iterator[str]:
    """Take webhooks, each after a moment, and keep what they say; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = self.rfile.read(size := int(self.headers["Content-Length"]))
            if len(sent) < size:
                # Cut off by the kill: nothing was told.
                return
            body = json.loads(sent)
            key = self.headers["webhook-id"]
            trial.delivered.append(HeardEntry(body["data"]["entry"], key, time.time()))
            time.sleep(SLOW)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()


def run(rounds: int, folder: Path) -> Trial:
    """Return what so many rounds, and one to their end, have sent and told."""
    database, port = folder / "bench.db", servers.free_port()
    store = SqliteStore(database, GuardedClock())
    store.writing(newsroom_settings.add_newsroom, Newsroom(ROOM, "Region Nordanvik"), WHO).result()
    token = store.writing(access.add_token, ROOM, "b", Scope.PUBLISH, WHO).result()
    trial = Trial(port, token)
    with receiving(trial) as address:
        add = access.add_webhook
        store.writing(add, ROOM, address, "whsec_" + "A" * 32, WHO).result()
        store.close()
        command, environ = servers.pressrum(database, folder / "media", port)
        environ |= {
            "PRESSRUM_PRIVATE_TARGETS": address.split("/")[2],
            "PRESSRUM_LOG": "error",
        }
        for number in range(rounds):
            with _run_service(trial, command, environ):
                _write_for(trial, random.uniform(SHORTEST, LONGEST))  # noqa: S311
            print(f"\r{number + 1} rounds, {len(trial.sent)} publications", end="", flush=True)
        print()
        with _run_service(trial, command, environ):
            _wait(lambda: not missing(trial))
    return trial


@contextmanager
def _run_service(trial: Trial, command: list[str], environ: dict[str, str]) -> Iterator[None]:
    """Start the service; send again what was not answered; kill it when the block ends."""
    owed, before, begun = missing(trial), len(trial.delivered), time.time()
    with servers.run_and_kill(command, trial.port, environ):
        answered = time.time()
        trial.starts.append(answered - begun)
        connection = HTTPConnection("127.0.0.1", trial.port, timeout=30)
        for sent in [sent for sent in trial.sent if not sent.entry]:
            trial.publish(connection, sent)
        connection.close()
        # What is not due yet is announced later, whatever happened.
        if any(sent.at < begun for sent in owed):
            _wait(lambda: len(trial.delivered) > before)
            # It may come before the first answer does.
            trial.restarts.append(max(0.0, trial.delivered[before].when - answered))
        yield


def _write_for(trial: Trial, seconds: float) -> None:
    trial.running.set()
    threads = [threading.Thread(target=trial.write) for _ in range(WRITERS)]
    threads.append(threading.Thread(target=trial.follow))
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    # They go on until the kill, which comes first.
    threading.Timer(0.5, trial.running.clear).start()


def _wait(done: Any) -> None:
    deadline = time.monotonic() + PATIENCE
    while not done() and time.monotonic() < deadline:
        time.sleep(0.01)


def missing(trial: Trial) -> list[Sent]:
    """Return what was acknowledged and has not been announced."""
    told = {delivered.entry for delivered in trial.delivered}
    return [sent for sent in trial.sent if sent.entry and sent.entry not in told]


def judge(trial: Trial, entries: Counter[str]) -> dict[str, int]:
    """Count what went wrong; `entries` are those of the log, by release."""
    due = {sent.entry: sent.at for sent in trial.sent}
    keys = {(delivered.entry, delivered.key) for delivered in trial.delivered}
    # A millisecond of rounding: instants are whole ones.
    slack = timedelta(milliseconds=1).total_seconds()
    early = [seen for seen in trial.delivered + trial.read if seen.when < due[seen.entry] - slack]
    public = {page_read.entry for page_read in trial.read}
    return {
        "lost": sum(sent.entry not in public for sent in trial.sent),
        "not announced": len(missing(trial)),
        "early": len(early),
        "doubled by key": len(keys) - len({entry for entry, _ in keys}),
        "published twice": sum(count > 1 for count in entries.values()),
    }


def _describe(seconds: list[float]) -> str:
    return f"median {statistics.median(seconds or [0.0]):.2f} s, p95 {_high(seconds):.2f} s"


def _high(seconds: list[float]) -> float:
    return sorted(seconds)[int(len(seconds) * 0.95)] if seconds else 0.0


def _count_entries(database: Path) -> Counter[str]:
    store = SqliteStore(database, GuardedClock())
    rows = store.reading(lambda tx: tx.all("SELECT release FROM entry")).result()
    store.close()
    return Counter(row["release"] for row in rows)


def main(rounds: int = ROUNDS) -> None:
    """Print what was counted, and end with 1 where something went wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        trial = run(rounds, folder)
        trial.running.set()
        command, environ = servers.pressrum(folder / "bench.db", folder / "media", trial.port)
        with servers.running(command, trial.port, environ | {"PRESSRUM_SCHEDULER": "off"}):
            reader = threading.Thread(target=trial.follow)
            reader.start()
            _wait(lambda: len({page_read.entry for page_read in trial.read}) >= len(trial.sent))
            trial.running.clear()
            reader.join()
        wrong = judge(trial, _count_entries(folder / "bench.db"))
    p95, bare = _high(trial.restarts), size.bare_start()
    print(f"{rounds} kills, {len(trial.sent)} publications, {len(trial.delivered)} deliveries")
    print(", ".join(f"{count} {what}" for what, count in wrong.items()))
    print(
        f"{len(trial.restarts)} restarts with something owed: first announcement "
        f"{_describe(trial.restarts)} after the first answer (within {WITHIN:.0f}), which came "
        f"{_describe(trial.starts)} after the start: {statistics.median(trial.starts) / bare:.1f} "
        "times a Python that imports uvicorn and starlette and ends"
    )
    if any(wrong.values()) or p95 > WITHIN:
        sys.exit(1)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
