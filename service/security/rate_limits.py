"""How often readers may comment, and how often somebody may fail to sign in.

Attempts count in the database, so that all processes on it have one limit together. Addresses and
accounts stand there under a keyed hash. Whoever is over a limit is told so by a read alone.
"""

import asyncio
import hmac
from datetime import timedelta
from hashlib import sha256

from releases.model import new_id
from releases.store import attempts
from releases.store.attempts import Counted, Limit
from releases.store.engine import Store
from service.security import passwords
from service.security.networks import network_of

PER_ADDRESS = Limit(8, timedelta(hours=1))
PER_NEWSROOM = Limit(120, timedelta(hours=1))

WINDOW = timedelta(minutes=15)
# Enough for slips, too few for guessing. Right ones count here too: each costs a hash.
PAIR = Limit(10, WINDOW)
# Failures alone: many people may share an address.
ADDRESS = Limit(30, WINDOW)
# Higher, so that a stranger who guesses does not lock out the one whose account it is.
ACCOUNT = Limit(100, WINDOW)
LONGEST = 254
# Some are noted while others are compared.
AT_ONCE = 2 * passwords.AT_ONCE


class FeedbackLimits:
    """Counts comments by address and newsroom. `key` is the same for every process."""

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key

    async def allows(self, newsroom: str, address: str) -> bool:
        """Count a comment and tell whether it may be stored."""
        counted = (
            _counted(self._key, PER_ADDRESS, "comment address", network_of(address)),
            _counted(self._key, PER_NEWSROOM, "comment newsroom", newsroom),
        )
        if await self._store.read(attempts.are_full, counted):
            return False
        return await self._store.write(attempts.take, counted, new_id())


class LoginLimits:
    """Counts attempts by account, by address and by both. `key` is the same for every process.

    An attempt counts as a failure until it is found to be none, even if its process dies over it.
    """

    def __init__(self, store: Store, key: str) -> None:
        self._store = store
        self._key = key
        # Whoever waits for a turn has written nothing yet: no flood of attempts is one of writes.
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def matches(self, email: str, address: str, kept: str, password: str) -> bool | None:
        """Tell whether a password is the one kept of an account; None after too many attempts."""
        account, network = email.strip().lower()[:LONGEST], network_of(address)
        failures = (
            _counted(self._key, ADDRESS, "login address", network),
            _counted(self._key, ACCOUNT, "login account", account),
        )
        counted = (*failures, _counted(self._key, PAIR, "login pair", account, network))
        if await self._store.read(attempts.are_full, counted):
            return None
        attempt = new_id()
        async with self._turns:
            if not await self._store.write(attempts.take, counted, attempt):
                return None
            sound = await passwords.matches(kept, password)
            if sound:
                keys = [each.key for each in failures]
                await self._store.write(attempts.give_back, keys, attempt)
        return sound


def _counted(key: str, limit: Limit, purpose: str, *names: str) -> Counted:
    # No name holds the character that parts them.
    text = "\0".join((purpose, *names)).encode(errors="surrogatepass")
    return Counted(hmac.new(key.encode(), text, sha256).hexdigest(), limit)
