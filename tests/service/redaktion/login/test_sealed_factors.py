"""Second factors lie sealed where there is a secret, and a changed secret locks nobody out."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import msgspec
import pyotp
import pytest

from releases.desk import members
from releases.rules.roles import Role
from releases.store import people
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app
from tests.service.cli_runner import Commands
from tests.service.redaktion.desk_client import PASSWORD, SESSION, Visitor, somebody

EMAIL = "vera@mellanlandet.example"
FIRST = "a secret of thirty-two characters"
SECOND = "another one of some thirty-two signs"
NONE = ""
LOST = "serverns nyckel har bytts"


class Case:
    """A database that is served under one secret after another, and a person with an app."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()

    @contextmanager
    def under(self, secret: str) -> Iterator[tuple[Press, Visitor]]:
        """Serve with a secret; a code used before is not good again, so time goes on."""
        self.clock.advance(timedelta(seconds=60))
        with run_app(self.folder, self.clock, secret=secret) as press:
            visitor = Visitor(press)
            yield press, visitor
            visitor.close()

    def turn_on(self, secret: str) -> None:
        """Turn on the second factor of EMAIL under a secret."""
        with self.under(secret) as (press, visitor):
            visitor.admitted(somebody(press, EMAIL, Role.AUTHOR))
            visitor.get("/redaktion/konto/tvasteg")
            self.app = pyotp.TOTP(visitor.field("secret"))
            code = self.app.at(self.clock.now())
            sent = {"secret": self.app.secret, "code": code, "password": PASSWORD}
            assert visitor.post("/redaktion/konto/tvasteg", sent).status == 200
            self.codes = visitor.secret().split()

    def is_let_in(self, visitor: Visitor, code: str = "") -> bool:
        """Sign in with password and a code, that of the app unless one is given."""
        visitor.signs_in(EMAIL)
        sent = {"token": visitor.field("token"), "code": code or self.app.at(self.clock.now())}
        return visitor.post("/redaktion/logga-in/kod", sent).status == 303


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def kept(press: Press) -> str:
    """Return the secret of EMAIL's second factor as the database has it."""
    totp: str = press.write(members.find, EMAIL).totp
    return totp


def test_the_database_holds_nothing_an_app_could_use(case: Case) -> None:
    case.turn_on(FIRST)
    for file in case.folder.glob("pressrum.db*"):
        assert case.app.secret.encode() not in file.read_bytes()
    with case.under(FIRST) as (press, visitor):
        assert kept(press).startswith("v1.")
        assert case.is_let_in(visitor)


def test_an_old_value_is_read_and_sealed_at_the_next_use(case: Case) -> None:
    case.turn_on(NONE)
    with case.under(FIRST) as (press, visitor):
        assert kept(press) == case.app.secret
        assert not case.is_let_in(visitor, "000000")
        assert kept(press) == case.app.secret
        assert case.is_let_in(visitor)
        assert kept(press).startswith("v1.")
        case.clock.advance(timedelta(seconds=60))
        assert case.is_let_in(visitor)


def test_a_recovery_code_is_a_use_too(case: Case) -> None:
    case.turn_on(NONE)
    with case.under(FIRST) as (press, visitor):
        assert case.is_let_in(visitor, case.codes[0])
        assert kept(press).startswith("v1.")


def test_what_another_persons_row_is_given_opens_nothing(case: Case) -> None:
    case.turn_on(FIRST)
    with case.under(FIRST) as (press, visitor):
        other = somebody(press, "lo@mellanlandet.example", Role.AUTHOR)
        press.write(people.replace, msgspec.structs.replace(other, totp=kept(press)))
        assert LOST in visitor.signs_in(other.email).text


@pytest.mark.parametrize("secret", [SECOND, NONE])
def test_after_a_change_of_the_secret_the_person_is_told_and_codes_of_the_app_open_nothing(
    case: Case, secret: str
) -> None:
    case.turn_on(FIRST)
    with case.under(secret) as (press, visitor):
        assert LOST in visitor.signs_in(EMAIL).text
        assert not case.is_let_in(visitor)
        assert "Reservkoden är fel" in visitor.page
        assert SESSION not in visitor.cookies
        assert kept(press).startswith("v1.")


def test_a_recovery_code_still_lets_in_and_the_factor_is_set_up_anew(case: Case) -> None:
    case.turn_on(FIRST)
    with case.under(SECOND) as (press, visitor):
        assert case.is_let_in(visitor, case.codes[3])
        assert visitor.get("/redaktion/konto").text.count(LOST) == 2
        assert visitor.get("/redaktion/konto").text.count(LOST) == 1
        assert visitor.post("/redaktion/konto/tvasteg/av", {"password": PASSWORD}).status == 303
        assert kept(press) == ""
    case.turn_on(SECOND)
    with case.under(SECOND) as (_, visitor):
        assert case.is_let_in(visitor)
        assert LOST not in visitor.get("/redaktion/konto").text


def test_an_admin_lets_in_who_has_lost_codes_and_secret(case: Case) -> None:
    case.turn_on(FIRST)
    with case.under(SECOND) as (press, visitor):
        admin = Visitor(press).admitted(somebody(press, "a@mellanlandet.example", Role.ADMIN))
        person = press.write(members.find, EMAIL)
        admin.post(
            f"/redaktion/{ROOM}/installningar/medarbetare/{person.id}/losenord", {"confirm": "1"}
        )
        assert "Välj ditt lösenord" in visitor.signs_in(EMAIL, admin.secret()).text
        admin.close()


def test_the_secret_put_back_opens_everything_again(case: Case) -> None:
    case.turn_on(FIRST)
    with case.under(SECOND) as (_, visitor):
        assert not case.is_let_in(visitor)
    with case.under(FIRST) as (_, visitor):
        assert case.is_let_in(visitor)


def test_the_doctor_names_who_is_locked_out_and_the_command_line_lets_them_in(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.turn_on(FIRST)
    pressrum = Commands(case.folder, monkeypatch, capsys)
    pressrum.use(case.folder / "pressrum.db")
    pressrum.setting("SECRET", FIRST)
    assert "second factors: 1 in use, 1 sealed" in pressrum.done("doctor").out
    pressrum.setting("SECRET", SECOND)
    ended = pressrum("doctor")
    assert ended.code == 1
    assert f"BAD  lost second factor: PRESSRUM_SECRET does not open {EMAIL}'s" in ended.out
    password = pressrum.done("user", "reset", EMAIL).out.strip()
    assert pressrum.done("doctor").code == 0
    with case.under(SECOND) as (_, visitor):
        assert "Välj ditt lösenord" in visitor.signs_in(EMAIL, password).text
    typed = "en helt annan mening"
    given = typed.encode()
    assert pressrum.done("user", "reset", EMAIL, "--password-stdin", given=given).out == ""
    with case.under(SECOND) as (_, visitor):
        assert visitor.signs_in(EMAIL, typed).status == 303


def test_a_reset_from_the_command_line_is_refused_with_a_reason(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    case.turn_on(NONE)
    pressrum = Commands(case.folder, monkeypatch, capsys)
    pressrum.use(case.folder / "pressrum.db")
    assert "There is no person" in pressrum.refused("user", "reset", "ingen@b.example")
    assert "use 12 to 256 characters" in pressrum.refused(
        "user", "reset", EMAIL, "--password-stdin", given=b"kort"
    )
    assert "none sealed: there is no PRESSRUM_SECRET" in pressrum.done("doctor").out
    with case.under(NONE) as (_, visitor):
        assert case.is_let_in(visitor)
