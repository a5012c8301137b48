"""What the size of the archive costs: a topic's 20 newest, memory, cold start."""

import http.client
import statistics
import subprocess
import sys
import time
from pathlib import Path

import msgspec

from bench import servers
from bench.archive import NEWSROOM, TOPICS
from feeds import syndication
from feeds.links import Links
from releases.public import Selection
from releases.store import listings
from releases.store.engine import Database, open_store
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock

ROUNDS = 200
STARTS = 5


class Newest(msgspec.Struct, frozen=True):
    """Median milliseconds of query, and of query + RSS, for the 20 newest of one topic."""

    query: float
    both: float


def newest(database: Database) -> Newest:
    """Measure the 20 newest of each topic in turn."""
    clock = GuardedClock(ticks_for(database))
    store = open_store(database, clock)
    links = Links("https://press.example.se")
    queries: list[float] = []
    both: list[float] = []
    try:
        for number in range(ROUNDS + len(TOPICS)):
            selection = Selection(newsroom=NEWSROOM, topic=TOPICS[number % len(TOPICS)])
            now = clock.now()
            begun = time.perf_counter()
            page = store.reading(listings.listing, selection, now, 20, notices=True).result()
            queried = time.perf_counter()
            syndication.rss(page, links)
            ended = time.perf_counter()
            # The first round of every topic fills the caches of both sizes alike.
            if number >= len(TOPICS):
                queries.append((queried - begun) * 1e3)
                both.append((ended - begun) * 1e3)
    finally:
        store.close()
    return Newest(statistics.median(queries), statistics.median(both))


def memory(database: Database, folder: Path) -> tuple[float, float]:
    """Return resident MB after many different requests, and the highest on the way."""
    port = servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", port)
    with servers.running(command, port, environ) as pid:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for topic in TOPICS:
            for form in ("feed.rss", "feed.atom", "feed.json", "embed.html", ""):
                connection.request("GET", f"/{NEWSROOM}/{form}?topic={topic}")
                connection.getresponse().read()
        connection.close()
        return servers.memory(pid)


def cold_start(database: Path, folder: Path) -> float:
    """Return median seconds from starting the process to the first 200."""
    taken: list[float] = []
    for _ in range(STARTS):
        port = servers.free_port()
        command, environ = servers.pressrum(database, folder / "media", port)
        begun = time.perf_counter()
        with servers.running(command, port, environ):
            taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def bare_start() -> float:
    """Return median seconds of a Python process that imports uvicorn and ends: the yardstick."""
    taken: list[float] = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([sys.executable, "-c", "import uvicorn, starlette"], check=True)
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)
