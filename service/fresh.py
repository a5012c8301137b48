"""Answers made for one request: of what few ask twice, or what ages without the log changing.

Kept among the editions they would push out what everybody asks for.
"""

import asyncio

from starlette.responses import Response

from service.edition import encode
from service.editions import Build
from service.reply import EditionResponse
from service.wiring import House


async def fresh(parts: House, build: Build) -> Response:
    """Build a resource on one snapshot, at the clock's instant, and answer with it."""
    draft = await parts.store.read(build, parts.clock.now())
    return EditionResponse(await asyncio.to_thread(encode, draft))
