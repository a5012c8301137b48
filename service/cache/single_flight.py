"""One run at a time of what many ask for at once: whoever asks meanwhile shares its outcome."""

import asyncio
from collections.abc import Callable, Coroutine, Hashable
from functools import partial
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


class SingleFlight(Generic[K, T]):
    """Runs under way, one a key. All methods belong to the event loop's thread."""

    def __init__(self) -> None:
        self._flights: dict[K, asyncio.Task[T]] = {}

    async def join(self, key: K, begin: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Return the outcome of the run under way, or else of one begun now.

        The run goes on when those who wait go away; what it raises reaches all of them. Joining
        always yields to the loop: a run that has ended is none, even if its callbacks are still to
        come, since awaiting it would return at once.
        """
        flight = self._flights.get(key)
        if flight is None or flight.done():
            flight = asyncio.get_running_loop().create_task(begin())
            self._flights[key] = flight
            flight.add_done_callback(partial(self._land, key))
        return await asyncio.shield(flight)

    def _land(self, key: K, flight: asyncio.Task[T]) -> None:
        # The next one may have begun before this callback ran.
        if self._flights.get(key) is flight:
            del self._flights[key]
        # Nobody may be left who waits for it.
        if not flight.cancelled():
            flight.exception()
