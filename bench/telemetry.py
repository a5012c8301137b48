"""`python -m bench.telemetry`: what traces and the access log cost those who read.

Services that differ in one setting answer a hot feed in turn, many rounds; printed is the processor
time of an answer, as a ratio to the service that has neither: the median of the rounds; and the
memory they take. Then: how long the program takes to import, and what OpenTelemetry adds where
traces are wanted.
"""

import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from bench import archive, servers
from bench.archive import NEWSROOM

PATH = f"/{NEWSROOM}/feed.rss"
ROUNDS, SECONDS = 9, 1.0
RELEASES = 200
IMPORTS = 7
# Traces that nobody takes: a collector costs the service no more than that.
NOBODY = "http://127.0.0.1:9"
SETTINGS: Mapping[str, dict[str, str]] = {
    "neither": {},
    "neither, once more": {},
    "traces": {"OTEL_EXPORTER_OTLP_ENDPOINT": NOBODY},
    "access log": {"PRESSRUM_ACCESS_LOG": "on"},
}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        running: dict[str, tuple[int, int]] = {}
        for setting, chosen in SETTINGS.items():
            running[setting] = _serve(stack, folder / str(len(running)), chosen)
        rounds = [
            {
                each: servers.answer_cost(*at, PATH, SECONDS, "Accept-Encoding: gzip") * 1e6
                for each, at in running.items()
            }
            for _ in range(ROUNDS)
        ]
        weights = {each: servers.memory(pid)[0] for each, (_, pid) in running.items()}
    print(f"A hot feed (gzip), {ROUNDS} rounds of {SECONDS:g} s each in turn, processor time:")
    for each in running:
        ratio = statistics.median(costs[each] / costs["neither"] for costs in rounds)
        median = statistics.median(costs[each] for costs in rounds)
        told = f"{median:6.1f} µs an answer, ratio {ratio:.3f}, {weights[each]:.0f} MB"
        print(f"  {each:20} {told}")
    plain, traced = "import service.app", "import service.app, service.traces.otel"
    pairs = [(_import(plain), _import(traced)) for _ in range(IMPORTS)]
    off, on = (statistics.median(pair[side] for pair in pairs) for side in (0, 1))
    print(f"Imports: {off:.2f} s of processor time; with OpenTelemetry {on:.2f} s")


def _serve(stack: ExitStack, folder: Path, chosen: dict[str, str]) -> tuple[int, int]:
    """Start a service on a database of its own; return its port and its pid."""
    folder.mkdir()
    archive.make(folder / "p.db", RELEASES)
    port = servers.free_port()
    command, environ = servers.pressrum(folder / "p.db", folder / "media", port)
    log = stack.enter_context((folder / "log").open("w"))
    pid = stack.enter_context(servers.running(command, port, environ | chosen, log))
    return port, pid


def _import(statement: str) -> float:
    timed = f"{statement}\nimport time\nprint(time.process_time())"
    done = subprocess.run([sys.executable, "-c", timed], check=True, capture_output=True, text=True)
    return float(done.stdout)


if __name__ == "__main__":
    main()
