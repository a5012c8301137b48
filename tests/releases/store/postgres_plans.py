"""How PostgreSQL answers statements: an archive that is large enough to show it, and its plans."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
from psycopg import sql as spelling

from releases.model import canonical
from releases.store.tx import Row, Tx, TxAt
from releases.times import to_millis
from tests import builders as b
from tests.stores import ROOM

# Releases in ROOM, one an hour and the newest an hour ago; every seventh belongs to another room.
SIZE = 6_000
HOUR_MILLIS = 3_600_000
OTHER = "region-grannlandet"
# What grows with the archive: none of these may be read from end to end.
LARGE = frozenset(
    (
        *("release", "revision", "entry", "period", "facet", "search", "announcement", "audit"),
        *("release_text", "media", "visit", "draft_version"),
    )
)
_PARAMETER = re.compile(r"'[^']*'|::|:([a-z_]\w*)")
_numbers = itertools.count()
# After so many times the server looks whether one plan does for any values.
ENOUGH = 6

_AT = "CAST(:newest AS BIGINT) - g * CAST(:hour AS BIGINT)"
_ROOM = "CASE WHEN g % 7 = 0 THEN CAST(:other AS TEXT) ELSE CAST(:room AS TEXT) END"
_KEYS = (
    "''",
    "'kind:' || CASE g % 4 WHEN 0 THEN 'news' ELSE 'press_release' END",
    "'lang:sv'",
    "'topic:t' || g % 25",
    "'topic:u' || g % 9",
    "'place:26' || lpad((g % 20)::text, 2, '0')",
    "'media:m' || g",
)
_DOCUMENT = "replace(CAST(:document AS TEXT), 'Rubrik', 'Rubrik ' || g)"
FILL = (
    "INSERT INTO newsroom SELECT CAST(:other AS TEXT), name, about, language, county, site, logo, "
    "created_ms, changed_ms FROM newsroom WHERE slug = :room",
    "INSERT INTO release (id, newsroom, draft, version, created_ms, changed_ms, changed_by, logged)"
    f" SELECT 'r' || g, {_ROOM}, {_DOCUMENT}, 1, {_AT}, {_AT}, 'maja', 1 {{each}}",
    "INSERT INTO release_text (release, text) SELECT 'r' || g, 'vården ord' || g {each}",
    "INSERT INTO revision (id, release, number, document, sha256, made_ms, made_by) "
    f"SELECT 'v' || g, 'r' || g, 1, {_DOCUMENT}, '', {_AT}, 'maja' {{each}}",
    # As many of one release as a page of them and more, and one of every other.
    "INSERT INTO draft_version (release, number, version, begun_ms, made_ms, made_by, sealed, "
    f"files, document) SELECT 'r' || g, n, n, {_AT}, {_AT}, 'maja', 1, '', {_DOCUMENT} {{each}}, "
    "generate_series(1, 60) AS n WHERE n = 1 OR g = 2000",
    "INSERT INTO entry (id, release, number, revision, action, at_ms, made_ms, effective_ms, "
    "made_by, significance, note, announce, day_only, sequence) "
    f"SELECT 'e' || g, 'r' || g, 1, 'v' || g, 'publish', {_AT}, {_AT}, {_AT}, 'maja', 'major', '', "
    "1, 0, CAST(:size AS BIGINT) + 1 - g {each}",
    "INSERT INTO period (release, since_ms, until_ms, newsroom, entry, published_ms, withdrawn, "
    f"notable) SELECT 'r' || g, {_AT}, 253402300799999, {_ROOM}, 'e' || g, {_AT}, 0, 0 {{each}}",
    *(
        "INSERT INTO facet (newsroom, key, published_ms, release, since_ms, until_ms) "
        f"SELECT {_ROOM}, {key}, {_AT}, 'r' || g, {_AT}, 253402300799999 {{each}}"
        for key in _KEYS
    ),
    "INSERT INTO search (place, release, since_ms, until_ms, title, text, keys) "
    f"SELECT ({_AT}) * 1048576, 'r' || g, {_AT}, 253402300799999, 'rubrik ' || g, "
    "'vården ord' || g || ' sällan' || g % 100, 'x' || encode(convert_to('newsroom:' || "
    f"{_ROOM}, 'UTF8'), 'hex') {{each}}",
    "INSERT INTO media (id, newsroom, type, size, width, height, sha256, made_ms) "
    f"SELECT 'm' || g, {_ROOM}, 'image/jpeg', 1, 1, 1, '', {_AT} {{each}}",
    "INSERT INTO audit (at_ms, who, action, newsroom, release, detail) "
    f"SELECT {_AT}, 'maja' || g % 9, 'release.create', {_ROOM}, 'r' || g, '{{{{}}}}' {{each}}",
    "INSERT INTO audit (at_ms, who, action, newsroom, release, detail) "
    f"SELECT {_AT}, 'olle' || g % 3, 'entry.publish', {_ROOM}, 'r' || g, '{{{{}}}}' {{each}}",
    "INSERT INTO webhook (id, newsroom, url, secret, created_ms) "
    "SELECT 'w' || n, CAST(:room AS TEXT), 'https://' || n || '.example/', '', 0 "
    "FROM generate_series(1, 5) AS n",
    "INSERT INTO announcement (id, entry, sink, next_ms, leased_ms, attempts, state, error, "  # noqa: S608 - of our own making
    "newsroom, instant_ms, settled_ms) "
    f"SELECT 'a' || n || '-' || g, 'e' || g, 'webhook:w' || n, {_AT}, 0, 1, "
    f"CASE WHEN g % 1000 = 1 THEN 'dead' ELSE 'done' END, '', {_ROOM}, {_AT}, {_AT} "
    "FROM generate_series(1, CAST(:size AS BIGINT)) AS g, generate_series(1, 2) AS n",
    # Much is planned, and nothing of it is due.
    "INSERT INTO announcement (id, entry, sink, next_ms, leased_ms, attempts, state, error, "
    "newsroom, instant_ms) "
    f"SELECT 'p' || g, 'e' || g, 'webhook:w3', CAST(:newest AS BIGINT) + 9 * ({_AT} - ({_AT})) "
    f"+ (1 + g) * CAST(:hour AS BIGINT), 0, 0, 'owed', '', {_ROOM}, "
    "CAST(:newest AS BIGINT) + (1 + g) * CAST(:hour AS BIGINT) {each}",
    "INSERT INTO visit (newsroom, day, kind, release, count) "
    f"SELECT {_ROOM}, '2018-03-' || lpad((1 + g % 28)::text, 2, '0'), 'page', 'r' || g, g {{each}}",
)


def fill(tx: Tx) -> None:
    """Make thousands of releases with all that belongs to them."""
    tx.run("SET LOCAL session_replication_role = replica")
    for statement in FILL:
        tx.run(
            statement.format(each="FROM generate_series(1, CAST(:size AS BIGINT)) AS g"),
            size=SIZE,
            hour=HOUR_MILLIS,
            newest=to_millis(b.MORNING),
            room=ROOM,
            other=OTHER,
            document=canonical(b.document("Rubrik")).decode(),
        )


class TableScan(msgspec.Struct, frozen=True):
    """A scan within a plan: of which table, by which index ("" for none), through how many rows."""

    table: str
    index: str
    rows: int


class Plan(msgspec.Struct, frozen=True):
    """How a statement was answered."""

    statement: str
    steps: tuple[TableScan, ...]

    @property
    def walked(self) -> list[str]:
        """The large tables that were read from end to end."""
        return [step.table for step in self.steps if step.table in LARGE and not step.index]

    @property
    def told(self) -> str:
        """The plan in one line."""
        steps = ", ".join(
            f"{each.table} by {each.index or '-'}: {each.rows}" for each in self.steps
        )
        return f"{self.statement} [{steps}]"

    @property
    def rows(self) -> int:
        """How many rows of large tables were looked at."""
        return sum(step.rows for step in self.steps if step.table in LARGE)


class Explained(TxAt):
    """A transaction that notes how each of its statements is answered.

    As the driver sends them: at first with plans made for the values, later, `often`, with one for
    any values where the server holds that to be as good.
    """

    def __init__(self, tx: Tx, *, often: bool = False) -> None:
        super().__init__(tx, tx.now)
        self.plans: list[Plan] = []
        self._before = ENOUGH if often else 0

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        self._note(sql, values)
        return self._tx.all(sql, **values)

    def one(self, sql: str, **values: object) -> Row | None:
        self._note(sql, values)
        return self._tx.one(sql, **values)

    def run(self, sql: str, **values: object) -> int:
        self._note(sql, values)
        return self._tx.run(sql, **values)

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        if rows:
            self._note(sql, rows[0])
        self._tx.many(sql, rows)

    def _note(self, sql: str, values: Mapping[str, object]) -> None:
        name = f"explained_{next(_numbers)}"
        prepared, given = _numbered(sql, values)
        self._tx.run("SAVEPOINT explained")
        self._tx.run(f"PREPARE {name} AS {prepared}")
        execute = f"EXECUTE {name} ({given})" if given else f"EXECUTE {name}"
        # Statements that ask for words are never prepared.
        for _ in range(0 if "tsquery" in sql else self._before):
            self._tx.all(f"EXPLAIN {execute}")
        row = self._tx.one(f"EXPLAIN (ANALYZE, FORMAT JSON) {execute}")
        assert row is not None
        (told,) = row["QUERY PLAN"]
        self._tx.run(f"DEALLOCATE {name}")
        self._tx.run("ROLLBACK TO SAVEPOINT explained")
        self.plans.append(Plan(sql, tuple(_steps(told["Plan"]))))


def _numbered(sql: str, values: Mapping[str, object]) -> tuple[str, str]:
    """Return a statement with `$1` in place of names, and the values in that order."""
    order: list[str] = []

    def number(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]
        if match[1] not in order:
            order.append(match[1])
        return f"${order.index(match[1]) + 1}"

    prepared = _PARAMETER.sub(number, sql)
    given = ", ".join(spelling.Literal(values[name]).as_string(None) for name in order)
    return prepared, given


def _steps(node: Mapping[str, Any], table: str = "") -> Iterator[TableScan]:
    kind, loops = node["Node Type"], node["Actual Loops"]
    if not loops:
        return
    table = node.get("Relation Name", table)
    if kind.endswith("Scan") and table and kind != "CTE Scan":
        filtered = node.get("Rows Removed by Filter", 0)
        filtered += node.get("Rows Removed by Index Recheck", 0)
        index = node.get("Index Name", "" if kind == "Seq Scan" else "by its bitmap")
        yield TableScan(table, index, (node["Actual Rows"] + filtered) * loops)
    for inner in node.get("Plans", ()):
        yield from _steps(inner, table if kind == "Bitmap Heap Scan" else "")
