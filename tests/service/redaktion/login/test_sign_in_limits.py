"""Guessing is limited; signing in rightly, however many share an address, is not."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from releases.rules.roles import Role
from service.security import passwords
from service.security.rate_limits import ACCOUNT, ADDRESS, AT_ONCE, PAIR, LoginLimits
from tests.service.app_server import Press, run_app
from tests.service.redaktion.desk_client import PASSWORD, Visitor, password_hash, somebody
from tests.stores import Desk

KEY = "a key of these tests"


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare without the tenth of a second that a hash takes; let others in meanwhile."""

    async def matches(kept: str, password: str) -> bool:
        await asyncio.sleep(0)
        return bool(kept) and kept == password

    monkeypatch.setattr(passwords, "matches", matches)


@pytest.fixture
def limits(desk: Desk) -> LoginLimits:
    return LoginLimits(desk.store, KEY)


def tried(limits: LoginLimits, tries: list[tuple[str, str, str]]) -> list[bool | None]:
    """Try passwords, all at once, where "right" is the right one."""

    async def all_of_them() -> list[bool | None]:
        return await asyncio.gather(*(limits.matches(who, at, "right", p) for who, at, p in tries))

    return asyncio.run(all_of_them())


@pytest.mark.usefixtures("quick")
def test_many_people_behind_one_address_sign_in(limits: LoginLimits) -> None:
    people = [(f"p{number}@b.example", "203.0.113.1", "right") for number in range(200)]
    for person in people[:100]:
        assert tried(limits, [person]) == [True]
    assert tried(limits, people[100:]) == [True] * 100


@pytest.mark.usefixtures("quick")
def test_guesses_at_many_accounts_from_one_address_end(limits: LoginLimits) -> None:
    guesses = [(f"p{number}@b.example", "203.0.113.1", "wrong") for number in range(40)]
    refusals = [tried(limits, [guess])[0] for guess in guesses]
    assert refusals == [False] * ADDRESS.amount + [None] * (40 - ADDRESS.amount)
    assert tried(limits, [("p99@b.example", "203.0.113.2", "right")]) == [True]


@pytest.mark.usefixtures("quick")
def test_guesses_at_one_account_from_many_addresses_end(limits: LoginLimits) -> None:
    for number in range(ACCOUNT.amount):
        assert tried(limits, [("a@b.example", f"192.0.2.{number}", "wrong")]) == [False]
    assert tried(limits, [(" A@b.example", "198.51.100.1", "right")]) == [None]


@pytest.mark.usefixtures("quick")
def test_guesses_from_every_address_of_one_network_are_one_places(limits: LoginLimits) -> None:
    spread = [(f"p{number}@b.example", f"2001:db8::{number:x}", "wrong") for number in range(100)]
    pair = [("a@b.example", f"2001:db8:0:1::{number:x}", "wrong") for number in range(100)]
    answers = tried(limits, [*spread, *pair, ("p99@b.example", "2001:db8:0:2::1", "right")])
    assert answers[:100].count(False) == ADDRESS.amount
    assert answers[100:200].count(False) == PAIR.amount
    assert answers[200] is True


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("amount", [PAIR.amount, ADDRESS.amount])
def test_guesses_made_all_at_once_are_no_more_than_one_after_another(
    limits: LoginLimits, amount: int
) -> None:
    accounts = 100 if amount == ADDRESS.amount else 1
    tries = [(f"p{number % accounts}@b.example", "203.0.113.1", "wrong") for number in range(100)]
    assert tried(limits, tries).count(False) == amount


@pytest.mark.usefixtures("quick")
def test_a_new_start_gives_nobody_more_guesses(desk: Desk) -> None:
    guesses = [("a@b.example", "203.0.113.1", "wrong")] * 6
    answers = [tried(LoginLimits(desk.store, KEY), guesses) for _ in range(3)]
    assert [each.count(False) for each in answers] == [6, 4, 0]


def test_a_process_that_dies_over_a_guess_has_made_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(limits: LoginLimits) -> None:
        under_way = asyncio.Event()

        async def never(*_: str) -> bool:
            under_way.set()
            await asyncio.Event().wait()
            return True

        monkeypatch.setattr(passwords, "matches", never)
        attempt = asyncio.create_task(limits.matches("a@b.example", "203.0.113.1", "right", "x"))
        await under_way.wait()
        attempt.cancel()
        await asyncio.gather(attempt, return_exceptions=True)

    limits = LoginLimits(desk.store, KEY)
    for _ in range(PAIR.amount):
        asyncio.run(die(limits))
    assert tried(limits, [("a@b.example", "203.0.113.1", "right")]) == [None]


@pytest.mark.usefixtures("quick")
def test_what_is_over_the_limit_costs_no_write(limits: LoginLimits, desk: Desk) -> None:
    guesses = [("a@b.example", "203.0.113.1", "wrong")] * PAIR.amount
    tried(limits, guesses)
    before = desk.store.writes
    assert tried(limits, [*guesses, ("a@b.example", "203.0.113.1", "right")]) == [None] * 11
    assert desk.store.writes == before


@pytest.mark.usefixtures("quick")
def test_a_flood_has_the_database_write_few_at_a_time(
    limits: LoginLimits, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk's own writes wait behind four attempts at most, however many there are."""
    waiting, most = 0, 0
    write = desk.store.write

    async def counted(*args: Any) -> Any:
        nonlocal waiting, most
        waiting, most = waiting + 1, max(most, waiting + 1)
        try:
            return await write(*args)
        finally:
            waiting -= 1

    monkeypatch.setattr(desk.store, "write", counted)
    tries = [(f"p{number}@b.example", f"192.0.2.{number}", "wrong") for number in range(200)]
    assert tried(limits, tries) == [False] * 200
    assert most == AT_ONCE


@pytest.mark.usefixtures("quick")
def test_neither_address_nor_account_can_be_read_from_the_database(
    limits: LoginLimits, desk: Desk
) -> None:
    tried(limits, [("anna@b.example", "203.0.113.1", "wrong")])
    kept = desk.read(lambda tx: [tuple(row) for row in tx.all("SELECT * FROM attempt")])
    assert len(kept) == 3
    assert not any(word in repr(kept) for word in ("anna", "203.0.113"))
    other = LoginLimits(desk.store, "another key")
    tried(other, [("anna@b.example", "203.0.113.1", "wrong")])
    keys = desk.read(lambda tx: {row["key"] for row in tx.all("SELECT key FROM attempt")})
    assert len(keys) == 6


@pytest.mark.usefixtures("quick")
def test_two_services_on_one_database_have_one_limit(press: Press, tmp_path: Path) -> None:
    answers: list[int] = []
    with run_app(tmp_path, press.clock) as other:
        for number in range(PAIR.amount + 4):
            visitor = Visitor((press, other)[number % 2])
            answers.append(visitor.signs_in("vera@mellanlandet.example", "fel").status)
            visitor.close()
    with run_app(tmp_path, press.clock) as later:
        visitor = Visitor(later)
        answers.append(visitor.signs_in("vera@mellanlandet.example", "fel").status)
        visitor.close()
    assert answers == [422] * PAIR.amount + [429] * 5


def test_the_service_lets_in_more_people_of_one_house_than_may_mistype(
    press: Press, stranger: Visitor
) -> None:
    emails = [f"p{number}@mellanlandet.example" for number in range(ADDRESS.amount + 2)]
    assert password_hash()
    for email in emails:
        somebody(press, email, Role.AUTHOR)
        stranger.cookies.clear()
        assert stranger.signs_in(email, PASSWORD).status == 303
