"""Keeping a service well: announce once, back up, restore, ask the doctor."""

import sys
from functools import partial
from pathlib import Path

import click

from releases.errors import MediaRefused, StoreDamaged, StoreRefused
from service import logs
from service.commands.client import run_with_client
from service.commands.database import CommandContext, open_database
from service.commands.doctor_embed import embed
from service.commands.restore import restore_database, restore_pictures
from service.config import from_environment
from service.doctor.database import damage, examine
from service.media.files import open_store
from service.media.folder import Folder
from service.media.store import copy_files
from service.outbound.delivery import Announcer
from service.outbound.http import GuardedClient
from service.outbound.queue import DeliveryTally
from service.outbound.sender import Sender
from service.security.vault import Vault
from service.traces import tracer as traces
from service.traces.tracer import Tracer


@click.command()
def announce() -> None:
    """Deliver what is due, then stop."""
    with open_database(serves=True) as at:
        logs.configure(at.settings.log)
        tracer = traces.start(at.settings)
        try:
            tally = run_with_client(partial(_announce, at, tracer))
        finally:
            tracer.close()
        click.echo(f"{tally.made} attempts, {tally.delivered} delivered, {tally.failed} failed")
        if tally.failed:
            sys.exit(1)


async def _announce(at: CommandContext, tracer: Tracer, client: GuardedClient) -> DeliveryTally:
    announcer = Announcer(at.store, Sender(client, at.links, at.clock.now, tracer=tracer))
    try:
        await announcer.run()
    finally:
        await announcer.stop()
    return announcer.tally


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a verified copy of the database to FILE, and of the pictures to FILE.media.

    Safe while the service runs. FILE must not exist.
    """
    pictures = _beside(file)
    for target in (file, pictures):
        if target.exists():
            raise StoreRefused(f"{target} exists already; a backup overwrites nothing.")
    if not file.absolute().parent.is_dir():
        raise StoreRefused(f"The folder {file.absolute().parent} does not exist.")
    with open_database() as at:
        at.store.backup(file)
        # After the database: every picture the copy names is then among the files.
        try:
            kept = Folder(pictures)
            kept.check()
            copied = copy_files(open_store(at.settings.media), kept)
        except MediaRefused as error:
            said = f"{pictures} is not whole: {error} Take another backup, to another FILE."
            raise StoreRefused(said) from error
    for name in copied.too_large:
        click.echo(f"pressrum: {name} is larger than any picture, and is left out", err=True)
    click.echo(f"{file} ({file.stat().st_size} bytes), verified; {copied.copied:,} media files")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put aside the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database; refused while anything has that open."""
    settings = from_environment()
    if not file.is_file():
        raise StoreRefused(f"There is no file {file}.")
    if not isinstance(settings.database, Path):
        raise StoreRefused(
            "A PostgreSQL database is restored with PostgreSQL's own tools (docs/scaling.md); "
            "a copy of a SQLite database goes there by pressrum move."
        )
    restore_database(file, settings.database, replace=replace)
    pictures = _beside(file)
    if pictures.is_dir():
        restore_pictures(pictures, settings.media)
    click.echo(f"{settings.database} restored from {file}")


@click.group(invoke_without_command=True)
@click.pass_context
def doctor(context: click.Context) -> None:
    """Examine database, clock, outbox and feeds; exit code 1 if something needs a person."""
    if context.invoked_subcommand:
        return
    try:
        with open_database() as at:
            vault = Vault(at.settings.secret)
            media = open_store(at.settings.media)
            findings = examine(at.store, at.clock, at.links, media, vault)
    except StoreDamaged as error:
        findings = [damage(from_environment().database, str(error))]
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject}: {finding.said}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


doctor.add_command(embed)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".media")
