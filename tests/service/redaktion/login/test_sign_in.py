"""Signing in and out: limits, new tokens, ends of sessions, second factors."""

import unicodedata
from datetime import timedelta

import pyotp
import pytest
from argon2 import PasswordHasher

from releases.desk import members
from releases.rules.roles import Role
from releases.store import people
from releases.store.people import IDLE, LONGEST
from tests.builders import HOUR
from tests.service.app_server import ROOM, WHO, Press
from tests.service.redaktion.desk_client import PASSWORD, SESSION, Visitor, password_hash, somebody

EMAIL = "vera@mellanlandet.example"
START = "/redaktion/konto"


def is_in(visitor: Visitor) -> bool:
    return visitor.get(START).status == 200


def test_the_right_password_leads_on_to_what_was_wanted(press: Press, stranger: Visitor) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    sent = {"email": EMAIL.upper(), "password": PASSWORD, "next": "/redaktion/konto?x=1"}
    answer = stranger.post("/redaktion/logga-in", sent)
    assert (answer.status, answer.header("location")) == (303, "/redaktion/konto?x=1")
    cookie = answer.header("set-cookie") or ""
    assert cookie.startswith(f"{SESSION}=")
    for word in ("HttpOnly", "Secure", "SameSite=lax", "Path=/"):
        assert word in cookie
    assert is_in(stranger)


def test_nobody_is_led_away_from_the_desk(press: Press, stranger: Visitor) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    for wanted in (
        "https://evil.example/",
        "//evil.example/redaktion/",
        "/redaktion/\\evil",
        "//[",
    ):
        sent = {"email": EMAIL, "password": PASSWORD, "next": wanted}
        assert stranger.post("/redaktion/logga-in", sent).header("location") == "/redaktion/"


def test_a_hash_of_a_password_as_it_was_typed_is_made_anew_at_sign_in(
    press: Press, stranger: Visitor
) -> None:
    """Sessions stay; the other spelling lets in from then on, and did before."""
    typed = unicodedata.normalize("NFD", PASSWORD)
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(typed)
    person = press.write(members.add, EMAIL, "Kim Ekdal", ROOM, Role.AUTHOR, old, WHO)
    assert stranger.signs_in(EMAIL, typed).status == 303
    assert is_in(stranger)
    fresh = press.write(people.get, person.id).password
    assert fresh != old
    assert stranger.signs_in(EMAIL, PASSWORD).status == 303
    assert press.write(people.get, person.id).password == fresh


def test_an_address_is_the_same_however_its_letters_are_composed(
    press: Press, stranger: Visitor
) -> None:
    address = "åsa.öst@räksmörgås.example"
    somebody(press, unicodedata.normalize("NFD", address), Role.AUTHOR)
    assert stranger.signs_in(unicodedata.normalize("NFD", address.upper())).status == 303
    assert stranger.signs_in(f" {address}").status == 303


@pytest.mark.parametrize(
    "typed",
    [
        *("siv.lärka@övertorneå.example", "Siv.Lärka@ÖVERTORNEÅ.example"),
        *("siv.lärka@xn--vertorne-h0a5n.example", "siv.l\u00e4rka@övertorneå\uff0eexample"),
    ],
)
def test_every_spelling_of_an_address_is_one_account(
    press: Press, stranger: Visitor, typed: str
) -> None:
    person = somebody(press, "siv.lärka@XN--vertorne-h0a5n.example", Role.AUTHOR)
    assert person.email == "siv.lärka@övertorneå.example"
    assert stranger.signs_in(typed).status == 303


def test_an_account_of_old_is_found_by_the_address_it_has(press: Press, stranger: Visitor) -> None:
    """What no new account may be called: kept addresses go on working."""
    for address in ("anna@ad.solvik.local", "anna@xn--vertorne-h0a5n.example"):
        person = press.write(people.add, address, "Anna", password_hash())
        press.write(people.give_role, person.id, ROOM, Role.AUTHOR)
        assert stranger.signs_in(address.upper()).status == 303
        press.write(members.disable, address, WHO)
        assert stranger.signs_in(address).status == 422


def test_attempts_are_counted_of_the_account_and_not_of_its_spellings(
    press: Press, stranger: Visitor
) -> None:
    somebody(press, "siv@solvik.example", Role.AUTHOR)
    wide = {letter: chr(ord(letter) + 0xFEE0) for letter in "solvik"}
    spellings = [f"siv@{'solvik'.replace(each, wide[each])}.example" for each in "solvik"]
    statuses = [stranger.signs_in(each, "fel lösenord").status for each in spellings * 3]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_an_unknown_person_and_a_wrong_password_sound_the_same(
    press: Press, stranger: Visitor
) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    wrong = stranger.signs_in(EMAIL, "fel lösenord").text.replace(EMAIL, "")
    unknown = stranger.signs_in("ingen@mellanlandet.example").text
    assert wrong == unknown.replace("ingen@mellanlandet.example", "")


def test_a_disabled_person_stays_outside(press: Press, stranger: Visitor) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    press.write(members.disable, EMAIL, WHO)
    assert stranger.signs_in(EMAIL).status == 422


def test_ten_guesses_from_one_place_are_enough(press: Press, stranger: Visitor) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    limits = [stranger.signs_in(EMAIL, "fel").status for _ in range(10)]
    assert limits == [422] * 10
    assert stranger.signs_in(EMAIL).status == 429


def test_every_login_begins_a_session_of_its_own_and_ends_the_one_before(
    press: Press, stranger: Visitor
) -> None:
    somebody(press, EMAIL, Role.AUTHOR)
    stranger.signs_in(EMAIL)
    first = stranger.cookies[SESSION]
    stranger.signs_in(EMAIL)
    assert stranger.cookies[SESSION] != first
    stranger.cookies[SESSION] = first
    assert not is_in(stranger)


def test_after_signing_out_the_old_cookie_is_worth_nothing(press: Press, author: Visitor) -> None:
    kept = author.cookies[SESSION]
    assert author.post("/redaktion/logga-ut").status == 303
    assert SESSION not in author.cookies
    author.cookies[SESSION] = kept
    assert not is_in(author)


def test_signing_out_everywhere_ends_every_browser(press: Press, stranger: Visitor) -> None:
    person = somebody(press, EMAIL, Role.AUTHOR)
    stranger.admitted(person)
    other = Visitor(press).admitted(person)
    stranger.post("/redaktion/konto/logga-ut-overallt")
    assert not is_in(other)
    other.close()


def test_a_session_ends_when_nobody_uses_it(press: Press, author: Visitor) -> None:
    press.clock.advance(IDLE - timedelta(minutes=1))
    assert is_in(author)
    press.clock.advance(IDLE + timedelta(minutes=1))
    assert not is_in(author)


def test_a_session_ends_after_a_fortnight_however_busy(press: Press, author: Visitor) -> None:
    for _ in range(int(LONGEST / (10 * HOUR))):
        press.clock.advance(10 * HOUR)
        assert is_in(author)
    press.clock.advance(10 * HOUR)
    assert not is_in(author)


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(
    press: Press, stranger: Visitor
) -> None:
    person = somebody(press, EMAIL, Role.AUTHOR)
    stranger.admitted(person)
    other = Visitor(press).admitted(person)
    path, new = "/redaktion/konto/losenord", "ett helt annat lösenord"
    assert stranger.post(path, {"old": "fel", "new": new}).status == 422
    assert stranger.post(path, {"old": PASSWORD, "new": "kort"}).status == 422
    assert stranger.post(path, {"old": PASSWORD, "new": new}).status == 303
    assert is_in(stranger)
    assert not is_in(other)
    assert other.signs_in(EMAIL, new).status == 303
    other.close()


def test_the_desk_speaks_english_to_who_wants_it(press: Press, author: Visitor) -> None:
    author.post("/redaktion/konto", {"name": "Kim Ekdal", "language": "en"})
    assert "My account" in author.get("/redaktion/konto").text


def two_steps(press: Press, visitor: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """Turn on the second factor of EMAIL; return the app and the recovery codes."""
    visitor.admitted(somebody(press, EMAIL, Role.AUTHOR))
    visitor.get("/redaktion/konto/tvasteg")
    app = pyotp.TOTP(visitor.field("secret"))
    sent = {"secret": app.secret, "code": app.at(press.clock.now()), "password": PASSWORD}
    assert visitor.post("/redaktion/konto/tvasteg", sent).status == 200
    codes = visitor.secret().split()
    visitor.cookies.clear()
    press.clock.advance(timedelta(seconds=30))
    return app, codes


def step(visitor: Visitor, code: str) -> int:
    sent = {"token": visitor.field("token"), "code": code}
    return visitor.post("/redaktion/logga-in/kod", sent).status


def test_a_second_factor_is_turned_on_only_with_a_code_of_it(press: Press, author: Visitor) -> None:
    author.get("/redaktion/konto/tvasteg")
    sent = {"secret": author.field("secret"), "code": "000000"}
    assert author.post("/redaktion/konto/tvasteg", sent).status == 422


def test_with_a_second_factor_the_password_alone_opens_nothing(
    press: Press, stranger: Visitor
) -> None:
    app, _ = two_steps(press, stranger)
    stranger.signs_in(EMAIL)
    assert SESSION not in stranger.cookies
    assert step(stranger, app.at(press.clock.now())) == 303
    assert is_in(stranger)


def test_a_code_is_good_once(press: Press, stranger: Visitor) -> None:
    app, _ = two_steps(press, stranger)
    code = app.at(press.clock.now())
    for expected in (303, 422):
        stranger.cookies.clear()
        stranger.signs_in(EMAIL)
        assert step(stranger, code) == expected


def test_a_recovery_code_is_good_once_however_it_is_typed(press: Press, stranger: Visitor) -> None:
    _, codes = two_steps(press, stranger)
    assert len(set(codes)) == 10
    for expected in (303, 422):
        stranger.cookies.clear()
        stranger.signs_in(EMAIL)
        assert step(stranger, codes[3].upper().replace("-", " ")) == expected


def test_five_wrong_codes_or_five_minutes_mean_starting_over(
    press: Press, stranger: Visitor
) -> None:
    app, _ = two_steps(press, stranger)
    stranger.signs_in(EMAIL)
    token = stranger.field("token")
    for _ in range(5):
        assert step(stranger, "123 456") == 422
    sent = {"token": token, "code": app.at(press.clock.now())}
    assert stranger.post("/redaktion/logga-in/kod", sent).status == 422
    stranger.signs_in(EMAIL)
    press.clock.advance(timedelta(minutes=6))
    assert step(stranger, app.at(press.clock.now())) == 422
    assert SESSION not in stranger.cookies


def test_turning_the_second_factor_off_needs_the_password(press: Press, stranger: Visitor) -> None:
    app, codes = two_steps(press, stranger)
    stranger.signs_in(EMAIL)
    step(stranger, app.at(press.clock.now()))
    assert stranger.get("/redaktion/konto/tvasteg/installning").status == 200
    new = stranger.post("/redaktion/konto/tvasteg/koder", {"password": PASSWORD})
    assert new.status == 200
    assert not set(codes) & set(stranger.secret().split())
    assert stranger.post("/redaktion/konto/tvasteg/av", {"password": "fel"}).status == 422
    assert stranger.post("/redaktion/konto/tvasteg/av", {"password": PASSWORD}).status == 303
    stranger.cookies.clear()
    assert stranger.signs_in(EMAIL).status == 303
