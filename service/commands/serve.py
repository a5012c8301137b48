"""`pressrum serve`: open, perhaps fill with the demo, listen."""

import os

import click
import msgspec
import structlog

from releases.clock import Asker
from releases.store.engine import open_store
from releases.times import local_day
from service import app, logs, warmup
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock
from service.config import from_environment
from service.demo import loader
from service.intake.pool import Readers
from service.media.files import MediaFiles
from service.server import run

log = structlog.get_logger()

SHARED = "another process has this database open; several services may share it on one machine"


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--demo", is_flag=True, help="Fill an empty database with two made-up newsrooms.")
def serve(host: str, port: int, *, demo: bool) -> None:
    """Serve pages, feeds, embeds and the API until stopped."""
    settings = from_environment()
    logs.configure(settings.log)
    listening = run.listen(host, port)
    clock = GuardedClock(ticks_for(settings.database), role=Asker.SERVICE)
    try:
        if "PRESSRUM_BASE_URL" not in os.environ:
            # The port may have been chosen by the system (0).
            port = listening.getsockname()[1]
            shown = f"[{host}]" if ":" in host else host
            settings = msgspec.structs.replace(settings, base_url=f"http://{shown}:{port}")
        store = open_store(settings.database, clock)
        try:
            if not store.alone:
                log.warning("store.shared", database=str(store.place), said=SHARED)
            hints = loader.fill(store, MediaFiles(settings.media), clock) if demo else None
            readers = Readers()
            application = app.create_app(settings, clock, store, hints, readers)
            click.echo(f"Pressrum: {settings.base_url}/")
            warmed = warmup.begin(local_day(clock.now()), readers)
            try:
                run.run(application, listening, settings.proxies)
            finally:
                warmed.set()
        finally:
            store.close()
    finally:
        listening.close()
