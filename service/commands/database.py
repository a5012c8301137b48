"""Opening the database for a command, and closing it whatever happens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

import msgspec

from feeds.links import Links
from releases.rules.roles import Actor
from releases.store.engine import Store, open_store
from releases.store.tx import Tx
from service.clock.database_ticks import ticks_for
from service.clock.guarded import GuardedClock
from service.config import Settings, from_environment

P = ParamSpec("P")
T = TypeVar("T")

WHO = Actor("cli", is_machine=True)


class CommandContext(msgspec.Struct, frozen=True):
    """What a command works with."""

    settings: Settings
    clock: GuardedClock
    store: Store
    links: Links

    def read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` on one snapshot and wait for it."""
        return self.store.reading(f, *args, **kwargs).result()

    def write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` as one transaction and wait for it."""
        return self.store.writing(f, *args, **kwargs).result()


@contextmanager
def open_database(*, serves: bool = False) -> Iterator[CommandContext]:
    """Open the database the environment names; raises `StoreRefused` or `ConfigError`.

    `serves` says that the command tells the public something.
    """
    settings = from_environment()
    clock = GuardedClock(ticks_for(settings.database), serves=serves)
    store = open_store(settings.database, clock)
    try:
        yield CommandContext(settings, clock, store, Links(settings.base_url))
    finally:
        store.close()
