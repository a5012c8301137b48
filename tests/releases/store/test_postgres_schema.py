"""The two schemas are one: what `current.sql` says of SQLite is so here, but for some names."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from releases.store.postgres import PostgresStore
from releases.store.schema.migrations import FOLDER
from tests.clocks import ManualClock

pytestmark = pytest.mark.postgres

TYPES = {"INTEGER": "bigint", "TEXT": "text"}
# What full text needs here, and FTS5 has in tables of its own.
WORDS = {("release_text", "words"), ("search", "words"), ("search", "marks")}
# The ledger of migrations: sqlite-utils' own, and this one.
LEDGERS = {"migration"}
# Rows here have no order of their own, and keys no direction: what SQLite reads off a table.
OWN_INDEXES = {"facet_of_newsroom", "release_text_words", "search_words"}
# SQLite has no TRUNCATE to forbid, and nobody to tell.
OWN_TRIGGERS = {"audit_is_never_emptied", "entry_is_never_emptied", "pulse_is_heard"}
CONSTRAINTS = """
    SELECT table_.relname, constraint_.contype, other.relname, ARRAY(
        SELECT attname::text FROM unnest(constraint_.conkey) WITH ORDINALITY AS key(number, place)
        JOIN pg_attribute ON attrelid = table_.oid AND attnum = number ORDER BY place
    ) FROM pg_constraint AS constraint_ JOIN pg_class AS table_ ON table_.oid = conrelid
    LEFT JOIN pg_class AS other ON other.oid = confrelid
    WHERE connamespace = current_schema()::regnamespace
"""

Here = sqlite3.Connection
There = psycopg.Connection[Any]


@pytest.fixture(scope="module")
def here() -> Iterator[Here]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(FOLDER.joinpath("current.sql").read_text(encoding="utf-8"))
        yield connection


@pytest.fixture
def there(postgres_url: str) -> Iterator[There]:
    PostgresStore(postgres_url, ManualClock()).close()
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        yield connection


def tables(here: Here) -> list[str]:
    rows = here.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    return [
        name
        for (name,) in rows
        if "_fts" not in name and not name.startswith(("_sqlite", "sqlite_"))
    ]


def each_table(here: Here, ask: Callable[[str], Iterator[tuple[Any, ...]]]) -> set[Any]:
    return {(table, *row) for table in tables(here) for row in ask(table)}


def test_every_table_has_the_columns_it_has_in_sqlite_in_their_order(
    here: Here, there: There
) -> None:
    """By name, type, whether they may be empty, and what stands there if nothing is said."""

    def columns(table: str) -> Iterator[tuple[Any, ...]]:
        # STRICT tables take no NULL in a key that is no row's number, nor does a row's number.
        for _, name, kind, filled, default, key in here.execute(f"PRAGMA table_info({table})"):
            yield name, TYPES[kind], bool(filled or key), default

    rows = there.execute(
        "SELECT table_name, column_name, data_type, is_nullable = 'NO', column_default, "
        "coalesce(collation_name, '') FROM information_schema.columns "
        "WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position"
    ).fetchall()
    ours = [row for row in rows if row[0] not in LEDGERS and row[:2] not in WORDS]
    found = [(*row[:4], row[4] and re.sub(r"::\w+$", "", row[4])) for row in ours]
    assert found == [
        (table, *column) for table in sorted(tables(here)) for column in columns(table)
    ]
    assert {row[5] for row in ours if row[2] == "text"} == {"C"}


def test_every_key_reference_and_uniqueness_is_the_same(here: Here, there: There) -> None:
    def constraints(table: str) -> Iterator[tuple[Any, ...]]:
        info = here.execute(f"PRAGMA table_info({table})").fetchall()
        keys = sorted((place, name) for *_, name, _, _, _, place in info if place)
        yield "p", None, tuple(name for _, name in keys)
        for _, index, _, origin, _ in here.execute(f"PRAGMA index_list({table})").fetchall():
            if origin == "u":
                inside = here.execute(f"PRAGMA index_info({index})").fetchall()
                yield "u", None, tuple(name for _, _, name in inside)
        for *_, other, own, _, _, _, _ in here.execute(f"PRAGMA foreign_key_list({table})"):
            yield "f", other, (own,)

    rows = there.execute(CONSTRAINTS).fetchall()
    found = {(table, kind, other, tuple(names)) for table, kind, other, names in rows}
    found = {row for row in found if row[0] not in LEDGERS and row[1] != "c"}
    assert found == each_table(here, constraints)
    checks = sum(kind == "c" for _, kind, *_ in rows)
    assert checks == FOLDER.joinpath("current.sql").read_text().count("CHECK (")


def plain(definition: str) -> tuple[str, str]:
    """Return the columns of an index, and which rows are in it, in one spelling."""
    _, _, said = " ".join(definition.split()).partition(" ON ")
    columns, _, where = said.partition("(")[2].partition(" WHERE ")
    columns = columns.strip().removesuffix(")")
    where = re.sub(r"::\w+|[()]", "", where)
    return columns, where


def test_every_index_is_the_same(here: Here, there: There) -> None:
    made = (
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' "
        "AND tbl_name <> '_sqlite_migrations'"
    )
    expected = {name: plain(sql) for name, sql in here.execute(made)}
    found = {
        name: plain(definition)
        for name, definition in there.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() "
            "AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conname = indexname)"
        ).fetchall()
    }
    assert found.keys() - expected.keys() == OWN_INDEXES
    assert {name: found.get(name) for name in expected} == expected


def test_every_trigger_has_its_counterpart(here: Here, there: There) -> None:
    rows = here.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND sql NOT LIKE '%_fts%'"
    ).fetchall()
    found = there.execute("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal").fetchall()
    assert {name for (name,) in found} == {name for (name,) in rows} | OWN_TRIGGERS
