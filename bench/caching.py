"""Behind shared caches: how much they answer, how fast, and how soon they show what is new.

Run as `python -m bench.caching`; prints Markdown. Needs nginx and varnishd.
"""

import http.client
import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec

from bench import caches, servers
from bench.archive import NEWSROOM, make
from releases.desk import access
from releases.rules.roles import Actor
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from releases.times import to_millis, utc_text
from service.clock.guarded import GuardedClock

WHO = Actor("bench", is_machine=True)
REQUESTS = 2_000
ROUNDS = 7
LOOKS = 300
PUBLICATIONS = 12
# Far enough ahead for an approval to be written before it takes effect; and each at another
# fraction of the second, by which nginx counts.
AHEAD, STEP = timedelta(seconds=1), timedelta(milliseconds=83)
PATIENCE_MILLIS = 5_000
FEED = f"/{NEWSROOM}/feed.rss"
PATHS = (
    *(FEED, f"/{NEWSROOM}/feed.atom", f"/{NEWSROOM}/feed.json", f"/{NEWSROOM}/"),
    *(f"/{NEWSROOM}/embed.html", "/feed.rss", f"{FEED}?topic=amne-1", f"{FEED}?topic=amne-2"),
)
ENCODINGS = ("gzip, deflate, br, zstd", "gzip, deflate, br", "gzip")


class MeasuredWay(msgspec.Struct, frozen=True):
    """One way to the service: seconds for an answer, share of hits, delays in milliseconds."""

    name: str
    seconds: float
    ratio: float
    hits: float | None
    delays: list[int]


class _Client:
    """Asks one port over one connection."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)

    def get(self, path: str, encoding: str = "") -> tuple[str | None, bytes]:
        """Return what the cache says of itself, and the body."""
        self._connection.request("GET", path, headers={"Accept-Encoding": encoding})
        answer = self._connection.getresponse()
        return answer.getheader("X-Cache"), answer.read()

    def post(self, path: str, token: str, content: Any) -> Any:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        self._connection.request("POST", path, json.dumps(content), headers)
        answer = self._connection.getresponse()
        body = json.loads(answer.read())
        if answer.status != 201:  # noqa: PLR2004 - made
            raise RuntimeError(f"{path}: {body}")
        return body


def compare(folder: Path) -> list[MeasuredWay]:
    """Return the three ways, measured in turn on 1,000 releases."""
    database = folder / "p.db"
    make(database, 1_000)
    store = SqliteStore(database, GuardedClock())
    token = store.writing(access.add_token, NEWSROOM, "bench", Scope.PUBLISH, WHO).result()
    store.close()
    origin, purged = servers.free_port(), servers.free_port()
    command, environ = servers.pressrum(database, folder / "media", origin)
    environ["PRESSRUM_PURGE"] = f"http://127.0.0.1:{purged}/"
    with (
        servers.running(command, origin, environ),
        caches.nginx(folder / "nginx", origin) as nginx,
        caches.varnish(folder / "varnish", origin, purged) as varnish,
    ):
        ports = {"direct": origin, "nginx": nginx, "Varnish, purged": varnish}
        hits = {name: _hits(port) for name, port in ports.items()}
        times = _times(ports)
        delays = _delays(ports, token)
    return [
        MeasuredWay(
            name,
            statistics.median(times[name]),
            statistics.median(a / b for a, b in zip(times[name], times["direct"], strict=True)),
            hits[name] if name != "direct" else None,
            delays[name],
        )
        for name in ports
    ]


def _hits(port: int) -> float:
    """Return the share of a mixed lot of requests that the cache answered by itself."""
    client, dice = _Client(port), random.Random(1)  # noqa: S311 - the same lot for everybody
    answers = (client.get(dice.choice(PATHS), dice.choice(ENCODINGS)) for _ in range(REQUESTS))
    return sum(said == "HIT" for said, _ in answers) / REQUESTS


def _times(ports: Mapping[str, int]) -> dict[str, list[float]]:
    """Return the median time of an answer, round by round, everybody once a round."""
    clients = {name: _Client(port) for name, port in ports.items()}
    times: dict[str, list[float]] = {name: [] for name in ports}
    for _ in range(ROUNDS):
        for name, client in clients.items():
            times[name].append(statistics.median(_time_request(client) for _ in range(LOOKS)))
    return times


def _time_request(client: _Client) -> float:
    begun = time.perf_counter()
    client.get(FEED, "gzip")
    return time.perf_counter() - begun


def _delays(ports: Mapping[str, int], token: str) -> dict[str, list[int]]:
    """Return how long after its instant each publication was seen, by everybody who looks."""
    clock, desk = GuardedClock(), _Client(ports["direct"])
    clients = {name: _Client(port) for name, port in ports.items()}
    delays: dict[str, list[int]] = {name: [] for name in ports}
    for number in range(PUBLICATIONS):
        path, title = f"/api/v1/newsrooms/{NEWSROOM}/releases", f"Provsändning {number}."
        release = desk.post(path, token, {"title": title})["id"]
        instant = clock.now() + AHEAD + number * STEP
        order = {"action": "publish", "at": utc_text(instant)}
        desk.post(f"{path}/{release}/entries", token, order)
        if clock.now() > instant:
            raise RuntimeError("the approval took longer than the instant was ahead")
        waiting = dict(clients)
        while waiting:
            since = clock.millis() - to_millis(instant)
            if since > PATIENCE_MILLIS:
                raise RuntimeError(f"{', '.join(waiting)}: nothing seen")
            seen = [name for name, item in waiting.items() if title.encode() in item.get(FEED)[1]]
            for name in seen:
                delays[name].append(clock.millis() - to_millis(instant))
                del waiting[name]
            time.sleep(0.001)
    return delays


def table(ways: Iterable[MeasuredWay]) -> list[str]:
    """Return the figures as lines of Markdown."""
    rows = [
        f"| {way.name} | {way.seconds * 1000:.2f} ms | {way.ratio:.2f} "
        f"| {'–' if way.hits is None else f'{way.hits:.0%}'} "
        f"| {statistics.median(way.delays):.0f} ms | {max(way.delays)} ms |"
        for way in ways
    ]
    return [
        "| way | an answer | ratio to direct | hits | seen after the instant: median | longest |",
        "| --- | --- | --- | --- | --- | --- |",
        *rows,
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write("\n".join(table(compare(Path(name)))) + "\n")
