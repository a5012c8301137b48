"""The guarded client of a command, which begins and ends with what it is needed for."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from service.config import from_environment
from service.outbound.http import GuardedClient

T = TypeVar("T")


def run_with_client(f: Callable[[GuardedClient], Awaitable[T]]) -> T:
    """Run `f(client)` to its end; the client reaches what the environment's settings allow."""

    async def run() -> T:
        async with GuardedClient(from_environment().private_targets) as client:
            return await f(client)

    return asyncio.run(run())
