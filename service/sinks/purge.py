"""Shared caches: told to drop what a newsroom's entry has made old, by its surrogate keys."""

from urllib.parse import urlsplit

from service import surrogates
from service.sinks import outgoing
from service.sinks.outgoing import DeliveryFailed

AGENT = "Pressrum-Purge/1"


async def deliver(cache: str, newsroom: str) -> None:
    """Purge a newsroom from a cache; raises `DeliveryFailed`. Doing it again does no harm."""
    # The operator named the cache, so its address may be a private one.
    host = (urlsplit(cache).hostname or "").lower()
    sent = {"Surrogate-Key": surrogates.outdated(newsroom), "User-Agent": AGENT}
    status = await outgoing.send("PURGE", cache, sent, {host})
    if not 200 <= status < 300:  # noqa: PLR2004 - the class of success
        raise DeliveryFailed(f"answered {status}")
