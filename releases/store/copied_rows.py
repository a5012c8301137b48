"""Rows as they go from one database to another: lines of text, the same whatever engine has them.

The spelling is that of PostgreSQL's COPY, so that anybody can make the same lines, and their
SHA-256, with `psql` alone. Lines come in blocks of bytes, each block of whole lines.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

# A block is sent when it is as long: some hundred rows, so that neither side holds a table.
BLOCK = 65_536
# The backslash first: what is put in for the others begins with one.
_ESCAPES = (
    ("\\", "\\\\"),
    ("\b", "\\b"),
    ("\f", "\\f"),
    ("\n", "\\n"),
    ("\r", "\\r"),
    ("\t", "\\t"),
    ("\v", "\\v"),
)
_NULL = "\\N"
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_MEANT = {escape[1]: sign for sign, escape in _ESCAPES}


class Column(msgspec.Struct, frozen=True):
    """A column, and whether it holds whole numbers; else it holds text."""

    name: str
    is_number: bool


class Table(msgspec.Struct, frozen=True):
    """A table of the schema: its columns, and those that name a row, by which rows are ordered."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def names(self) -> str:
        """The columns as a statement lists them."""
        return ", ".join(column.name for column in self.columns)

    @property
    def select(self) -> str:
        """The statement that reads every row, in the order in which rows are hashed."""
        return f"SELECT {self.names} FROM {self.name} ORDER BY {', '.join(self.key)}"


class TableDigest(msgspec.Struct, frozen=True):
    """How many rows a table has, and the SHA-256 of their lines in the order of its key."""

    table: str
    rows: int
    sha256: str


class Tally:
    """Counts and hashes the lines that pass."""

    def __init__(self) -> None:
        self._digest = hashlib.sha256()
        self._rows = 0

    def passing(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the blocks, each when it is counted."""
        for block in blocks:
            self._digest.update(block)
            # No value has a line feed of its own: there it is written \\n.
            self._rows += block.count(b"\n")
            yield block

    def of(self, table: Table) -> TableDigest:
        """Return what has passed, as the rows of a table."""
        return TableDigest(table.name, self._rows, self._digest.hexdigest())


def count(table: Table, blocks: Iterable[bytes]) -> TableDigest:
    """Count and hash the rows of a table, and keep none."""
    tally = Tally()
    for _ in tally.passing(blocks):
        continue
    return tally.of(table)


def write_lines(rows: Iterable[Sequence[object]]) -> bytes:
    """Return rows of texts, numbers and None as lines."""
    return "".join("\t".join(map(_written, row)) + "\n" for row in rows).encode()


def read_lines(table: Table, blocks: Iterable[bytes]) -> Iterator[tuple[str | int | None, ...]]:
    """Yield the rows that lines hold."""
    kinds = [column.is_number for column in table.columns]
    for block in blocks:
        for line in block.decode().removesuffix("\n").split("\n"):
            yield tuple(map(_read, line.split("\t"), kinds))


def _written(value: object) -> str:
    if value is None:
        return _NULL
    text = str(value)
    for sign, escape in _ESCAPES:
        if sign in text:
            text = text.replace(sign, escape)
    return text


def _read(text: str, is_number: bool) -> str | int | None:
    if text == _NULL:
        return None
    if is_number:
        return int(text)
    if "\\" in text:
        return _ESCAPED.sub(lambda match: _MEANT[match[1]], text)
    return text
