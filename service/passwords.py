"""Passwords: argon2id, hashed in threads, a few at a time so that logins cannot starve the rest.

RFC 9106; the library's defaults (64 MiB, t=3, p=4) are its second recommended option.
"""

import asyncio
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from releases.errors import FieldError

LEAST = 12
MOST = 256
AT_ONCE = 2

_HASHER = PasswordHasher()
_turns = asyncio.Semaphore(AT_ONCE)


def checked(password: str, field: str = "password") -> str:
    """Return a password that may be chosen, or raise `FieldError` (NIST SP 800-63B: length)."""
    if not LEAST <= len(password) <= MOST:
        raise FieldError(field, f"use {LEAST} to {MOST} characters")
    return password


def hashed(password: str) -> str:
    """Return the hash to keep; takes a tenth of a second."""
    return _HASHER.hash(password)


async def make_hash(password: str) -> str:
    """Return the hash to keep, without holding up others."""
    async with _turns:
        return await asyncio.to_thread(hashed, password)


async def matches(kept: str, password: str) -> bool:
    """Tell whether a password is the one kept; as slow for an empty hash."""
    async with _turns:
        return await asyncio.to_thread(_matches, kept, password)


def prepare() -> None:
    """Make what the first attempt in the name of nobody would else have to make."""
    _nobody()


@cache
def _nobody() -> str:
    """Return what is compared with where there is no such person: the answer takes as long."""
    return _HASHER.hash("nobody has this password")


def _matches(kept: str, password: str) -> bool:
    try:
        _HASHER.verify(kept or _nobody(), password[:MOST])
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)
