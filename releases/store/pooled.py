"""What both engines do alike: functions of a transaction run in threads, one of them writing."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Concatenate, ParamSpec, TypeVar

from releases.store.tx import Tx

P = ParamSpec("P")
T = TypeVar("T")

READERS = 4


class PooledStore(ABC):
    """Threads of readers and one of a writer, which an engine gives their transactions."""

    def __init__(self) -> None:
        self._write_pool = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._read_pool = ThreadPoolExecutor(READERS, thread_name_prefix="store-reader")

    async def read(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` on one snapshot in a reader thread."""
        return await asyncio.wrap_future(self.reading(f, *args, **kwargs))

    async def write(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run `f(tx, …)` as one transaction; once begun it ends even if the caller goes away."""
        return await asyncio.shield(asyncio.wrap_future(self.writing(f, *args, **kwargs)))

    def reading(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `read`, for callers without an event loop."""
        self._check()
        return self._read_pool.submit(copy_context().run, lambda: self._read(f, *args, **kwargs))

    def writing(
        self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        """Like `write`, for callers without an event loop."""
        self._check()
        return self._write_pool.submit(copy_context().run, lambda: self._write(f, *args, **kwargs))

    def _finish(self) -> None:
        """Finish what has begun, and begin nothing more."""
        self._write_pool.shutdown()
        self._read_pool.shutdown()

    @abstractmethod
    def _check(self) -> None:
        """Raise `StoreRefused` where there is no use in waiting for a thread."""

    @abstractmethod
    def _read(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` on one snapshot in the thread of the caller."""

    @abstractmethod
    def _write(self, f: Callable[Concatenate[Tx, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run `f(tx, …)` as one transaction in the thread of the caller."""
