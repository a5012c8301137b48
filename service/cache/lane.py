"""A lane: one at a time works in it, and nobody is kept waiting for long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Lane:
    """Held by one at a time. Who holds it longer than `patience` seconds goes on beside the next.

    All methods belong to the event loop's thread.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._free = asyncio.Semaphore(1)

    @asynccontextmanager
    async def held(self) -> AsyncIterator[None]:
        """Wait for the lane, and leave it at the end or when patience has."""
        await self._free.acquire()
        inside = True

        def leave() -> None:
            nonlocal inside
            if inside:
                inside = False
                self._free.release()

        timer = asyncio.get_running_loop().call_later(self._patience, leave)
        try:
            yield
        finally:
            timer.cancel()
            leave()
