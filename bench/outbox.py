"""`python -m bench.outbox [COUNT]`: thousands fall due at once; how long it takes, who notices.

COUNT releases (2,000) take effect at one instant and are owed to three webhooks and a hub. A page
and a feed are read fifty times a second each, before the instant and until everything is settled,
by a client in a process of its own. Ends with 1 where a limit is not held. Run beside an older
version of the service (copy this file there), it compares the two.
"""

import asyncio
import contextlib
import http.client
import multiprocessing
import sqlite3
import statistics
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec

from bench import servers
from releases.desk import access, approval, drafts, newsroom_settings
from releases.desk.approval import Order
from releases.model import Document, DraftRef, Newsroom
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from releases.timeline import Action
from releases.times import Moment
from service.clock.guarded import GuardedClock
from service.outbound import webhook

COUNT = 2_000
HOOKS = 3
ROOM = "region-nordanvik"
WHO = Actor("bench", is_machine=True)
# Limits: seconds until all is settled, and p99 of reads meanwhile against idle.
MOST_SECONDS = 60.0
MOST_RATIO = 5.0
PER_SECOND = 50.0
IDLE_SECONDS = 20.0
PREPARING = 5.0
PATIENCE = 600.0
PATHS = (f"/{ROOM}/", f"/{ROOM}/feed.rss")


class Reads(msgspec.Struct, frozen=True):
    """How long reads took, in milliseconds, by what was read."""

    idle: dict[str, list[float]]
    meanwhile: dict[str, list[float]]


class Measured(msgspec.Struct, frozen=True):
    """Seconds from the instant until all was settled, requests by receiver, and the reads."""

    seconds: float
    requests: dict[str, int]
    reads: Reads


def main(count: int = COUNT) -> None:
    """Measure, print the figures, and end with 1 where a limit is not held."""
    with tempfile.TemporaryDirectory() as name:
        measurement = measure(Path(name), count)
    print(
        f"settled {measurement.seconds:.1f} s after the instant; requests: {measurement.requests}"
    )
    ratios = []
    for path in PATHS:
        idle, meanwhile = (
            percentiles(measurement.reads.idle[path]),
            percentiles(measurement.reads.meanwhile[path]),
        )
        ratios.append(meanwhile[1] / idle[1])
        print(
            f"{path}: p50 {idle[0]:.2f} ms idle, {meanwhile[0]:.2f} meanwhile; "
            f"p99 {idle[1]:.2f} idle, {meanwhile[1]:.2f} meanwhile: {ratios[-1]:.1f} times"
        )
    if measurement.seconds > MOST_SECONDS or max(ratios) > MOST_RATIO:
        sys.exit(f"more than {MOST_SECONDS:.0f} s, or than {MOST_RATIO:.0f} times idle")


def percentiles(values: list[float]) -> tuple[float, float]:
    """Return the 50th and the 99th percentile."""
    cuts = statistics.quantiles(values, n=100)
    return cuts[49], cuts[98]


def measure(folder: Path, count: int) -> Measured:
    """Fill a database, serve it, read until everything that falls due is settled."""
    here, there = multiprocessing.Pipe()
    port = servers.free_port()
    receivers = multiprocessing.Process(target=_receive, args=(port, there), daemon=True)
    receivers.start()
    database = folder / "p.db"
    instant = _fill(database, count, port)
    own = servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", own)
    environ |= {
        "PRESSRUM_PRIVATE_TARGETS": "127.0.0.1",
        "PRESSRUM_HUBS": f"http://127.0.0.1:{port}/hub",
        "PRESSRUM_LOG": "error",
    }
    try:
        with servers.running(command, own, environ):
            time.sleep(PREPARING)
            reader_here, reader_there = multiprocessing.Pipe()
            reader = multiprocessing.Process(
                target=_read, args=(own, instant, reader_there), daemon=True
            )
            reader.start()
            seconds = _wait_until_settled(database, instant)
            reader_here.send("end")
            reads: Reads = reader_here.recv()
            here.send("end")
            requests: dict[str, int] = here.recv()
            return Measured(seconds, requests, reads)
    finally:
        receivers.terminate()
        receivers.join()


def _fill(database: Path, count: int, port: int) -> float:
    """Schedule `count` releases for one instant, far enough away to measure before it."""
    store = SqliteStore(database, GuardedClock())
    try:
        begun = time.time()
        store.writing(_hooks, port).result()
        spent = time.time() - begun + count * 0.01
        ahead = IDLE_SECONDS + PREPARING + 10 + spent
        at = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=ahead)
        at = at.replace(microsecond=0)
        for first in range(0, count, 100):
            store.writing(_schedule, first, min(100, count - first), at).result()
        return at.timestamp()
    finally:
        store.close()


def _hooks(tx: Tx, port: int) -> None:
    # The hub is the service's own setting: it has to be known before entries are approved.
    tx.run("INSERT INTO hub (url) VALUES (:url)", url=f"http://127.0.0.1:{port}/hub")
    newsroom_settings.add_newsroom(tx, Newsroom(ROOM, "Region Nordanvik"), WHO)
    for number in range(HOOKS):
        url = f"http://127.0.0.1:{port}/hook{number}"
        access.add_webhook(tx, ROOM, url, webhook.new_secret(), WHO)


def _schedule(tx: Tx, first: int, count: int, at: datetime) -> None:
    order = Order(Action.PUBLISH, Moment(at, day_only=False))
    for number in range(first, first + count):
        document = Document(f"Nyhet {number}", lead="Ett bad öppnar.", body="Mer text. " * 40)
        release = drafts.create(tx, ROOM, validate(document), WHO).id
        approval.approve(tx, DraftRef(ROOM, release), order, WHO)


def _wait_until_settled(database: Path, instant: float) -> float:
    """Wait until nothing is owed any more; return the seconds since the instant."""
    connection = sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)
    try:
        while time.time() < instant + PATIENCE:
            time.sleep(0.25)
            sql = "SELECT count(*) FROM announcement WHERE state = 'owed'"
            if connection.execute(sql).fetchone()[0] == 0:
                return time.time() - instant
    finally:
        connection.close()
    return PATIENCE


def _receive(port: int, told: Connection) -> None:
    asyncio.run(_receiving(port, told))


async def _receiving(port: int, told: Connection) -> None:
    """Accept whatever is posted, over connections that are kept; count by path."""
    requests: Counter[str] = Counter()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, asyncio.CancelledError, OSError):
            while head := await reader.readuntil(b"\r\n\r\n"):
                requests[head.split()[1].decode()] += 1
                length = 0
                for line in head.lower().split(b"\r\n"):
                    if line.startswith(b"content-length:"):
                        length = int(line.partition(b":")[2])
                await reader.readexactly(length)
                writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")
        writer.close()

    await asyncio.start_server(answer, "127.0.0.1", port)
    await asyncio.to_thread(told.recv)
    told.send(dict(requests))


def _read(port: int, instant: float, told: Connection) -> None:
    """Read in turn, at fixed times, until told to end; a late answer delays no count."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    idle: dict[str, list[float]] = {path: [] for path in PATHS}
    meanwhile: dict[str, list[float]] = {path: [] for path in PATHS}
    apart = 1 / (PER_SECOND * len(PATHS))
    for path in PATHS:
        _get(connection, path)
    due, turn = time.time(), 0
    while not told.poll():
        path = PATHS[turn % len(PATHS)]
        time.sleep(max(0.0, due - time.time()))
        # From when it was due: what waits behind a slow answer is slow too.
        _get(connection, path)
        (idle if due < instant else meanwhile)[path].append((time.time() - due) * 1e3)
        due, turn = due + apart, turn + 1
    told.recv()
    told.send(Reads(idle, meanwhile))


def _get(connection: http.client.HTTPConnection, path: str) -> None:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    connection.getresponse().read()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
