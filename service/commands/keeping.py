"""Keeping a service well: announce once, back up, restore, ask the doctor."""

import asyncio
import os
import shutil
import sys
from pathlib import Path

import click

from releases.errors import StoreRefused
from releases.store.sqlite import verify
from service import logs
from service.announcer import Announcer
from service.commands.examining import embed
from service.commands.opening import opened
from service.config import Settings, from_environment
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
            shutil.copytree(at.settings.media, pictures, ignore=unfinished)
    click.echo(f"{file} ({file.stat().st_size} bytes), verified")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Put aside the database that is there.")
def restore(file: Path, *, replace: bool) -> None:
    """Put a backup in the place of the database. Stop the service first."""
    settings = from_environment()
    if not file.is_file():
        raise StoreRefused(f"There is no file {file}.")
    verify(file)
    _put_aside(settings.database, replace=replace)
    part = settings.database.with_name(settings.database.name + ".part")
    shutil.copyfile(file, part)
    verify(part)
    part.replace(settings.database)
    _restore_pictures(file, settings)
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


def _put_aside(database: Path, *, replace: bool) -> None:
    if not database.exists():
        return
    if not replace:
        raise StoreRefused(f"{database} exists; add --replace to put it aside and restore.")
    for suffix in ("", "-wal", "-shm"):
        there = database.with_name(database.name + suffix)
        if there.exists():
            there.replace(there.with_name(there.name + ".before-restore"))


def _restore_pictures(file: Path, settings: Settings) -> None:
    pictures = _beside(file)
    if pictures.is_dir():
        shutil.copytree(pictures, settings.media, dirs_exist_ok=True, copy_function=_copy_once)


def _copy_once(source: str, target: str) -> str:
    # Pictures never change under their id.
    return target if os.path.exists(target) else str(shutil.copy2(source, target))  # noqa: PTH110
