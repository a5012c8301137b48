"""How often somebody may try to sign in: for one account, from one address, and both together."""

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

MINUTES = 15
# Enough for slips, too few for guessing.
PAIR = RateLimitItemPerMinute(10, MINUTES)
ADDRESS = RateLimitItemPerMinute(30, MINUTES)
# Higher, so that a stranger who guesses does not lock out the one whose account it is.
ACCOUNT = RateLimitItemPerMinute(100, MINUTES)
LONGEST = 254


class LoginLimits:
    """Counts attempts in the memory of one process."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def allows(self, email: str, address: str) -> bool:
        """Count an attempt and tell whether it may be made."""
        account = email.strip().lower()[:LONGEST]
        return all(
            (
                self._limiter.hit(PAIR, "pair", account, address),
                self._limiter.hit(ADDRESS, "address", address),
                self._limiter.hit(ACCOUNT, "account", account),
            )
        )
