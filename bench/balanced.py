"""`python -m bench.balanced [REPLICAS…]`: hot reads of one, two and four replicas behind nginx.

Each number of replicas has a PostgreSQL and an nginx of its own, which keeps nothing and hands each
request to the next replica; all are loaded in turn by wrk, so that whatever else the machine does
is the same for all. The server itself counts the statements it is sent meanwhile, and in as many
seconds at rest: replicas look for changes and for what is due, whether anybody reads or not.
Ends with 1 where reads are sent to the database.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import pairwise
from pathlib import Path

import msgspec
import psycopg

from bench import archive, caches, cluster, servers
from releases.store.engine import open_store
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock

SMALL = 1_000
ROUNDS = 7
SECONDS = 3
CONNECTIONS = 32
PATH = f"/{archive.NEWSROOM}/feed.rss"
ZIPPED = "Accept-Encoding: gzip"
# Not every second has as many looks; a statement for each read would be hundreds of times more.
MOST = 2.0
_BALANCER = """
upstream replicas {{
    {replicas}
    keepalive 32;
}}
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://replicas;
        proxy_http_version 1.1;
        proxy_set_header Host press.example.se;
        proxy_set_header Connection "";
    }}
}}
"""


class Balanced(msgspec.Struct, frozen=True):
    """So many replicas, the port of the balancer before them, and the server behind."""

    replicas: int
    port: int
    pids: tuple[int, ...]
    server: cluster.Cluster


class BalancedLoad(msgspec.Struct, frozen=True):
    """What one round came to: answers a second, processor milliseconds an answer, statements.

    `looks` are the statements of as many seconds at rest.
    """

    rate: float
    cost: float
    statements: int
    looks: int


def main(counts: Sequence[int]) -> int:
    """Measure and print; return 1 where the database was asked for what was read."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        running = [stack.enter_context(_balanced(folder / str(count), count)) for count in counts]
        rounds = [[_loaded(balanced) for balanced in running] for _ in range(ROUNDS)]
    print(f"{PATH}, gzip, wrk through nginx, {ROUNDS} rounds of {SECONDS} s in turn\n")
    print(
        "| replicas | answers a second | ratio | CPU of replicas an answer | ratio | statements |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    is_asked = False
    for index, balanced in enumerate(running):
        rate = statistics.median(loads[index].rate for loads in rounds)
        cost = statistics.median(loads[index].cost for loads in rounds)
        faster = statistics.median(loads[index].rate / loads[0].rate for loads in rounds)
        dearer = statistics.median(loads[index].cost / loads[0].cost for loads in rounds)
        statements = statistics.median(loads[index].statements for loads in rounds)
        looks = statistics.median(loads[index].looks for loads in rounds)
        is_asked |= statements > looks * MOST
        print(
            f"| {balanced.replicas} | {rate:,.0f} | **{faster:.2f}** | {cost:.3f} ms "
            f"| **{dearer:.2f}** | {statements:.0f}, at rest {looks:.0f} |"
        )
    return int(is_asked)


def _loaded(balanced: Balanced) -> BalancedLoad:
    counted = [balanced.server.statements()]
    time.sleep(SECONDS)
    counted.append(balanced.server.statements())
    before = sum(map(servers.processor_seconds, balanced.pids))
    rate = _wrk(balanced.port)
    used = sum(map(servers.processor_seconds, balanced.pids)) - before
    counted.append(balanced.server.statements())
    looks, statements = (later - earlier for earlier, later in pairwise(counted))
    return BalancedLoad(rate, used * 1e3 / (rate * SECONDS), statements, looks)


def _wrk(port: int) -> float:
    return servers.wrk(port, PATH, SECONDS, CONNECTIONS, ZIPPED)


@contextmanager
def _balanced(folder: Path, count: int) -> Iterator[Balanced]:
    with ExitStack() as stack:
        (folder / "cluster").mkdir(parents=True)
        server = stack.enter_context(cluster.running(folder / "cluster"))
        store = open_store(server.url, GuardedClock(ticks_for(server.url)))
        archive.fill(store, SMALL)
        store.close()
        ports, pids = [], []
        for number in range(count):
            port = servers.free_port()
            command, environ = servers.pressrum(server.url, folder / f"media{number}", port)
            pids.append(stack.enter_context(servers.running(command, port, environ)))
            ports.append(port)
        balancer = servers.free_port()
        (folder / "nginx").mkdir()
        replicas = "\n    ".join(f"server 127.0.0.1:{port};" for port in ports)
        config = _BALANCER.format(replicas=replicas, port=balancer)
        stack.enter_context(caches.run_nginx(folder / "nginx", config, balancer))
        _count_statements(server)
        _wrk(balancer)
        yield Balanced(count, balancer, tuple(pids), server)


def _count_statements(server: cluster.Cluster) -> None:
    """Have a server write down every statement it is sent from now on."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET log_min_duration_statement = 0")
        connection.execute("SELECT pg_reload_conf()")
    deadline = time.monotonic() + servers.PATIENCE
    while not server.statements():
        # The looks of the replicas come by themselves.
        if time.monotonic() > deadline:
            raise RuntimeError("the server counts no statements")
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main([int(count) for count in sys.argv[1:]] or [1, 2, 4]))
