"""Pages nobody has in memory: a crawler of the archive, and what it costs those who read.

`python -m bench.crawl [RELEASES]` crawls an archive of so many (100,000) and prints pages a second
and for each second of a processor, beside the same pages made in a loop in one thread without HTTP
and beside a bare application that answers as often as it is asked; then how long readers of the
feed wait while a crawler runs at full speed, beside the same readers alone.

No two texts of the archive are alike, and no page is asked for twice: what is kept of one page is
of no use for another.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
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
ROUNDS = 15
PAGES = 200
CRAWLERS = 4
READERS = 4
SECONDS = 5.0
FEED = f"/{archive.NEWSROOM}/feed.rss"
# As crawlers and browsers ask.
CRAWLER = {"Accept-Encoding": "gzip, deflate, br"}
READER = {"Accept-Encoding": "gzip"}
# What the bare application sends: as long as a page is once it is encoded.
BARE = {
    "status": 200,
    "headers": [["content-type", "text/html; charset=utf-8"], ["content-length", "1500"]],
    "body": "x" * 1500,
}


class Round(msgspec.Struct, frozen=True):
    """What one round of pages measured: each a second, `by_processor` a second of processor."""

    served: float
    by_processor: float
    made: float
    bare: float


def _releases(tx: Tx) -> list[str]:
    return [row["id"] for row in tx.all("SELECT id FROM release ORDER BY id")]


def _make(tx: Tx, releases: list[str], links: Links) -> list[str]:
    """Make the pages of releases one after another; return their paths."""
    paths = []
    for release in releases:
        item = listings.release(tx, archive.NEWSROOM, release, tx.now)
        body = press_room.release(item, links)
        encode(Content(body, "text/html; charset=utf-8", item.state.since), b"br")
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
    database = KEPT / f"{size}-crawled.db"
    archive.make(database, size, alike=False)
    store = SqliteStore(database, GuardedClock())
    releases = iter(store.reading(_releases).result())
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        port, bare = servers.free_port(), servers.free_port()
        links = Links(f"http://127.0.0.1:{port}")
        command, environ = servers.pressrum(database, folder / "media", port)
        environ["PRESSRUM_BASE_URL"] = links.base
        pid = stack.enter_context(servers.running(command, port, environ))
        (folder / "bare.json").write_text(json.dumps(BARE))
        sends = [sys.executable, "-m", "bench.bare", str(bare), str(folder / "bare.json")]
        stack.enter_context(servers.running(sends, bare))
        rounds = []
        for _ in range(ROUNDS):
            batch = list(islice(releases, PAGES))
            begun = time.perf_counter()
            paths = store.reading(_make, batch, links).result()
            made = PAGES / (time.perf_counter() - begun)
            used = servers.processor_seconds(pid)
            served = uvloop.run(crawl(port, paths))
            used = servers.processor_seconds(pid) - used
            answered = uvloop.run(crawl(bare, paths))
            rounds.append(Round(served, PAGES / used, made, answered))
        ahead = store.reading(_make, list(islice(releases, 40 * PAGES)), links).result()
        alone = uvloop.run(read(port, SECONDS))
        beside = uvloop.run(read_beside_crawler(port, SECONDS, ahead))
    store.close()
    _show(rounds, _slowest(alone), _slowest(beside))


def _show(rounds: list[Round], alone: float, beside: float) -> None:
    """Print medians, and the ratios of what was measured side by side."""
    served = statistics.median(each.served for each in rounds)
    by_processor = statistics.median(each.by_processor for each in rounds)
    loop = statistics.median(each.served / each.made for each in rounds)
    bare = statistics.median(each.bare / each.served for each in rounds)
    print(f"cold pages: {served:.0f} a second, {by_processor:.0f} a second of processor")
    print(
        f"of the same pages made in a loop {loop:.2f}; a bare application answers {bare:.0f} times"
    )
    print(f"feed, slowest of 100 answers: alone {alone:.2f} ms, beside a crawler {beside:.2f} ms")
    print(f"ratio {beside / alone:.1f} (at most 10)")


def _slowest(waits: list[float]) -> float:
    return statistics.quantiles(waits, n=100)[-1]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
