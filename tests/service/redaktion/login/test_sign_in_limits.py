"""Guessing is limited; signing in rightly, however many share an address, is not."""

import asyncio

import pytest

from releases.rules.roles import Role
from service.security import passwords
from service.security.rate_limits import ACCOUNT, ADDRESS, PAIR, LoginLimits
from tests.service.app_server import Press
from tests.service.redaktion.desk_client import PASSWORD, Visitor, password_hash, somebody


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare without the tenth of a second that a hash takes; let others in meanwhile."""

    async def matches(kept: str, password: str) -> bool:
        await asyncio.sleep(0)
        return bool(kept) and kept == password

    monkeypatch.setattr(passwords, "matches", matches)


def tried(limits: LoginLimits, tries: list[tuple[str, str, str]]) -> list[bool | None]:
    """Try passwords, all at once, where "right" is the right one."""

    async def all_of_them() -> list[bool | None]:
        return await asyncio.gather(*(limits.matches(who, at, "right", p) for who, at, p in tries))

    return asyncio.run(all_of_them())


@pytest.mark.usefixtures("quick")
def test_many_people_behind_one_address_sign_in(press: Press) -> None:
    people = [(f"p{number}@b.example", "203.0.113.1", "right") for number in range(200)]
    limits = LoginLimits()
    for person in people:
        assert tried(limits, [person]) == [True]


@pytest.mark.usefixtures("quick")
def test_guesses_at_many_accounts_from_one_address_end() -> None:
    limits = LoginLimits()
    guesses = [(f"p{number}@b.example", "203.0.113.1", "wrong") for number in range(40)]
    refusals = [tried(limits, [guess])[0] for guess in guesses]
    assert refusals == [False] * ADDRESS.amount + [None] * (40 - ADDRESS.amount)
    assert tried(limits, [("p99@b.example", "203.0.113.2", "right")]) == [True]


@pytest.mark.usefixtures("quick")
def test_guesses_at_one_account_from_many_addresses_end() -> None:
    limits = LoginLimits()
    for number in range(ACCOUNT.amount):
        assert tried(limits, [("a@b.example", f"192.0.2.{number}", "wrong")]) == [False]
    assert tried(limits, [(" A@b.example", "198.51.100.1", "right")]) == [None]


@pytest.mark.usefixtures("quick")
def test_guesses_made_all_at_once_are_no_more_than_one_after_another() -> None:
    spread = [(f"p{number}@b.example", "203.0.113.1", "wrong") for number in range(100)]
    assert tried(LoginLimits(), spread).count(False) == ADDRESS.amount
    pair = [("a@b.example", "203.0.113.1", "wrong")] * 100
    assert tried(LoginLimits(), pair).count(False) == PAIR.amount


def test_the_service_lets_in_more_people_of_one_house_than_may_mistype(
    press: Press, stranger: Visitor
) -> None:
    emails = [f"p{number}@mellanlandet.example" for number in range(ADDRESS.amount + 2)]
    assert password_hash()
    for email in emails:
        somebody(press, email, Role.AUTHOR)
        stranger.cookies.clear()
        assert stranger.signs_in(email, PASSWORD).status == 303
