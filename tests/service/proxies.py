"""A real cache in front of a real `pressrum serve`, run by the examples of the documentation."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bench import caches, servers
from releases.desk import access
from releases.store.tokens import Scope
from tests.service.app_server import ROOM, WHO, HttpResponse, Wire
from tests.service.processes import ServerProcess, run_server
from tests.stores import open_desk

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
# So that a test need not wait a minute for a copy to become old.
BRIEF = "sub vcl_backend_response { if (beresp.ttl > 0s) { set beresp.ttl = 1s; } }"

Start = Callable[[Path, int, int], AbstractContextManager[int]]
CACHES: Mapping[str, tuple[str, Start]] = {
    "nginx": ("nginx", caches.nginx),
    "varnish": ("varnishd", caches.varnish),
    "varnish-brief": ("varnishd", partial(caches.varnish, first=BRIEF)),
}


class Anew(Wire):
    """Requests that each have a connection of their own: servers close idle ones after seconds."""

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        self.close()
        return super().send(method, path, headers, body)


class ProxyStage:
    """A cache, the service behind it with its process, and a token for writing."""

    def __init__(self, front: Wire, service: ServerProcess, token: str) -> None:
        self.front = front
        self.origin = Anew(service.address)
        self.process = service.process
        self._token = token

    def create(self, title: str) -> str:
        """Create a release and return its id."""
        answer = self._write(RELEASES, {"title": title})
        hub_id: str = answer.json()["id"]
        return hub_id

    def order(self, release: str, **order: Any) -> None:
        """Append an entry, a publication unless `action` says otherwise."""
        self._write(f"{RELEASES}/{release}/entries", {"action": "publish"} | order)

    def hit(self, path: str, **headers: str) -> HttpResponse:
        """Return the first answer that the cache gives out of its own memory."""
        for _ in range(100):
            answer = self.front.get(path, **headers)
            if answer.header("x-cache") == "HIT":
                return answer
        pytest.fail(f"{path} is not kept: {answer}")

    def _write(self, path: str, content: Any) -> HttpResponse:
        answer = self.origin.api("POST", path, self._token, content)
        assert answer.status == 201, answer
        return answer


@contextmanager
def run_cache(kind: str, folder: Path, origin: str, port: int | None = None) -> Iterator[Wire]:
    """Run a cache before the address `origin` until the block ends.

    Skips where the cache is not installed; fails there in CI, which installs it.
    """
    name, start = CACHES[kind]
    if caches.program(name) is None:
        assert "CI" not in os.environ, f"{name} is missing, and CI runs every test"
        pytest.skip(f"{name} is not installed")
    behind = urlsplit(origin).port
    assert behind is not None
    with start(folder, behind, port or servers.free_port()) as running:
        front = Anew(f"http://127.0.0.1:{running}")
        try:
            yield front
        finally:
            front.close()


@contextmanager
def run_behind_cache(folder: Path, kind: str, *, purging: bool = True) -> Iterator[ProxyStage]:
    """Run the service on a new database and a cache before it until the block ends."""
    with open_desk(folder / "p.db") as desk:
        token = desk.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)
    port = servers.free_port()
    settings = {"PRESSRUM_PURGE": f"http://127.0.0.1:{port}/"} if purging else {}
    with (
        run_server(folder, **settings) as service,
        run_cache(kind, folder / "cache", service.address, port) as front,
    ):
        stage = ProxyStage(front, service, token)
        try:
            yield stage
        finally:
            stage.origin.close()
