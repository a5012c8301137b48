"""Passwords: argon2id, hashed in threads, a few at a time so that logins cannot starve the rest.

RFC 9106; the library's defaults (64 MiB, t=3, p=4) are its second recommended option.
What is hashed is the NFKC form (NIST SP 800-63B; RFC 8265 section 4), so that keyboards that
compose letters or part words in their own way let the same person in.
"""

import asyncio
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from releases.errors import FieldError

LEAST = 12
MOST = 256
AT_ONCE = 2

T = TypeVar("T")
_HASHER = PasswordHasher()
_HASHING = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="passwords")


def validate_password(password: str, field: str = "password") -> str:
    """Return a password that may be chosen, or raise `FieldError` (NIST SP 800-63B: length)."""
    plain = _normalize(password)
    if not LEAST <= len(plain) <= MOST:
        raise FieldError(field, "password_length", least=LEAST, most=MOST)
    return plain


def hash_password(password: str) -> str:
    """Return the hash to keep; takes a tenth of a second."""
    return _HASHER.hash(_normalize(password))


async def make_hash(password: str) -> str:
    """Return the hash to keep, without holding up others."""
    return await _in_turn(hash_password, password)


async def matches(kept: str, password: str) -> bool:
    """Tell whether a password is the one kept; as slow for an empty hash."""
    return await _in_turn(_matches, kept, password)


async def rehash(kept: str, password: str) -> str:
    """Return the hash to keep instead of one of a password as it was typed, empty for any other."""
    return await _in_turn(_rehash, kept, password)


async def _in_turn(f: Callable[..., T], *args: str) -> T:
    return await asyncio.get_running_loop().run_in_executor(_HASHING, f, *args)


def prepare() -> None:
    """Make what the first attempt in the name of nobody would else have to make."""
    _nobody()


@cache
def _nobody() -> str:
    """Return what is compared with where there is no such person: the answer takes as long."""
    return _HASHER.hash("nobody has this password")


def _matches(kept: str, password: str) -> bool:
    plain = _normalize(password)[:MOST]
    # Hashes made before were of what was typed, composed or not.
    forms = (plain, password[:MOST], unicodedata.normalize("NFD", plain)[:MOST])
    return any(_verify(kept or _nobody(), form) for form in dict.fromkeys(forms)) and bool(kept)


def _rehash(kept: str, password: str) -> str:
    plain = _normalize(password)
    is_kept = password.isascii() or _verify(kept, plain)
    return "" if is_kept else _HASHER.hash(plain)


def _verify(kept: str, password: str) -> bool:
    try:
        return _HASHER.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return False


def _normalize(password: str) -> str:
    """Return the form that is hashed; of much too long ones a part that is too long still."""
    return unicodedata.normalize("NFKC", password[: 4 * MOST])
