"""How often somebody may try to sign in: for one account, and from one address."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

# Enough for slips, too few for guessing.
ACCOUNT = RateLimitItemPerMinute(10, 15)
ADDRESS = RateLimitItemPerMinute(30, 15)
LONGEST = 254


class LoginLimits:
    """Counts attempts in the memory of one process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, email: str, address: str) -> bool:
        """Count an attempt and tell whether it may be made."""
        account = self._limiter.hit(ACCOUNT, "account", email.lower()[:LONGEST])
        return self._limiter.hit(ADDRESS, "address", address) and account
