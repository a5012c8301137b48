"""A transaction in PostgreSQL: statements as `releases.store.tx` has them, spelt for psycopg."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.rows import DictRow, dict_row
from psycopg.types.numeric import Int8Dumper

from releases.store.full_text import PostgresFullText
from releases.store.tx import Row

Connection = psycopg.Connection[DictRow]

# Strings and casts are left alone; a per cent sign means something to psycopg.
_NAMED = re.compile(r"'[^']*'|::|:([a-z_]\w*)|%")
# What is looked for decides how it is best looked for: a plan for any words is none.
_UNPREPARED = "tsquery"
# In a text a NUL cannot be stored here: nothing that is stored has one, so nothing equals it.
_NUL = str.maketrans({"\0": "\ufffd"})

_Question = tuple[str, tuple[tuple[str, str], ...]]
# What is remembered of a snapshot is a little of each page, and nothing of a walk through the log.
_MOST_ROWS, _MOST_ANSWERS = 20, 50


class _WholeNumber(Loader):
    """Sums are numeric here; ours are sums of whole numbers."""

    def load(self, data: psycopg.abc.Buffer) -> int:
        return int(bytes(data))


def adapt(connection: psycopg.Connection[Any]) -> Connection:
    """Make a connection give rows by name, and whole numbers of one size."""
    connection.adapters.register_dumper(int, Int8Dumper)
    connection.adapters.register_loader("numeric", _WholeNumber)
    connection.row_factory = dict_row
    return connection


@lru_cache(maxsize=2_048)
def spelt(sql: str) -> str:
    """Return a statement with `:name` placeholders as psycopg takes it."""

    def one(match: re.Match[str]) -> str:
        if match[1]:
            return f"%({match[1]})s"
        return match[0].replace("%", "%%")

    return _NAMED.sub(one, sql)


class PostgresTx:
    """A transaction on one connection; see `releases.store.tx.Tx`."""

    skip_locked = "FOR UPDATE SKIP LOCKED"
    full_text = PostgresFullText()

    def __init__(self, connection: Connection, now: datetime, *, reads: bool = False) -> None:
        self._connection = connection
        self._now = now
        # One that only `reads` sees one snapshot: what was asked already is answered from here,
        # and not by another way to the server.
        self._answers: dict[_Question, Sequence[Row]] | None = {} if reads else None

    @property
    def now(self) -> datetime:
        return self._now

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        if self._answers is None:
            return self._execute(sql, values).fetchall()
        question = (sql, tuple(sorted((name, repr(value)) for name, value in values.items())))
        answer = self._answers.get(question)
        if answer is None:
            answer = self._execute(sql, values).fetchall()
            if len(answer) <= _MOST_ROWS and len(self._answers) < _MOST_ANSWERS:
                self._answers[question] = answer
        return answer

    def one(self, sql: str, **values: object) -> Row | None:
        return next(iter(self.all(sql, **values)), None)

    def run(self, sql: str, **values: object) -> int:
        return self._execute(sql, values).rowcount

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        with self._connection.cursor() as cursor:
            cursor.executemany(spelt(sql), [_storable(row) for row in rows])

    def _execute(self, sql: str, values: Mapping[str, object]) -> psycopg.Cursor[DictRow]:
        prepare = False if _UNPREPARED in sql else None
        return self._connection.execute(spelt(sql), _storable(values), prepare=prepare)


def _storable(values: Mapping[str, object]) -> dict[str, object]:
    return {
        name: value.translate(_NUL) if isinstance(value, str) and "\0" in value else value
        for name, value in values.items()
    }
