"""`pressrum serve`: open, perhaps fill with the demo, listen."""

import os

import click
import msgspec

from releases.store import pulse
from releases.store.sqlite import SqliteStore
from releases.times import local_day
from service import app, logs, serving, warming
from service.clock import GuardedClock
from service.config import from_environment
from service.demo import filling
from service.mediafiles import MediaFiles


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--demo", is_flag=True, help="Fill an empty database with two made-up newsrooms.")
def serve(host: str, port: int, *, demo: bool) -> None:
    """Serve pages, feeds, embeds and the API until stopped."""
    settings = from_environment()
    logs.configure(settings.log)
    listening = serving.listen(host, port)
    clock = GuardedClock()
    try:
        if "PRESSRUM_BASE_URL" not in os.environ:
            # The port may have been chosen by the system (0).
            port = listening.getsockname()[1]
            shown = f"[{host}]" if ":" in host else host
            settings = msgspec.structs.replace(settings, base_url=f"http://{shown}:{port}")
        store = SqliteStore(settings.database, clock)
        try:
            clock.raise_floor(store.reading(pulse.latest).result())
            hints = filling.fill(store, MediaFiles(settings.media), clock) if demo else None
            application = app.create_app(settings, clock, store, hints)
            click.echo(f"Pressrum: {settings.base_url}/")
            warmed = warming.begin(local_day(clock.now()))
            try:
                serving.run(application, listening, settings.proxies)
            finally:
                warmed.set()
        finally:
            store.close()
    finally:
        listening.close()
