"""The schema in PostgreSQL: begun from the baseline, then the migrations that SQLite has too.

A migration that both engines understand is one file, spelt for each; where they differ, a file
`NNNN_name.postgres.sql` stands in its place here. What older programs can go on with says so in
its first line, `-- expands`: they open a database that a newer program has migrated so far.
"""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from releases.errors import StoreRefused
from releases.store.postgres_tx import Connection
from releases.store.schema.migrations import FOLDER, read_statements

BASELINE = "0220_baseline"
EXPANDS = "-- expands"
_NAME = re.compile(r"(\d{4}_\w+?)(\.postgres)?\.sql")
# Without it, text would be compared by the rules of a language, and no two databases alike.
_TYPES = {"INTEGER": "bigint", "TEXT": 'text COLLATE "C"'}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b")
_SQLITE_ONLY = re.compile(r"\) STRICT(, WITHOUT ROWID)?\s*\Z")
_LEDGER = """
CREATE TABLE IF NOT EXISTS migration (
    name text COLLATE "C" PRIMARY KEY,
    expands boolean NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


class Migration(msgspec.Struct, frozen=True):
    """The statements that bring a schema up to a number."""

    name: str
    statements: tuple[str, ...]
    expands: bool


def spelt(statement: str) -> str:
    """Return a portable statement of the schema as PostgreSQL has it."""
    typed = _TYPE.sub(lambda match: _TYPES[match[1]], statement)
    return _SQLITE_ONLY.sub(")", typed)


@cache
def migrations() -> tuple[Migration, ...]:
    """Return the baseline and what follows it, in order."""
    return tuple(_load())


def _load() -> Iterator[Migration]:
    texts: dict[str, str] = {}
    for file in sorted(path.name for path in FOLDER.iterdir()):
        match = _NAME.fullmatch(file)
        # What has a spelling of its own comes after the common one, and takes its place.
        if match and match[1] >= BASELINE[:4] and (match[2] or match[1][:4] > BASELINE[:4]):
            texts[match[1]] = FOLDER.joinpath(file).read_text(encoding="utf-8")
    for name, text in sorted(texts.items()):
        statements = tuple(map(spelt, read_statements(text)))
        yield Migration(name, statements, text.startswith(EXPANDS))


def migrate(connection: Connection, name: str) -> None:
    """Bring a schema up to date, in the transaction that is open; others wait for its lock.

    Raises `StoreRefused` for a database of something else, or one that is newer and has changed
    what this program needs.
    """
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise StoreRefused(f"{name} keeps text as {encoding}; Pressrum needs UTF8.")
    ledger = connection.execute("SELECT to_regclass('migration') AS there").fetchone()
    if ledger is None or ledger["there"] is None:
        _refuse_others(connection, name)
        connection.execute(_LEDGER)
    rows = connection.execute("SELECT name, expands FROM migration").fetchall()
    done = {row["name"]: row["expands"] for row in rows}
    known = {migration.name for migration in migrations()}
    newer = sorted(name for name, expands in done.items() if name not in known and not expands)
    if newer:
        raise StoreRefused(f"{name} was written by a newer Pressrum ({', '.join(newer)}).")
    for migration in migrations():
        if migration.name not in done:
            for statement in migration.statements:
                connection.execute(statement.encode())
            connection.execute(
                "INSERT INTO migration (name, expands) VALUES (%s, %s)",
                (migration.name, migration.expands),
            )


def _refuse_others(connection: Connection, name: str) -> None:
    row = connection.execute(
        "SELECT count(*) AS n FROM pg_catalog.pg_class "
        "WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'v', 'p')"
    ).fetchone()
    if row is None or row["n"]:
        raise StoreRefused(f"{name} is a database of something else; Pressrum leaves it alone.")
