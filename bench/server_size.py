"""`python -m bench.server_size [RELEASES]`: what the size of an archive in PostgreSQL costs.

A topic's 20 newest, query and RSS, of a thousand and of so many (1,000,000), and the memory
of a replica on the larger. Archives are kept in build/bench: the large one takes an hour to make.
Ends with 1 where the list takes more than twice as long, or a replica more than 200 MB.
"""

import statistics
import sys
import tempfile
from pathlib import Path

import psycopg

from bench import archive, cluster, size
from releases.store.engine import open_store
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock

SMALL, LARGE = 1_000, 1_000_000
KEPT = Path("build/bench/postgres")
ROUNDS = 5
MOST_TIMES = 2.0
MOST_MEGABYTES = 200.0


def main(large: int = LARGE) -> int:
    """Measure and print; return 1 where a limit is passed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with cluster.running(KEPT.absolute()) as server, tempfile.TemporaryDirectory() as name:
        paths = [_archive(server, number) for number in (SMALL, large)]
        rounds = [[size.newest(path).both for path in paths] for _ in range(ROUNDS)]
        now, highest = size.memory(paths[1], Path(name))
    ratio = statistics.median(of_large / of_small for of_small, of_large in rounds)
    took = statistics.median(of_small for of_small, _ in rounds)
    print(f"a topic's 20 newest of {SMALL:,} releases, query and RSS: {took:.2f} ms")
    print(f"{ratio:.2f} times as long of {large:,} (at most {MOST_TIMES:.0f})")
    print(f"memory of a replica: {now:.0f} MB, at its highest {highest:.0f} (under 200)")
    return int(ratio > MOST_TIMES or highest >= MOST_MEGABYTES)


def _archive(server: cluster.Cluster, number: int) -> str:
    """Return the URL of an archive of so many releases, made unless it is there already."""
    name = f"archive_{number}"
    with psycopg.connect(server.url, autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,))
        if there.fetchone() is None:
            connection.execute("DROP DATABASE IF EXISTS part")
            connection.execute("CREATE DATABASE part")
            _fill(server.of("part"), number)
            # What was interrupted is begun anew.
            connection.execute(f"ALTER DATABASE part RENAME TO {name}".encode())
    return server.of(name)


def _fill(url: str, number: int) -> None:
    store = open_store(url, GuardedClock(ticks_for(url)))
    archive.fill(store, number)
    # A server does so by itself, a minute after so much was written.
    store.writing(lambda tx: tx.run("ANALYZE")).result()
    store.close()


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
