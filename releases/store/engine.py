"""What every engine offers, and opening the one that a setting names."""

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from releases.errors import StoreRefused
from releases.store.clock import Keeper
from releases.store.sqlite import SqliteStore
from releases.store.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")

# What a setting names: the path of a SQLite file, or the URL of a PostgreSQL database.
Database = Path | str


class Presence(Protocol):
    """The sign that its holder lives, under an `id` of its own; gone however its holder ends."""

    id: str

    def close(self) -> None:
        """Be gone."""

    def is_gone(self, other: str) -> bool:
        """Tell whether the holder of another id has ended."""


class Store(Protocol):
    """A Pressrum database; all methods may be called from any thread.

    `alone`: no other process had it open. `writes` counts what this
    process has committed. Whatever the engine cannot do raises `StoreRefused`.
    """

    alone: bool
    writes: int
    # What was found broken and stays so; "" where nothing was.
    damage: str

    @property
    def place(self) -> Database:
        """Which database it is, for people: a path, or a URL without user and password."""
        ...

    async def read(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` on one snapshot in a reader thread."""
        ...

    async def write(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` as one transaction; once begun it ends even if the caller goes away."""
        ...

    def reading(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `read`, for callers without an event loop."""
        ...

    def writing(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `write`, for callers without an event loop."""
        ...

    def data_version(self) -> int:
        """Return a number that changes when another process may have changed the log.

        It waits for nothing that could take long.
        """
        ...

    def is_lost(self) -> bool:
        """Tell whether what others commit can no longer be known: the database does not answer."""
        ...

    def known_version(self) -> int:
        """Return the newest version of what is public that this process has heard of.

        It is that of `releases.store.public_version`, and waits for nothing.
        """
        ...

    def room(self) -> str:
        """Return what keeps further writes from fitting, "" where nothing does; it blocks."""
        ...

    def verify(self) -> None:
        """Raise `StoreRefused` unless what is stored is whole; it blocks."""

    def presence(self) -> Presence:
        """Return a sign that this process lives; it blocks."""
        ...

    def backup(self, target: Path) -> None:
        """Write a verified copy to a path where nothing is yet."""

    def version(self) -> str:
        """Return the engine's name and version for people."""
        ...

    def close(self) -> None:
        """Finish what has begun and close every connection."""


def open_store(database: Database, clock: Keeper) -> Store:
    """Open the database of a setting, made and migrated if need be; raises `StoreRefused`."""
    if isinstance(database, Path):
        return SqliteStore(database, clock)
    try:
        # An extra, and a quarter of a second: whoever keeps a file needs neither.
        from releases.store.postgres import PostgresStore  # noqa: PLC0415
    except ImportError as error:
        raise StoreRefused(
            f"PostgreSQL needs the extra postgres: pip install 'pressrum[postgres]' ({error.name} "
            "is not installed)."
        ) from error
    return PostgresStore(database, clock)
