"""The `pressrum` command: exit code 0 ok, 1 refused with a reason on stderr, 2 usage."""

import sys

import click

from releases.errors import Refusal
from service.commands import admin, clock, exports, imports, maintenance, move, serve, users
from service.config import ConfigError
from service.server.listeners import CannotListen

REFUSED = 1


@click.group()
@click.version_option(package_name="pressrum")
def cli() -> None:
    """Store, schedule, publish, feed and embed press releases.

    Settings come from the environment: PRESSRUM_DATABASE, PRESSRUM_BASE_URL, PRESSRUM_MEDIA,
    PRESSRUM_LOG, PRESSRUM_SECRET, PRESSRUM_SCHEDULER, PRESSRUM_PRIVATE_TARGETS, PRESSRUM_HUBS,
    PRESSRUM_PURGE, PRESSRUM_PROXIES, PRESSRUM_OIDC_ISSUER, PRESSRUM_CONTACT,
    PRESSRUM_ACCESS_LOG; traces are chosen by OTEL_EXPORTER_OTLP_ENDPOINT.
    """


for command in (
    serve.serve,
    admin.newsroom,
    admin.token,
    admin.webhook,
    users.user,
    imports.import_,
    exports.export,
    maintenance.announce,
    maintenance.backup,
    maintenance.restore,
    move.move,
    maintenance.doctor,
    clock.clock,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; a refusal is one line on stderr, never a traceback."""
    try:
        cli(prog_name="pressrum")
    except (Refusal, ConfigError, CannotListen) as error:
        click.echo(f"pressrum: {error}", err=True)
        sys.exit(REFUSED)
