"""`pressrum serve`: in this process, or by several that it supervises."""

import os

import click
import msgspec

from service import logs
from service.commands import supervise, worker
from service.config import from_environment
from service.server.listeners import address_of, listen

MOST_WORKERS = 64


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--demo", is_flag=True, help="Fill an empty database with two made-up newsrooms.")
@click.option(
    "--workers",
    default=1,
    show_default=True,
    type=click.IntRange(1, MOST_WORKERS),
    help="Processes that serve side by side; SIGHUP replaces them one by one.",
)
def serve(host: str, port: int, workers: int, *, demo: bool) -> None:
    """Serve pages, feeds, embeds and the API until stopped."""
    settings = from_environment()
    if workers > 1:
        supervise.become(supervise.SupervisorOrder(host, port, workers, demo))
    logs.configure(settings.log)
    with listen(host, port) as listening:
        if "PRESSRUM_BASE_URL" not in os.environ:
            # The port may have been chosen by the system (0).
            chosen = address_of(host, listening.getsockname()[1])
            settings = msgspec.structs.replace(settings, base_url=chosen)
        worker.work(settings, listening, demo=demo)
