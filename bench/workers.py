"""`python -m bench.workers`: hot reads of one, two and more workers, as ratios.

All services stand side by side on copies of one archive and are loaded in turn, so that whatever
else the machine does is the same for all. A second client, wrk, is used where it is installed.
Processor time an answer says what workers cost each other; answers a second, what this machine has
cores for.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import msgspec

from bench import archive, servers

SMALL = 1_000
ROUNDS = 7
SECONDS = 2.0
CONNECTIONS = 32
PATH = f"/{archive.NEWSROOM}/feed.rss"
ZIPPED = "Accept-Encoding: gzip"


class Service(msgspec.Struct, frozen=True):
    """One that runs: its port, and the pids of those who answer."""

    workers: int
    port: int
    pids: tuple[int, ...]


class Load(msgspec.Struct, frozen=True):
    """What one round came to: answers a second, processor milliseconds an answer, largest share."""

    rate: float
    cost: float
    share: float


def main(counts: Sequence[int]) -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        archive.make(folder / "archive.db", SMALL)
        services = [stack.enter_context(_running(folder, count)) for count in counts]
        clients = {"bench.load": _ours} | ({"wrk": _wrk} if shutil.which("wrk") else {})
        for client, load in clients.items():
            print(f"\n{PATH}, gzip, {client}, {ROUNDS} rounds of {SECONDS:.0f} s in turn\n")
            print("| workers | answers a second | ratio | CPU an answer | ratio | largest share |")
            print("| --- | --- | --- | --- | --- | --- |")
            rounds = [[_loaded(service, load) for service in services] for _ in range(ROUNDS)]
            for index, service in enumerate(services):
                print(_row(service, rounds, index))


def _row(service: Service, rounds: Sequence[Sequence[Load]], index: int) -> str:
    rate = statistics.median(loads[index].rate for loads in rounds)
    cost = statistics.median(loads[index].cost for loads in rounds)
    faster = statistics.median(loads[index].rate / loads[0].rate for loads in rounds)
    dearer = statistics.median(loads[index].cost / loads[0].cost for loads in rounds)
    share = statistics.median(loads[index].share for loads in rounds)
    return (
        f"| {service.workers} | {rate:,.0f} | **{faster:.2f}** | {cost:.3f} ms | **{dearer:.2f}** "
        f"| {share:.0%} |"
    )


def _loaded(service: Service, load: Callable[[int], float]) -> Load:
    before = {pid: servers.processor_seconds(pid) for pid in service.pids}
    rate = load(service.port)
    used = [servers.processor_seconds(pid) - before[pid] for pid in service.pids]
    return Load(rate, sum(used) * 1000 / (rate * SECONDS), max(used) / sum(used))


def _ours(port: int) -> float:
    command = [sys.executable, "-m", "bench.load", str(port), PATH, str(SECONDS), ZIPPED]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _wrk(port: int) -> float:
    return servers.wrk(port, PATH, SECONDS, CONNECTIONS, ZIPPED)


@contextmanager
def _running(folder: Path, count: int) -> Iterator[Service]:
    own = folder / str(count)
    own.mkdir()
    shutil.copy(folder / "archive.db", own / "p.db")
    port = servers.free_port()
    command, environ = servers.pressrum(own / "p.db", own / "media", port)
    with servers.running([*command, "--workers", str(count)], port, environ):
        yield Service(count, port, servers.workers(port, count))


if __name__ == "__main__":
    main([int(count) for count in sys.argv[1:]] or [1, 2])
