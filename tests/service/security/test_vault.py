"""Values are opened by the secret and for the person they were sealed for, and by no other."""

import base64

import pyotp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.security.vault import Vault

SECRET = "a secret of thirty-two characters"  # noqa: S105 - of nobody
PLAIN = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
VAULT = Vault(SECRET)
# PLAIN for "kim", as 0.1 sealed it.
KEPT = "v1.RQu_Nkiw9VvZoO9pthwlZBI-jb3gMlVo8Hg0AfULXK3GJPUWitL0VqWYV7-amEyvZW0SnMKNZMeS4Psq"


def test_a_value_is_opened_for_its_owner_and_shows_nothing_of_itself() -> None:
    kept = VAULT.sealed(PLAIN, "kim")
    assert VAULT.opened(kept, "kim") == PLAIN
    assert VAULT.keeps(kept)
    shut = base64.urlsafe_b64decode(kept.removeprefix("v1."))
    assert PLAIN not in kept
    assert PLAIN.encode() not in shut


def test_the_same_value_is_never_sealed_alike() -> None:
    assert len({VAULT.sealed(PLAIN, "kim") for _ in range(100)}) == 100


def test_a_value_moved_to_somebody_else_or_read_with_another_secret_stays_shut() -> None:
    kept = VAULT.sealed(PLAIN, "kim")
    assert VAULT.opened(kept, "lo") is None
    assert Vault(SECRET + "!").opened(kept, "kim") is None
    assert Vault("").opened(kept, "kim") is None


@given(st.data())
def test_a_value_that_was_changed_stays_shut(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(KEPT) - 1))
    sign = data.draw(st.sampled_from("Aa0-_.=é").filter(lambda character: character != KEPT[place]))
    assert VAULT.opened(KEPT[:place] + sign + KEPT[place + 1 :], "kim") is None


@pytest.mark.parametrize(
    "kept", ["", "v1.", "v1.AAAA", "v1.é", "v2.AAAA", "v1." + "A" * 64, "litet"]
)
def test_what_is_no_value_is_not_opened_and_does_no_harm(kept: str) -> None:
    assert VAULT.opened(kept, "kim") is None
    assert Vault("").opened(kept, "kim") is None


@given(st.text(), st.text())
def test_whatever_is_kept_opening_it_never_fails(kept: str, owner: str) -> None:
    opened = VAULT.opened(kept, owner)
    assert opened is None or opened == kept


def test_old_values_are_read_and_are_to_be_sealed() -> None:
    old = pyotp.random_base32()
    assert VAULT.opened(old, "kim") == old
    assert not VAULT.keeps(old)


def test_without_a_secret_values_are_kept_as_they_are() -> None:
    passing = Vault("")
    assert passing.sealed(PLAIN, "kim") == PLAIN
    assert passing.opened(PLAIN, "kim") == PLAIN
    assert passing.keeps(PLAIN)
    assert not passing.keeps(VAULT.sealed(PLAIN, "kim"))


def test_what_was_sealed_once_is_opened_by_every_later_version() -> None:
    """Whoever changes the way of sealing keeps this one readable."""
    assert VAULT.opened(KEPT, "kim") == PLAIN
