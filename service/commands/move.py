"""Moving everything to another database, and pictures to another place: all of it or nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import click

from releases.errors import MediaRefused, StoreRefused
from releases.store import transfer
from releases.store.transfer import CopiedFile
from service.commands.database import open_database
from service.config import ConfigError, Settings, from_environment
from service.media.checked_copy import MediaCopied, NamedFile, copy_named
from service.media.files import file_name, open_store

_SETTINGS = {"PRESSRUM_DATABASE": "--to", "PRESSRUM_MEDIA": "--media"}
_NAMED_MOST = 20


@click.command()
@click.option("--to", "database", metavar="DATABASE", help="postgresql://…, or the path of a file.")
@click.option("--media", metavar="PLACE", help="A folder, or s3://bucket/prefix.")
def move(database: str | None, media: str | None) -> None:
    """Copy everything into an empty database, and the pictures to another place.

    Stop the service first. What is there now stays as it is; what was copied is compared with it,
    table by table and picture by picture, and kept only if it is the same.
    """
    if database is None and media is None:
        raise click.UsageError("Say where to: --to DATABASE, --media PLACE or both.")
    now = from_environment()
    then = _settings(database, media)
    _refuse_same(now, then, database, media)
    # As any command does: its schema is brought up to date, and its clock looked at.
    with open_database():
        pass
    pictures = _Pictures(now, then) if media is not None else None
    if database is None:
        transfer.read_files(now.database, pictures or _nothing)
    else:
        _tell_copied(transfer.copy(now.database, then.database, pictures or _nothing))
    if pictures is not None:
        pictures.tell()
    click.echo(f"Moved: set {' and '.join(_changed(database, media))} before the next start.")


class _Pictures:
    """Copies the files that a database names, while nobody can add any."""

    def __init__(self, now: Settings, then: Settings) -> None:
        self._source, self._target = open_store(now.media), open_store(then.media)
        self._copied: MediaCopied | None = None
        try:
            self._target.check()
        except MediaRefused as error:
            raise StoreRefused(f"Nothing was moved: {error}") from error

    def __call__(self, files: Iterator[CopiedFile]) -> None:
        named = (
            NamedFile(
                file_name(file.media, file.width, file.type, is_original=file.is_original),
                file.sha256,
            )
            for file in files
        )
        try:
            self._copied = copy_named(self._source, self._target, named)
        except MediaRefused as error:
            raise StoreRefused(
                f"Not all pictures were copied: {error} The database was not moved; moved once "
                "more, the pictures go on from here."
            ) from error

    def tell(self) -> None:
        """Print what was copied, and what the store has lost."""
        copied = self._copied or MediaCopied(0, 0, ())
        for name in copied.lost[:_NAMED_MOST]:
            address = self._source.address(name)
            click.echo(f"pressrum: {address} is lost or damaged, and is not copied", err=True)
        if more := copied.lost[_NAMED_MOST:]:
            click.echo(f"pressrum: so are {len(more):,} more (pressrum doctor names all)", err=True)
        click.echo(
            f"{copied.copied:,} files of pictures and attachments copied to "
            f"{self._target.address()}, {copied.before:,} were there; compared by SHA-256"
        )


def _settings(database: str | None, media: str | None) -> Settings:
    """Return the settings of the time after; raises `ConfigError`."""
    given = {"PRESSRUM_DATABASE": database, "PRESSRUM_MEDIA": media}
    told = {name: value for name, value in given.items() if value is not None}
    try:
        return from_environment(os.environ | told)
    except ConfigError as error:
        said = str(error)
        for name in told:
            said = said.replace(name, _SETTINGS[name])
        raise ConfigError(said) from None


def _refuse_same(now: Settings, then: Settings, database: str | None, media: str | None) -> None:
    if isinstance(now.database, Path) and not now.database.exists():
        raise StoreRefused(f"There is no database {now.database} to be moved.")
    if database is not None and _resolved(now.database) == _resolved(then.database):
        raise StoreRefused("--to is the database that PRESSRUM_DATABASE names already.")
    if media is not None and _resolved(now.media) == _resolved(then.media):
        raise StoreRefused("--media is the place that PRESSRUM_MEDIA names already.")


def _resolved(place: object) -> object:
    return place.resolve() if isinstance(place, Path) else place


def _tell_copied(copied: transfer.Transferred) -> None:
    for other in copied.others:
        click.echo(f"pressrum: the table {other} is none of Pressrum's, and stays", err=True)
    for table in copied.tables:
        click.echo(f"{table.table:<13} {table.rows:>12,}  {table.sha256}")


def _changed(database: str | None, media: str | None) -> Iterator[str]:
    given = zip(_SETTINGS, (database, media), strict=True)
    return (name for name, value in given if value is not None)


def _nothing(_: Iterator[CopiedFile]) -> None:
    """Leave the pictures where they are."""
