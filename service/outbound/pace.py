"""How fast requests to sinks begin: one after another, so that readers come in between."""

import asyncio

# A round of thousands then takes a fraction of the event loop, and readers notice little.
PER_SECOND = 150.0


class Pace:
    """Gives turns, first come first served, never closer together than `1 / per_second`."""

    def __init__(self, per_second: float = PER_SECOND) -> None:
        self._apart = 1 / per_second
        self._next = 0.0

    async def turn(self) -> None:
        """Wait for a turn."""
        now = asyncio.get_running_loop().time()
        mine = max(now, self._next)
        self._next = mine + self._apart
        if mine > now:
            await asyncio.sleep(mine - now)
