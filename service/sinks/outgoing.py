"""Requests to sinks: no redirects, and little time and room for an answer."""

import asyncio
from collections.abc import Collection, Mapping

from service.outgoing import Unreached, answered, checked_url, is_inside

__all__ = ["DeliveryFailed", "checked_url", "is_inside", "post", "send"]

SECONDS = 10.0
MOST_BYTES = 64 * 1024


class DeliveryFailed(Exception):
    """The other side was not reached or did not accept; the message says why."""


async def post(
    url: str, body: bytes, headers: Mapping[str, str], private_targets: Collection[str] = ()
) -> int:
    """Post a body and return the status; raises `DeliveryFailed` where nothing answered."""
    return await send("POST", url, headers, private_targets, body)


async def send(
    method: str,
    url: str,
    headers: Mapping[str, str],
    private_targets: Collection[str] = (),
    body: bytes | None = None,
) -> int:
    """Send a request and return the status; raises `DeliveryFailed` where nothing answered."""
    try:
        async with (
            asyncio.timeout(SECONDS),
            answered(method, url, headers, private_targets, body=body) as answer,
        ):
            size = 0
            async for chunk in answer.aiter_raw():
                size += len(chunk)
                if size > MOST_BYTES:
                    break
            return int(answer.status_code)
    except TimeoutError:
        raise DeliveryFailed(f"no answer within {SECONDS:.0f} seconds") from None
    except Unreached as error:
        raise DeliveryFailed(str(error)) from error
