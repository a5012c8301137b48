"""`python -m bench.capacity_figures`: what requests, pages and writes cost, for the capacity model.

A real service on an archive of 20,000 releases, asked for one thing at a time; costs are processor
time of its process, which a busy machine changes less than answers a second. Prints the section
`[measured]` of bench/capacity.toml.
"""

import http.client
import json
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

from bench import archive, servers
from bench.archive import NEWSROOM, WHO
from feeds.links import Links
from releases.desk import access
from releases.store import listings
from releases.store.sqlite import SqliteStore
from releases.store.tokens import Scope
from releases.store.tx import Tx
from service.clock.guarded import GuardedClock

RELEASES = 20_000
COLD, WRITES = 800, 150
SECONDS = 3.0
FEED, EMBED = f"/{NEWSROOM}/feed.rss", f"/{NEWSROOM}/embed.html"
API = f"/api/v1/newsrooms/{NEWSROOM}/releases"
DRAFT = {"title": "Utkast", "lead": "En ingress.", "body": "Ett stycke.\n\n" * 20}


class MeasuredService:
    """A running service, one connection to it, and what it has used."""

    def __init__(self, port: int, pid: int, token: str) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.pid = pid
        self.port = port
        self._token = token

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], int]:
        """Ask for a path in gzip; return status, headers in lower case, and bytes in all."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"} | named)
        answer = self._connection.getresponse()
        body = answer.read()
        head = {name.lower(): value for name, value in answer.getheaders()}
        size = len(body) + sum(len(name) + len(value) + 4 for name, value in head.items()) + 19
        return answer.status, head, size

    def write(self, method: str, path: str, content: dict[str, Any]) -> dict[str, Any]:
        """Send JSON to the API and return what it answers."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        headers |= {"If-Match": "*"} if method == "PUT" else {}
        self._connection.request(method, path, json.dumps(content), headers)
        answer = self._connection.getresponse()
        told: dict[str, Any] = json.loads(answer.read())
        return told

    def pause(self) -> None:
        """Close the connection: the service would, soon; the next request opens another."""
        self._connection.close()

    def cost(self, times: int, act: Callable[[int], object]) -> tuple[float, float]:
        """Return processor time and time of one of so many acts, in milliseconds."""
        used, begun = servers.processor_seconds(self.pid), time.perf_counter()
        for number in range(times):
            act(number)
        elapsed = time.perf_counter() - begun
        return (servers.processor_seconds(self.pid) - used) / times * 1e3, elapsed / times * 1e3


def measure(folder: Path) -> dict[str, float]:
    """Return the figures of a new archive in `folder`, by name."""
    database = folder / "bench.db"
    archive.make(database, RELEASES)
    size = database.stat().st_size
    store = SqliteStore(database, GuardedClock())
    token = store.writing(access.add_token, NEWSROOM, "b", Scope.PUBLISH, WHO).result()
    port = servers.free_port()
    links = Links(f"http://127.0.0.1:{port}")
    pages = store.reading(_pages, links).result()
    store.close()
    command, environ = servers.pressrum(database, folder / "media", port)
    environ["PRESSRUM_BASE_URL"] = links.base
    with servers.running(command, port, environ) as pid:
        _wait_until_idle(pid)
        service = MeasuredService(port, pid, token)
        figures = _reads(service) | _writes(service)
        # What is new made all pages old: each is asked for once.
        cold, _ = service.cost(COLD, lambda number: service.get(pages[number]))
        figures |= {"cold_page_ms": cold, "memory_mb": servers.memory(pid)[1]}
    return figures | {"release_bytes": size / RELEASES}


def _wait_until_idle(pid: int) -> None:
    """Wait until the service has prepared what it prepares after its start."""
    before, used = -1.0, servers.processor_seconds(pid)
    while used > before:
        time.sleep(2)
        before, used = used, servers.processor_seconds(pid)


def _reads(service: MeasuredService) -> dict[str, float]:
    etag = service.get(FEED)[1]["etag"]
    status, _, unchanged = service.get(FEED, If_None_Match=etag)
    if status != HTTPStatus.NOT_MODIFIED:
        raise RuntimeError(f"a feed that is known was answered {status}")
    service.pause()
    at, gzip = (service.port, service.pid, FEED, SECONDS), "Accept-Encoding: gzip"
    return {
        "hot_ms": servers.answer_cost(*at, gzip) * 1e3,
        "unchanged_ms": servers.answer_cost(*at, gzip, f"If-None-Match: {etag}") * 1e3,
        "unchanged_bytes": unchanged,
    }


def _writes(service: MeasuredService) -> dict[str, float]:
    draft = service.write("POST", API, DRAFT)["id"]
    save, held = service.cost(
        WRITES, lambda n: service.write("PUT", f"{API}/{draft}", DRAFT | {"lead": f"Nummer {n}."})
    )

    def publish(_: int) -> None:
        made = service.write("POST", API, DRAFT)["id"]
        service.write("POST", f"{API}/{made}/entries", {"action": "publish"})

    def publish_and_read(number: int) -> None:
        publish(number)
        service.get(FEED)
        service.get(EMBED)

    alone, publishing = service.cost(WRITES, publish)
    read, _ = service.cost(WRITES, publish_and_read)
    return {
        "save_ms": save,
        "save_held_ms": held,
        "publish_ms": alone,
        "publish_held_ms": publishing,
        "rebuild_ms": (read - alone) / 2,
    }


def _pages(tx: Tx, links: Links) -> list[str]:
    rows = tx.all("SELECT id FROM release ORDER BY id LIMIT :n", n=COLD)
    items = (listings.release(tx, NEWSROOM, row["id"], tx.now) for row in rows)
    return [links.release(item).removeprefix(links.base) for item in items]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as name:
        figures = measure(Path(name))
    print("[measured]")
    for name, value in figures.items():
        print(f"{name} = {value:.3g}" if value < 100 else f"{name} = {value:.0f}")  # noqa: PLR2004


if __name__ == "__main__":
    main()
