"""Keeping a service well: announce once, back up, restore, ask the doctor."""

import asyncio
import shutil
import sys
from pathlib import Path

import click

from releases.errors import StoreRefused
from service import logs
from service.announcer import Announcer
from service.commands.examining import embed
from service.commands.opening import opened
from service.commands.restoring import restore_database, restore_pictures
from service.config import from_environment
from service.doctor import examine
from service.mediafiles import PART
from service.vault import Vault


@click.command()
def announce() -> None:
    """Deliver what is due, then stop."""
    with opened() as at:
        logs.configure(at.settings.log)
        announcer = Announcer(at.store, at.clock, at.links, at.settings)
        made = asyncio.run(announcer.run())
        click.echo(f"{made} attempts, {announcer.delivered} delivered, {announcer.failed} failed")
        if announcer.failed:
            sys.exit(1)


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
    with opened() as at:
        at.store.backup(file)
        # After the database: every picture the copy names is then among the files.
        if at.settings.media.is_dir():
            unfinished = shutil.ignore_patterns(f"*{PART}")
            try:
                shutil.copytree(at.settings.media, pictures, ignore=unfinished)
            except OSError as error:
                said = f"{pictures} is not whole: {error}. Take another backup, to another FILE."
                raise StoreRefused(said) from error
    click.echo(f"{file} ({file.stat().st_size} bytes), verified")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put aside the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database. Stop the service first."""
    settings = from_environment()
    if not file.is_file():
        raise StoreRefused(f"There is no file {file}.")
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
    with opened() as at:
        vault = Vault(at.settings.secret)
        findings = examine(at.store, at.clock, at.links, at.settings.media, vault)
    for finding in findings:
        click.echo(f"{'ok ' if finding.well else 'BAD'}  {finding.subject}: {finding.said}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


doctor.add_command(embed)


def _beside(file: Path) -> Path:
    return file.with_name(file.name + ".media")
