"""One transaction as the SQL functions see it: statements in, rows out, and its instant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from releases.store.full_text import FullText

Row = Mapping[str, Any]
# Names in the order that Swedes look for them, in both engines.
BY_NAME = 'name COLLATE "sv-x-icu"'


class Tx(Protocol):
    """A transaction on either engine. Statements use `:name` placeholders."""

    @property
    def now(self) -> datetime:
        """The instant of this transaction, read after its lock; never before an earlier one's."""

    @property
    def full_text(self) -> FullText:
        """How the engine asks its full-text index."""

    @property
    def skip_locked(self) -> str:
        """What ends a SELECT of rows to be claimed: those somebody else claims are left out."""

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        """Run a statement and return its rows."""

    def one(self, sql: str, **values: object) -> Row | None:
        """Run a statement and return its first row, None without one."""

    def run(self, sql: str, **values: object) -> int:
        """Run a statement and return how many rows it changed."""

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement once per row."""


class TxAt:
    """A transaction that happens at another instant than its own, for history written at once."""

    def __init__(self, tx: Tx, now: datetime) -> None:
        self._tx = tx
        self._now = now

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def full_text(self) -> FullText:
        return self._tx.full_text

    @property
    def skip_locked(self) -> str:
        return self._tx.skip_locked

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        return self._tx.all(sql, **values)

    def one(self, sql: str, **values: object) -> Row | None:
        return self._tx.one(sql, **values)

    def run(self, sql: str, **values: object) -> int:
        return self._tx.run(sql, **values)

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        self._tx.many(sql, rows)


def any_of(name: str, values: Iterable[str]) -> tuple[str, dict[str, object]]:
    """Return the inside of `IN (…)` and its values, portably; matches nothing when empty."""
    bound: dict[str, object] = {f"{name}_{i}": v for i, v in enumerate(sorted(set(values)))}
    return ", ".join(f":{key}" for key in bound) or "NULL", bound
