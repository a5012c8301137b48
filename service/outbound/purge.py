"""Shared caches: told to drop what a newsroom's entry has made old, by its surrogate keys."""

from releases.refusals import Reason
from releases.store.sinks import Cache
from service.cache import surrogate_keys
from service.outbound.parcels import Parcel, failures, tell_newsrooms
from service.outbound.sender import Sender

AGENT = "Pressrum-Purge/1"
# Others wait for a first purge: a cache that is there answers at once.
SECONDS = 2.0


async def deliver(cache: Cache, sender: Sender, parcel: Parcel) -> dict[str, Reason]:
    """Purge each newsroom once, for everything that is due of it; repeats do no harm.

    Returns why announcements failed, by id.
    """

    async def purge(newsroom: str) -> None:
        sent = {"Surrogate-Key": surrogate_keys.keys_to_purge(newsroom), "User-Agent": AGENT}
        await sender.send("PURGE", cache.url, sent, named=True, seconds=SECONDS)

    return failures(parcel, await tell_newsrooms(parcel, purge))
