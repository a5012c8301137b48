"""The service over real HTTP on loopback: in a thread with a clock of the test's own."""

import asyncio
import hashlib
import http.client
import select
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import uvicorn
from msgspec.structs import replace

from releases.desk import access, approval, drafts, newsroom_settings
from releases.model import Document, DraftRef, Media, Newsroom
from releases.refusals import WORDS
from releases.rules.roles import Actor
from releases.rules.validation import validate
from releases.store import media as media_store
from releases.store import newsrooms
from releases.store.engine import Store, open_store
from releases.store.tokens import Scope
from releases.store.tx import Tx
from releases.timeline import Action, Entry
from releases.times import Moment
from service.app import create_app
from service.clock.guarded import Clock
from service.config import Settings
from service.intake.pool import Readers
from service.media.files import MediaFiles
from service.server.connections import ConnectionLimits
from service.server.listeners import listen
from service.server.run import config
from tests import builders, engines

BASE = "https://press.example"
ROOM = "region-mellanlandet"
WHO = Actor("maja")


class HttpResponse(msgspec.Struct, frozen=True):
    """What came over the wire: header names in lower case, the body as sent (maybe compressed)."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    asked: str = ""

    def header(self, name: str) -> str | None:
        """Return a header's value, None without it; a header sent twice is a failure."""
        values = [value for key, value in self.headers if key == name]
        assert len(values) < 2, f"{name} sent {len(values)} times"
        return values[0] if values else None

    @property
    def etag(self) -> str:
        return self.header("etag") or ""

    @property
    def kind(self) -> str:
        return self.header("content-type") or ""

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    def check_refusal(self) -> None:
        """Hold that whatever a test sees refused has codes, each with words in both languages."""
        if self.kind == "application/problem+json" and self.body:
            told = self.json()
            codes = {error["code"] for error in told.get("errors", [told])}
            assert all({"en", "sv"} <= set(WORDS[code]) for code in codes)

    @property
    def lasting(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """Everything but the Date and the path that was asked, for comparing two answers."""
        kept = tuple(sorted(pair for pair in self.headers if pair[0] != "date"))
        instance = f'"instance":"{self.asked.partition("?")[0]}"'
        return self.status, kept, self.body.replace(instance.encode(), b"")


def _is_readable(connection: socket.socket) -> bool:
    ready = select.poll()
    ready.register(connection, select.POLLIN)
    return bool(ready.poll(0))


class Wire:
    """Requests to one address, each exactly as written, over a connection kept for one thread."""

    def __init__(self, address: str, timeout: float = 20) -> None:
        self.address = address
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=timeout)

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
    ) -> HttpResponse:
        connection = self._connection
        # What can be read before anything was asked is the end: the server closes idle connections.
        if connection.sock is not None and _is_readable(connection.sock):
            connection.close()
        connection.putrequest(
            method, path, skip_host="Host" in (headers or {}), skip_accept_encoding=True
        )
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = connection.getresponse()
        sent = tuple((name.lower(), value) for name, value in answer.getheaders())
        response = HttpResponse(answer.status, sent, answer.read(), path)
        response.check_refusal()
        return response

    def close(self) -> None:
        self._connection.close()

    def get(self, path: str, **headers: str) -> HttpResponse:
        """GET with headers written as keywords: if_none_match='"x"'."""
        return self.send("GET", path, _named(headers))

    def head(self, path: str, **headers: str) -> HttpResponse:
        return self.send("HEAD", path, _named(headers))

    def api(
        self, method: str, path: str, token: str = "", content: Any = None, **headers: str
    ) -> HttpResponse:
        """Send JSON to the API below a newsroom's address: `releases`, `webhooks`."""
        sent = _named(headers) | ({"Authorization": f"Bearer {token}"} if token else {})
        body = None if content is None else msgspec.json.encode(content)
        if body is not None:
            sent = {"Content-Type": "application/json"} | sent
        return self.send(method, path, sent, body)


class Press(Wire):
    """A running service with its store, its clock and one newsroom."""

    def __init__(
        self, address: str, store: Store, clock: Any, settings: Settings, path: Path | None = None
    ) -> None:
        super().__init__(address)
        self.store = store
        self.clock = clock
        self.settings = settings
        # What tests name the database by (see `tests.engines`).
        self.path = path or Path()

    @property
    def media_folder(self) -> Path:
        """The folder of pictures, of a service that has one."""
        assert isinstance(self.settings.media, Path)
        return self.settings.media

    def write(self, f: Any, *args: Any, **kwargs: Any) -> Any:
        """Run a function of `releases` as one transaction."""
        return self.store.writing(f, *args, **kwargs).result()

    def token(self, scope: Scope = Scope.PUBLISH, room: str = ROOM, name: str = "") -> str:
        made: str = self.write(access.add_token, room, name or f"t-{room}-{scope}", scope, WHO)
        return made

    @contextmanager
    def busy_writer(self) -> Iterator[None]:
        """Keep the only writer busy until the block ends."""
        begun, done = threading.Event(), threading.Event()

        def long(_: Tx) -> bool:
            begun.set()
            return done.wait(20)

        busy = self.store.writing(long)
        assert begun.wait(20)
        try:
            yield
        finally:
            done.set()
            assert busy.result()

    def open(self, room: Newsroom) -> None:
        self.write(newsroom_settings.add_newsroom, room, WHO)

    def publish(
        self, document: Document, order: approval.Order | None = None, room: str = ROOM
    ) -> Entry:
        """Create a release and publish it, now unless the order says otherwise."""
        entry: Entry = self.write(
            _published, room, document, order or approval.Order(Action.PUBLISH)
        )
        return entry

    def order(self, release: str, order: approval.Order, content: Document | None = None) -> Entry:
        """Append to the log of a release, after replacing its draft by `content` if given."""
        entry: Entry = self.write(_ordered, release, order, content)
        return entry

    def picture(
        self,
        media_id: str,
        body: bytes = b"\xff\xd8 a picture",
        room: str = ROOM,
        **changes: Any,
    ) -> Media:
        """Store a picture, its file, its renditions (of the same bytes) and its facts."""
        facts = {"size": len(body), "sha256": hashlib.sha256(body).hexdigest()}
        renditions = changes.pop("renditions", ())
        changes["renditions"] = tuple(replace(rendition, **facts) for rendition in renditions)
        made = builders.media(media_id, newsroom=room, **facts, **changes)
        files = MediaFiles(self.settings.media)
        files.write(made, body)
        for rendition in made.renditions:
            files.write(made, body, rendition)
        self.write(media_store.add, made)
        return made


@contextmanager
def run_app(
    folder: Path,
    clock: Clock,
    *,
    reachable: bool = False,
    readers: Readers | None = None,
    **settings: Any,
) -> Iterator[Press]:
    """Serve the database in `folder`, a new one with ROOM in it, until the block ends.

    Without scheduler unless asked. Links lead to BASE, or, if `reachable`, to where it really is.
    """
    listening = listen("127.0.0.1", 0)
    values: dict[str, Any] = {
        "database": engines.database_at(folder / "pressrum.db"),
        "media": folder / "media",
        "base_url": _address(listening) if reachable else BASE,
        "scheduler": False,
    }
    chosen = Settings(**(values | settings))
    if "database" in settings:
        store = open_store(chosen.database, clock)
    else:
        store = engines.open_at(folder / "pressrum.db", clock)
    new = not store.reading(newsrooms.everyone).result()
    try:
        with run_listener(
            create_app(chosen, clock, store, readers=readers), listening, chosen.proxies
        ) as address:
            press = Press(address, store, clock, chosen, folder / "pressrum.db")
            if new:
                press.open(builders.newsroom(ROOM))
            try:
                yield press
            finally:
                press.close()
    finally:
        store.close()


class _Server(uvicorn.Server):
    """Stops when told, not at the next tenth of a second: tests leave no connection open."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._begun = threading.Event()

    async def main_loop(self) -> None:
        self._told = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        await self.on_tick(0)
        self._begun.set()
        await self._told.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:  # noqa: ARG002 - uvicorn's signature
        for server in self.servers:
            server.close()
        await self.lifespan.shutdown()

    def stop(self) -> None:
        assert self._begun.wait(10), "the service did not start"
        self._loop.call_soon_threadsafe(self._told.set)


@contextmanager
def run_listener(
    app: Any,
    listening: socket.socket | None = None,
    proxies: tuple[str, ...] = (),
    limits: ConnectionLimits | None = None,
) -> Iterator[str]:
    """Run an application under uvicorn on a free port of loopback; yield its address."""
    listening = listening or listen("127.0.0.1", 0)
    server = _Server(config(app, proxies, limits))
    # Connections queue at the socket until the server takes them: nothing to wait for.
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield _address(listening)
    finally:
        server.stop()
        thread.join()
        listening.close()


def _address(listening: socket.socket) -> str:
    return f"http://127.0.0.1:{listening.getsockname()[1]}"


def moment(at: Any) -> Moment:
    return Moment(at, day_only=False)


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


def _published(tx: Tx, room: str, document: Document, order: approval.Order) -> Entry:
    release = drafts.create(tx, room, validate(document), WHO)
    return approval.approve(tx, release.ref, order, WHO)


def _ordered(tx: Tx, release: str, order: approval.Order, content: Document | None) -> Entry:
    if content is not None:
        version = tx.one("SELECT version FROM release WHERE id = :id", id=release)
        assert version is not None
        drafts.save(tx, DraftRef(ROOM, release), validate(content), WHO, version["version"])
    return approval.approve(tx, DraftRef(ROOM, release), order, WHO)
