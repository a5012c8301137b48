"""`python -m service.commands.supervise`: what `pressrum serve --workers` becomes.

A program of its own, as nothing of the application is needed here: a third of its memory, and
nothing in it that a request could bring down.
"""

import asyncio
import os
import sys
import tempfile
from functools import partial

import click
import msgspec
from prometheus_client.multiprocess import mark_process_dead

from service import logs
from service.config import METERS_FOLDER, ConfigError, from_environment
from service.server.channel import WorkerOrder
from service.server.listeners import CannotListen, SharedPort, address_of
from service.server.supervisor import Supervisor
from service.server.worker_process import WorkerNotStarted, environment

MODULE = "service.commands.supervise"
REFUSED = 1


class SupervisorOrder(msgspec.Struct, frozen=True):
    """What the command was asked for."""

    host: str
    port: int
    workers: int
    demo: bool


def become(order: SupervisorOrder) -> None:
    """Go on as a supervisor in the place of this program; does not return."""
    command = (sys.executable, "-B", "-P", "-m", MODULE, msgspec.json.encode(order).decode())
    sys.stdout.flush()
    sys.stderr.flush()
    os.execve(sys.executable, command, environment())  # noqa: S606 - ourselves


def main(argument: str) -> None:
    """Supervise until told to end; a refusal is one line on standard error."""
    order = msgspec.json.decode(argument, type=SupervisorOrder)
    try:
        with tempfile.TemporaryDirectory(prefix="pressrum-") as meters:
            code = asyncio.run(_supervise(order, meters))
    except (ConfigError, CannotListen, OSError) as error:
        click.echo(f"pressrum: {error}", err=True)
        sys.exit(REFUSED)
    except WorkerNotStarted as error:
        click.echo(f"pressrum: {error}", err=True)
        sys.exit(error.code if error.code > 0 else REFUSED)
    sys.exit(code)


async def _supervise(order: SupervisorOrder, meters: str) -> int:
    settings = from_environment()
    logs.configure(settings.log)
    port = SharedPort(order.host, order.port)
    is_told = "PRESSRUM_BASE_URL" in os.environ
    base_url = settings.base_url if is_told else address_of(order.host, port.number)
    had_terminal = os.isatty(0)
    return await Supervisor(
        port,
        order.workers,
        environment() | {METERS_FOLDER: meters},
        WorkerOrder(base_url=base_url, demo=order.demo, is_first=True),
        begun=lambda: click.echo(f"Pressrum: {base_url}/"),
        forget=partial(mark_process_dead, path=meters),
        # A terminal that has gone is one no more.
        hung_up=lambda: had_terminal and not os.isatty(0),
    ).run()


if __name__ == "__main__":
    main(sys.argv[1])
