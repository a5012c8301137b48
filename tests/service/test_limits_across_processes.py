"""Two `pressrum serve` on one database: guesses count together, and outlive the processes."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

from releases.desk import members
from releases.rules.roles import Role
from service.security.rate_limits import ACCOUNT, ADDRESS, PAIR
from tests import engines
from tests.service.app_server import ROOM, WHO, Wire
from tests.service.processes import run_server
from tests.service.redaktion.desk_client import PASSWORD, password_hash
from tests.stores import open_desk

EMAIL = "kim@mellanlandet.example"


def prepare(folder: Path) -> dict[str, str]:
    """Make a database that EMAIL may sign in at; return the settings of processes on it."""
    path = folder / "p.db"
    with open_desk(path) as desk:
        desk.write(members.add, EMAIL, "Kim", ROOM, Role.EDITOR, password_hash(), WHO)
    return {
        "PRESSRUM_DATABASE": str(engines.database_at(path)),
        "PRESSRUM_PROXIES": "127.0.0.1",
    }


def sign_in(address: str, password: str, place: str, email: str = EMAIL) -> int:
    """Try once, from somewhere; a process that has ended answers 0."""
    wire = Wire(address)
    try:
        head = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Sec-Fetch-Site": "same-origin",
            "X-Forwarded-For": place,
        }
        body = urlencode({"email": email, "password": password}).encode()
        return wire.send("POST", "/redaktion/logga-in", head, body).status
    except OSError:
        return 0
    finally:
        wire.close()


def test_guesses_at_two_processes_at_once_are_no_more_than_at_one(tmp_path: Path) -> None:
    settings = prepare(tmp_path)
    places = [f"2001:db8::{number:x}" for number in range(24)]
    with (
        run_server(tmp_path, **settings) as one,
        run_server(tmp_path, **settings) as two,
        ThreadPoolExecutor(24) as pool,
    ):
        both = (one.address, two.address)
        answers = list(
            pool.map(lambda n: sign_in(both[n % 2], "fel", places[n]), range(len(places)))
        )
        assert (answers.count(422), answers.count(429)) == (PAIR.amount, 24 - PAIR.amount)
        # The right one is a guess like any other, but not from somewhere else.
        assert sign_in(one.address, PASSWORD, "2001:db8::ffff") == 429
        assert sign_in(two.address, PASSWORD, "2001:db8:0:1::1") == 303


def test_processes_that_are_killed_over_guesses_leave_nobody_more(tmp_path: Path) -> None:
    settings = prepare(tmp_path)
    decided = []
    for _ in range(3):
        with run_server(tmp_path, **settings) as one, ThreadPoolExecutor(8) as pool:
            guesses = [
                pool.submit(sign_in, one.address, "fel", "192.0.2.1", f"p{number}@b.example")
                for number in range(24)
            ]
            # Some have been decided when it is killed, some are under way, and some wait.
            assert guesses[5].result() in (422, 429)
            one.process.kill()
            decided += [guess.result() for guess in guesses]
    assert decided.count(422) <= ADDRESS.amount < ACCOUNT.amount
    with run_server(tmp_path, **settings) as last:
        answers = [
            sign_in(last.address, "fel", "192.0.2.1", f"q{number}@b.example")
            for number in range(31)
        ]
    assert (decided + answers).count(422) <= ADDRESS.amount
    assert answers[-1] == 429
