"""A WebSub hub and a subscriber that are not ours: Flask-WebSub on loopback.

It hands its tasks to Celery, whose place is taken here by something that does them at once.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import Flask
from flask_websub.hub import Hub, SQLite3HubStorage
from flask_websub.subscriber import (
    SQLite3SubscriberStorage,
    SQLite3TempSubscriberStorage,
    Subscriber,
    discover,
)
from werkzeug.serving import WSGIRequestHandler, make_server


class Watcher:
    """Someone who subscribes; `got` holds what the hub passed on, by topic, oldest first."""

    def __init__(self, folder: Path) -> None:
        self.got: list[tuple[str, bytes]] = []
        self._app = Flask("subscriber")
        self._subscriber = Subscriber(
            SQLite3SubscriberStorage(str(folder / "subscriptions.db")),
            SQLite3TempSubscriberStorage(str(folder / "asked.db")),
        )
        self._subscriber.add_listener(self._listen)
        self._app.register_blueprint(self._subscriber.build_blueprint("/callbacks"))
        self._address = ""

    def subscribe(self, url: str) -> str:
        """Find out hub and topic of a feed as any subscriber would; return the topic."""
        discovered = discover(url)
        with self._app.test_request_context(base_url=self._address):
            self._subscriber.subscribe(**discovered)
        return str(discovered["topic_url"])

    @contextmanager
    def listening(self) -> Iterator[None]:
        with _running(self._app) as self._address:
            yield

    def _listen(self, topic: str, _: str, body: bytes) -> None:
        self.got.append((topic, body))


@contextmanager
def hub(folder: Path) -> Iterator[str]:
    """Run a hub until the block ends; yield its URL."""
    app = Flask("hub")
    app.config["PUBLISH_SUPPORTED"] = True
    websub = Hub(SQLite3HubStorage(str(folder / "hub.db")), _Tasks())
    app.register_blueprint(websub.build_blueprint("/hub"))
    with _running(app) as address:
        yield f"{address}/hub"


@contextmanager
def watcher(folder: Path) -> Iterator[Watcher]:
    """Run a subscriber until the block ends."""
    subscriber = Watcher(folder)
    with subscriber.listening():
        yield subscriber


class _Task:
    def __init__(self, does: Callable[..., object]) -> None:
        self.delay = does


class _Tasks:
    """The part of Celery's interface that the hub uses; what fails is not tried again."""

    def task(self, *, bind: bool = False, max_retries: int = 0) -> Callable[..., _Task]:  # noqa: ARG002 - Celery's signature
        def made(does: Callable[..., object]) -> _Task:
            # A bound task gets itself as its first argument, to ask for another try.
            return _Task(partial(does, None) if bind else does)

        return made


class _Silent(WSGIRequestHandler):
    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Say nothing on stderr."""


@contextmanager
def _running(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=_Silent)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
