"""Pages nobody has in memory: a crawler of the archive, and what it costs those who read.

`python -m bench.crawl [RELEASES]` crawls an archive of so many (100,000) and prints pages a second,
beside the same pages made in a loop in one thread without HTTP; then how long readers of the feed
wait while a crawler runs at full speed, beside the same readers alone.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

import msgspec
import uvloop

from bench import archive, servers
from bench.client import Client
from feeds.links import Links
from releases.store import listings
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx
from service.cache.edition import Content, encode
from service.clock.guarded import GuardedClock
from service.pages import press_room

SIZE = 100_000
KEPT = Path("build/bench")
ROUNDS = 5
PAGES = 400
CRAWLERS = 4
READERS = 4
SECONDS = 5.0
FEED = f"/{archive.NEWSROOM}/feed.rss"
# As crawlers and browsers ask.
CRAWLER = {"Accept-Encoding": "gzip, deflate, br"}
READER = {"Accept-Encoding": "gzip"}


class Crawl(msgspec.Struct, frozen=True):
    """Pages a second of the service and of the loop, medians over rounds, and of their ratios."""

    served: float
    made: float
    ratio: float


class Waiting(msgspec.Struct, frozen=True):
    """How long readers of the feed waited for the slowest of 100 answers, in milliseconds."""

    alone: float
    beside_crawler: float


def _releases(tx: Tx) -> list[str]:
    return [row["id"] for row in tx.all("SELECT id FROM release ORDER BY id")]


def _make(tx: Tx, releases: list[str], links: Links) -> list[str]:
    """Make the pages of releases one after another; return their paths."""
    paths = []
    for release in releases:
        item = listings.release(tx, archive.NEWSROOM, release, tx.now)
        body = press_room.release(item, links)
        encode(Content(body, "text/html; charset=utf-8", item.state.since))
        paths.append(links.release(item).removeprefix(links.base))
    return paths


async def crawl(port: int, paths: list[str]) -> float:
    """Ask for each path once, over four connections; return answers a second."""
    left = iter(paths)

    async def one() -> None:
        client = Client(port)
        for path in left:
            answer = await client.ask("GET", path, CRAWLER)
            if answer.status != 200:  # noqa: PLR2004
                raise RuntimeError(f"{path} answered {answer.status}")
        client.close()

    begun = time.perf_counter()
    await asyncio.gather(*(one() for _ in range(CRAWLERS)))
    return len(paths) / (time.perf_counter() - begun)


async def read(port: int, seconds: float) -> list[float]:
    """Read the feed over four connections; return how long each answer took, in milliseconds."""
    until = time.perf_counter() + seconds
    waits: list[float] = []

    async def one() -> None:
        client = Client(port)
        while (begun := time.perf_counter()) < until:
            await client.ask("GET", FEED, READER)
            waits.append((time.perf_counter() - begun) * 1000)
        client.close()

    await asyncio.gather(*(one() for _ in range(READERS)))
    return waits


async def read_beside_crawler(port: int, seconds: float, paths: list[str]) -> list[float]:
    """Like `read`, while a crawler asks for paths as fast as it is answered."""
    crawler = asyncio.ensure_future(crawl(port, paths))
    try:
        return await read(port, seconds)
    finally:
        crawler.cancel()


def main(size: int = SIZE) -> None:
    """Measure and print."""
    KEPT.mkdir(parents=True, exist_ok=True)
    database = KEPT / f"{size}.db"
    archive.make(database, size)
    store = SqliteStore(database, GuardedClock())
    releases = iter(store.reading(_releases).result())
    with tempfile.TemporaryDirectory() as name:
        port = servers.free_port()
        links = Links(f"http://127.0.0.1:{port}")
        command, environ = servers.pressrum(database, Path(name) / "media", port)
        environ["PRESSRUM_BASE_URL"] = links.base
        with servers.running(command, port, environ):
            crawls = []
            for _ in range(ROUNDS):
                batch = list(islice(releases, PAGES))
                begun = time.perf_counter()
                paths = store.reading(_make, batch, links).result()
                made = PAGES / (time.perf_counter() - begun)
                crawls.append((uvloop.run(crawl(port, paths)), made))
            ahead = store.reading(_make, list(islice(releases, 20 * PAGES)), links).result()
            alone = uvloop.run(read(port, SECONDS))
            beside = uvloop.run(read_beside_crawler(port, SECONDS, ahead))
    store.close()
    told = Crawl(
        statistics.median(served for served, _ in crawls),
        statistics.median(made for _, made in crawls),
        statistics.median(served / made for served, made in crawls),
    )
    waiting = Waiting(_slowest(alone), _slowest(beside))
    print(f"cold pages: {told.served:.0f} a second; made in a loop: {told.made:.0f}")
    print(f"ratio {told.ratio:.2f}")
    print(f"feed, slowest of 100 answers: alone {waiting.alone:.2f} ms")
    print(f"beside a crawler {waiting.beside_crawler:.2f} ms")


def _slowest(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[-1]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
