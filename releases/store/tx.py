"""One transaction as the SQL functions see it: statements in, rows out, and its instant."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

Row = Mapping[str, Any]


class Tx(Protocol):
    """A transaction on either engine. Statements use `:name` placeholders."""

    @property
    def now(self) -> datetime:
        """The instant of this transaction, read after its lock; never before an earlier one's."""

    def all(self, sql: str, **values: object) -> Sequence[Row]:
        """Run a statement and return its rows."""

    def one(self, sql: str, **values: object) -> Row | None:
        """Run a statement and return its first row, None without one."""

    def run(self, sql: str, **values: object) -> int:
        """Run a statement and return how many rows it changed."""

    def many(self, sql: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Run a statement once per row."""


def any_of(name: str, values: Iterable[str]) -> tuple[str, dict[str, object]]:
    """Return the inside of `IN (…)` and its values, portably; matches nothing when empty."""
    bound: dict[str, object] = {f"{name}_{i}": v for i, v in enumerate(sorted(set(values)))}
    return ", ".join(f":{key}" for key in bound) or "NULL", bound
