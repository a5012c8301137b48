"""Passwords: the same however a keyboard composes them, and as they were once kept."""

import asyncio
import unicodedata

import pytest
from argon2 import PasswordHasher

from releases.errors import FieldError
from service.security import passwords

CHOSEN = "Hjortronmylta på Åsön 31"
DECOMPOSED = unicodedata.normalize("NFD", CHOSEN)
HASHER = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


def _matches(kept: str, password: str) -> bool:
    return asyncio.run(passwords.matches(kept, password))


@pytest.mark.parametrize(
    "typed",
    [
        CHOSEN,
        DECOMPOSED,
        CHOSEN.replace(" ", "\N{NO-BREAK SPACE}"),
        CHOSEN.replace("31", "\N{FULLWIDTH DIGIT THREE}\N{FULLWIDTH DIGIT ONE}"),
        CHOSEN.replace("Å", "\N{ANGSTROM SIGN}"),
    ],
)
def test_a_password_is_the_same_from_every_keyboard(typed: str) -> None:
    assert _matches(passwords.hash_password(CHOSEN), typed)
    assert _matches(passwords.hash_password(typed), CHOSEN)


@pytest.mark.parametrize("kept", [CHOSEN, DECOMPOSED, CHOSEN.replace(" ", "\N{NO-BREAK SPACE}")])
def test_what_was_kept_as_typed_is_still_right_and_is_kept_anew_once(kept: str) -> None:
    old = HASHER.hash(kept)
    assert _matches(old, kept)
    fresh = asyncio.run(passwords.rehash(old, kept))
    assert fresh == ("" if kept == CHOSEN else fresh)
    assert _matches(fresh or old, CHOSEN)
    assert _matches(fresh or old, DECOMPOSED)
    assert asyncio.run(passwords.rehash(fresh or old, kept)) == ""


@pytest.mark.parametrize("typed", [CHOSEN.lower(), CHOSEN.replace("å", "a"), CHOSEN + " ", ""])
def test_another_password_is_another(typed: str) -> None:
    assert not _matches(passwords.hash_password(CHOSEN), typed)


def test_the_length_is_that_of_what_is_kept() -> None:
    with pytest.raises(FieldError):
        passwords.validate_password(unicodedata.normalize("NFD", "å" * 8))
    most = unicodedata.normalize("NFD", "å" * passwords.MOST)
    assert passwords.validate_password(most) == "å" * passwords.MOST
    assert _matches(passwords.hash_password("å" * passwords.MOST), most)
