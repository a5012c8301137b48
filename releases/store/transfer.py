"""Everything of a database written into an empty one, on either engine, or nothing of it.

Tables are those of the schema of today, whatever it has. Rows go as text from one to the other, one
table after the other, each counted and hashed on the way; then they are counted and hashed anew as
the target has them, and only what is equal is kept.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import msgspec

from releases.errors import StoreRefused
from releases.store import sqlite_copy
from releases.store.copied_rows import Table, TableDigest, Tally, count, read_lines
from releases.store.engine import Database
from releases.store.sqlite_schema import tables


class RowSource(Protocol):
    """A database that nobody writes to while it is read."""

    def check(self, tables: Iterable[Table]) -> tuple[str, ...]:
        """Return the names of tables that are none of ours.

        Raises `StoreRefused` where a table has other columns than these.
        """
        ...

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table in blocks of lines, in the order of its key."""
        ...


class RowTarget(Protocol):
    """A database that is made: whole once `finish` has returned, and until then none."""

    def check(self, tables: Iterable[Table]) -> None:
        """Raise `StoreRefused` unless the tables are these, with nothing in them."""

    def write(self, table: Table, blocks: Iterable[bytes]) -> None:
        """Write rows in the place of those that the schema began with."""

    def read(self, table: Table) -> Iterator[bytes]:
        """Yield the rows of a table as they were written, as `RowSource` does."""
        ...

    def finish(self, tables: Iterable[Table]) -> None:
        """Keep for good what was written."""


class CopiedFile(msgspec.Struct, frozen=True):
    """A file of the media store that a database names: `width` is None for what is no rendition."""

    media: str
    width: int | None
    type: str
    sha256: str
    is_original: bool = False


# Does something about the files that a database names, while nobody can add any.
CopyFiles = Callable[[Iterator[CopiedFile]], None]


class Transferred(msgspec.Struct, frozen=True):
    """The tables that were copied, with their rows as both databases have them.

    `others` are tables of the source that are none of ours, and stay there.
    """

    tables: tuple[TableDigest, ...]
    others: tuple[str, ...]


def copy(source: Database, target: Database, copy_files: CopyFiles) -> Transferred:
    """Copy a database into an empty one, after its files; nobody has either open meanwhile.

    The source has the schema of today and is not written to. Raises `StoreRefused`; the target is
    then as it was before.
    """
    ours = tables()
    # The target first: one that is no empty database is refused before anybody is kept waiting.
    with _open_target(target) as written:
        written.check(ours)
        with _open_source(source) as read:
            others = read.check(ours)
            # Files without a row harm nobody; a row without files shows a hole.
            copy_files(_files(read))
            sent = tuple(_send(table, read, written) for table in ours)
            for table, counted in zip(ours, sent, strict=True):
                _compare(counted, count(table, written.read(table)))
            # Whoever has waited for the source finds the target whole.
            written.finish(ours)
    return Transferred(sent, others)


def read_files(source: Database, copy_files: CopyFiles) -> None:
    """Have the files that a database names copied, and leave it where it is."""
    with _open_source(source) as read:
        read.check(tables())
        copy_files(_files(read))


def _files(source: RowSource) -> Iterator[CopiedFile]:
    by_name = {table.name: table for table in tables()}
    for name in ("media", "rendition", "original"):
        table = by_name[name]
        for values in read_lines(table, source.read(table)):
            row: dict[str, Any] = dict(
                zip((column.name for column in table.columns), values, strict=True)
            )
            media = row["id"] if name == "media" else row["media"]
            width = row["width"] if name == "rendition" else None
            yield CopiedFile(media, width, row["type"], row["sha256"], name == "original")


def _compare(sent: TableDigest, arrived: TableDigest) -> None:
    if arrived != sent:
        raise StoreRefused(
            f"{sent.table} has {arrived.rows} rows ({arrived.sha256}) where {sent.rows} "
            f"({sent.sha256}) were written; nothing is kept of the copy."
        )


def _send(table: Table, source: RowSource, target: RowTarget) -> TableDigest:
    tally = Tally()
    target.write(table, tally.passing(source.read(table)))
    return tally.of(table)


def _open_source(database: Database) -> AbstractContextManager[RowSource]:
    if isinstance(database, Path):
        return sqlite_copy.open_source(database)
    from releases.store import postgres_copy  # noqa: PLC0415 - its driver is an extra

    return postgres_copy.open_source(database)


def _open_target(database: Database) -> AbstractContextManager[RowTarget]:
    if isinstance(database, Path):
        return sqlite_copy.open_target(database)
    from releases.store import postgres_copy  # noqa: PLC0415 - its driver is an extra

    return postgres_copy.open_target(database)
