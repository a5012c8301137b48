"""`python -m bench.engines [RELEASES]`: the same archive in SQLite and in PostgreSQL, side by side.

Cold release pages over one connection, in turns of a hundred on each engine, and every page of the
desk on each, again and again; printed as ratios, PostgreSQL's time to SQLite's. Ends with 1 where
cold pages, or the pages of the desk taken together, take more than twice as long.
"""

import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path

from bench import archive, cluster, desk, servers
from releases.store.engine import Database, open_store
from releases.store.tx import Tx
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock

SIZE = 20_000
ROUNDS = 12
PAGES = 100
# A server keeps how a statement is answered once each of four connections has asked it a few times.
DESK_ROUNDS = 40
MOST = 2.0
OK = 200
REDIRECTS = (301, 308)


def _paths(tx: Tx) -> list[str]:
    rows = tx.all("SELECT id FROM release ORDER BY id")
    return [f"/{archive.NEWSROOM}/{row['id']}" for row in rows]


def _make(database: Database, size: int) -> list[str]:
    """Fill a database and return the paths of its releases."""
    store = open_store(database, GuardedClock(ticks_for(database)))
    try:
        archive.fill(store, size, alike=False)
        # A server does so by itself, a minute after so much was written.
        store.writing(lambda tx: tx.run("ANALYZE")).result()
        return store.reading(_paths).result()
    finally:
        store.close()


@contextmanager
def _serving(database: Database, folder: Path) -> Iterator[int]:
    port = servers.free_port()
    command, environ = servers.pressrum(database, folder, port)
    with servers.running(command, port, environ):
        yield port


def _crawl(port: int, paths: list[str]) -> float:
    """Ask for pages that nobody has asked for; return milliseconds a page, redirects apart."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    spent = 0.0
    for path in paths:
        address = path
        while True:
            begun = time.perf_counter()
            connection.request("GET", address, headers={"Accept-Encoding": "br"})
            answer = connection.getresponse()
            answer.read()
            took = time.perf_counter() - begun
            if answer.status in REDIRECTS:
                address = answer.headers["Location"]
                continue
            if answer.status != OK:
                raise SystemExit(f"{address} answered {answer.status}")
            spent += took
            break
    connection.close()
    return spent / len(paths) * 1e3


def main(size: int = SIZE) -> int:
    """Measure and print; return 1 where PostgreSQL takes too long."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "cluster").mkdir()
        server = stack.enter_context(cluster.running(folder / "cluster"))
        databases: tuple[Database, Database] = (folder / "pressrum.db", server.url)
        paths = [iter(_make(database, size)) for database in databases]
        ports = [
            stack.enter_context(_serving(database, folder / f"media{number}"))
            for number, database in enumerate(databases)
        ]
        pairs = list(zip(ports, paths, strict=True))
        rounds = [
            [_crawl(port, list(islice(left, PAGES))) for port, left in pairs] for _ in range(ROUNDS)
        ][1:]
        cold = statistics.median(ours / theirs for theirs, ours in rounds)
        print(
            f"cold release pages: {statistics.median(each[0] for each in rounds):.2f} ms in SQLite"
        )
        print(f"{cold:.2f} times as long in PostgreSQL (at most {MOST:.0f})")
        theirs, ours = (desk.time_routes(database, DESK_ROUNDS) for database in databases)
    return int(cold > MOST) | _show(theirs, ours)


def _show(theirs: list[desk.Timed], ours: list[desk.Timed]) -> int:
    ratios = sorted(
        (mine.median / their.median, mine.median, mine.door)
        for their, mine in zip(theirs, ours, strict=True)
    )
    firsts = [mine.first / their.first for their, mine in zip(theirs, ours, strict=True)]
    middle = statistics.median(ratio for ratio, _, _ in ratios)
    together = sum(mine.median for mine in ours) / sum(their.median for their in theirs)
    print(f"{len(ours)} pages of the desk: {middle:.2f} times as long, together {together:.2f}")
    print(f"their first answers after a start: {statistics.median(firsts):.2f} times as long")
    for ratio, took, door in ratios[-5:]:
        print(f"  {ratio:.2f}  {took:.1f} ms  {door}")
    return int(together > MOST)


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
