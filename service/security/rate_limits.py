"""How often readers may comment, and how often somebody may fail to sign in."""

import hmac
import secrets
from collections import Counter
from hashlib import sha256

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.security import passwords

PER_ADDRESS = RateLimitItemPerHour(8)
PER_NEWSROOM = RateLimitItemPerHour(120)


class FeedbackLimits:
    """Counts comments in the memory of one process; addresses only under a key made at start."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._key = secrets.token_bytes(32)

    def allows(self, newsroom: str, address: str) -> bool:
        """Count a comment and tell whether it may be stored."""
        unknown = hmac.new(self._key, address.encode(), sha256).hexdigest()
        by_address = self._limiter.hit(PER_ADDRESS, "address", unknown)
        return by_address and self._limiter.hit(PER_NEWSROOM, "newsroom", newsroom)


MINUTES = 15
# Enough for slips, too few for guessing. Right ones count here too: each costs a hash.
PAIR = RateLimitItemPerMinute(10, MINUTES)
# Failures alone: many people may share an address.
ADDRESS = RateLimitItemPerMinute(30, MINUTES)
# Higher, so that a stranger who guesses does not lock out the one whose account it is.
ACCOUNT = RateLimitItemPerMinute(100, MINUTES)
LONGEST = 254
Counted = tuple[RateLimitItem, str, str]


class LoginLimits:
    """Counts attempts in the memory of one process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        # Attempts not decided yet count as failures, or many at once would slip past the limits.
        self._under_way: Counter[Counted] = Counter()

    async def matches(self, email: str, address: str, kept: str, password: str) -> bool | None:
        """Tell whether a password is the one kept of an account; None after too many attempts."""
        account = email.strip().lower()[:LONGEST]
        counted = ((ADDRESS, "address", address), (ACCOUNT, "account", account))
        if not all(map(self._allows, counted)):
            return None
        if not self._limiter.hit(PAIR, "pair", account, address):
            return None
        self._under_way.update(counted)
        sound = False
        try:
            sound = await passwords.matches(kept, password)
        finally:
            self._under_way.subtract(counted)
            self._under_way += Counter()
            if not sound:
                for item, *names in counted:
                    self._limiter.hit(item, *names)
        return sound

    def _allows(self, counted: Counted) -> bool:
        item, *names = counted
        return self._limiter.test(item, *names, cost=1 + self._under_way[counted])
