"""The second factor is neither guessed, replaced nor got round; the log tells of its changes."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest

from releases.desk import members
from releases.rules.roles import Role
from releases.store import audit, second_factors
from service.security import passwords
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import PASSWORD, Visitor, somebody
from tests.service.redaktion.login.test_sign_in import EMAIL, is_in, step, two_steps
from tests.stores import Desk, open_desk

SETTINGS = "/redaktion/konto/tvasteg/installning"


def test_a_second_factor_in_place_is_not_replaced(press: Press, stranger: Visitor) -> None:
    app, _ = two_steps(press, stranger)
    person = press.write(members.find, EMAIL)
    stranger.admitted(person)
    other = pyotp.TOTP(pyotp.random_base32())
    code = other.at(press.clock.now())
    sent = {"secret": other.secret, "code": code, "password": PASSWORD}
    for answer in (
        stranger.get("/redaktion/konto/tvasteg"),
        stranger.post("/redaktion/konto/tvasteg", sent),
    ):
        assert (answer.status, answer.header("location")) == (303, SETTINGS)
    assert press.write(members.find, EMAIL).totp == person.totp
    stranger.cookies.clear()
    stranger.signs_in(EMAIL)
    assert step(stranger, app.at(press.clock.now())) == 303


def test_turning_it_on_needs_the_password_and_ends_other_sessions(
    press: Press, author: Visitor
) -> None:
    me = press.write(members.find, f"author@{ROOM}.example")
    other = Visitor(press).admitted(me)
    author.get("/redaktion/konto/tvasteg")
    app = pyotp.TOTP(author.field("secret"))
    sent = {"secret": app.secret, "code": app.at(press.clock.now())}
    refused = author.post("/redaktion/konto/tvasteg", sent | {"password": "fel"})
    still = is_in(other)
    on = author.post("/redaktion/konto/tvasteg", sent | {"password": PASSWORD})
    gone = not is_in(other)
    other.close()
    assert (refused.status, 'id="password-problem"' in refused.text) == (422, True)
    assert (on.status, still, gone, is_in(author)) == (200, True, True, True)


def test_ten_wrong_codes_are_all_however_often_somebody_begins_anew(
    press: Press, stranger: Visitor
) -> None:
    app, _ = two_steps(press, stranger)
    for _ in range(2):
        stranger.signs_in(EMAIL)
        for _ in range(second_factors.ATTEMPTS):
            assert step(stranger, "000 000") == 422
    assert stranger.signs_in(EMAIL).status == 429
    press.clock.advance(second_factors.GUESSES.window + timedelta(minutes=1))
    stranger.signs_in(EMAIL)
    assert step(stranger, app.at(press.clock.now())) == 303


def test_logins_begun_beside_each_other_share_the_ten(press: Press, stranger: Visitor) -> None:
    two_steps(press, stranger)
    tokens = []
    for _ in range(3):
        stranger.signs_in(EMAIL)
        tokens.append(stranger.field("token"))
    person = press.write(members.find, EMAIL)
    tries = [press.write(second_factors.attempt, token) for token in tokens for _ in range(5)]
    assert tries == [person.id] * second_factors.GUESSES.amount + [None] * 5


def test_processes_share_the_ten_and_a_new_start_or_another_clock_gives_no_more(
    press: Press, stranger: Visitor, tmp_path: Path
) -> None:
    two_steps(press, stranger)
    person = press.write(members.find, EMAIL)
    press.clock.advance(timedelta(days=1))
    path = tmp_path / "pressrum.db"

    def guess(desk: Desk) -> str | None:
        token = desk.write(second_factors.begin, person.id)
        return token and desk.write(second_factors.attempt, token)

    with ExitStack() as stack:
        desks = [stack.enter_context(open_desk(path, press.clock)) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor(8))
        tries = list(pool.map(lambda number: guess(desks[number % 2]), range(20)))
        assert tries.count(person.id) == second_factors.GUESSES.amount
    with open_desk(path, press.clock) as later:
        assert guess(later) is None
        press.clock.advance(timedelta(hours=-3))
        assert guess(later) is None
        press.clock.advance(second_factors.GUESSES.window)
        assert guess(later) == person.id


@pytest.mark.parametrize("change", ["password", "disabled"])
def test_a_login_begun_with_the_old_password_does_not_outlive_it(
    press: Press, stranger: Visitor, change: str
) -> None:
    app, _ = two_steps(press, stranger)
    stranger.signs_in(EMAIL)
    person = press.write(members.find, EMAIL)
    if change == "password":
        press.write(
            members.choose_password, person.id, passwords.hash_password("ett helt nytt"), ""
        )
    else:
        press.write(members.disable, EMAIL, WHO)
        boss = somebody(press, "boss@mellanlandet.example", Role.ADMIN)
        press.write(members.enable, EMAIL, boss)
    assert step(stranger, app.at(press.clock.now())) == 422
    assert not is_in(stranger)


def test_what_is_done_to_the_second_factor_is_in_the_log(press: Press, stranger: Visitor) -> None:
    two_steps(press, stranger)
    stranger.admitted(press.write(members.find, EMAIL))
    stranger.post("/redaktion/konto/tvasteg/koder", {"password": PASSWORD})
    stranger.post("/redaktion/konto/tvasteg/av", {"password": PASSWORD})
    mine = [deed.action for deed in press.write(audit.list_entries, ROOM) if deed.who == EMAIL]
    assert mine == ["second_factor.on", "second_factor.codes", "second_factor.off"]


def test_a_recovery_code_says_how_many_are_left(press: Press, stranger: Visitor) -> None:
    app, codes = two_steps(press, stranger)
    for code, left in ((codes[0], 9), (codes[1], 8)):
        stranger.cookies.clear()
        stranger.signs_in(EMAIL)
        assert step(stranger, code) == 303
        assert f"Du har {left} reservkoder kvar." in stranger.get("/redaktion/konto").text
    stranger.cookies.clear()
    stranger.signs_in(EMAIL)
    assert step(stranger, app.at(press.clock.now())) == 303
    assert 'role="status"' not in stranger.get("/redaktion/konto").text


def test_new_recovery_codes_end_the_old_ones_and_say_so(press: Press, stranger: Visitor) -> None:
    app, codes = two_steps(press, stranger)
    stranger.signs_in(EMAIL)
    step(stranger, app.at(press.clock.now()))
    settings = stranger.get("/redaktion/konto/tvasteg/installning").text
    assert "de slutar gälla genast" in settings
    new = stranger.post("/redaktion/konto/tvasteg/koder", {"password": PASSWORD}).text
    assert "De gamla reservkoderna gäller inte längre." in new
    stranger.cookies.clear()
    stranger.signs_in(EMAIL)
    assert step(stranger, codes[0]) == 422
