"""One process that serves: opens, perhaps fills with the demo, listens.

`python -m service.commands.worker` is how a supervisor starts one of several.
"""

import signal
import socket
import sys

import click
import msgspec
import structlog

from releases.clock import Asker
from releases.errors import Refusal
from releases.store.engine import open_store
from releases.times import local_day
from service import app, logs, warmup
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock
from service.config import ConfigError, Settings, from_environment
from service.demo import loader
from service.intake.pool import Readers
from service.media.files import MediaFiles
from service.pages.press_room import DemoHints
from service.server import run
from service.server.channel import NotServing, Serving, WorkerChannel, WorkerOrder

log = structlog.get_logger()

SHARED = "another process has this database open; several services may share it on one machine"
REFUSED = 1


class Siblings(msgspec.Struct, frozen=True):
    """One of several workers: its end of the channel, and what the first one has done already."""

    channel: WorkerChannel
    is_first: bool
    hints: DemoHints | None


def work(
    settings: Settings,
    listening: socket.socket,
    siblings: Siblings | None = None,
    *,
    demo: bool = False,
) -> None:
    """Serve until told to end, then `SystemExit`; raises `Refusal` where that cannot be."""
    clock = GuardedClock(ticks_for(settings.database), role=Asker.SERVICE)
    store = open_store(settings.database, clock)
    try:
        if not store.alone and (siblings is None or siblings.is_first):
            log.warning("store.shared", database=str(store.place), said=SHARED)
        hints = siblings.hints if siblings else None
        if demo:
            hints = loader.fill(store, MediaFiles(settings.media), clock)
        readers = Readers()
        application = app.create_app(settings, clock, store, hints, readers)
        if siblings is None:
            click.echo(f"Pressrum: {settings.base_url}/")
        serving = Serving(msgspec.json.encode(hints).decode())
        warmed = warmup.begin(local_day(clock.now()), readers)
        try:
            channel = siblings.channel if siblings else None
            run.run(application, listening, settings.proxies, channel=channel, serving=serving)
        finally:
            warmed.set()
    finally:
        store.close()


def main(argument: str) -> None:
    """Serve as one of several; a refusal is told to the supervisor."""
    # That is for the supervisor, who replaces workers one by one.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    order = msgspec.json.decode(argument, type=WorkerOrder)
    channel = WorkerChannel(order.channel)
    try:
        settings = msgspec.structs.replace(from_environment(), base_url=order.base_url)
        logs.configure(settings.log)
        hints = msgspec.json.decode(order.handed_on, type=DemoHints | None)
        with socket.socket(fileno=order.listening) as listening:
            listening.set_inheritable(False)
            siblings = Siblings(channel, order.is_first, hints)
            work(settings, listening, siblings, demo=order.demo)
    except (Refusal, ConfigError) as error:
        channel.tell(NotServing(str(error)))
        sys.exit(REFUSED)


if __name__ == "__main__":
    main(sys.argv[1])
