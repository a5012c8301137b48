"""How often readers may comment: from one address, and on one newsroom."""

import hmac
import secrets
from hashlib import sha256

from limits import RateLimitItemPerHour
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

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
