"""What the desk and the API say where reading in is refused for what it takes, or has no room."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest

from releases.rules.roles import Role
from service.intake.limits import ChildLimits
from service.intake.pool import Readers
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, Wire, run_app
from tests.service.processes import eventually
from tests.service.redaktion.desk_client import Visitor, visitor
from tests.service.redaktion.writing_forms import HOME, JSON

INTAKE = f"/api/v1/newsrooms/{ROOM}/intake"
TEXT = "Nytt ridhus\n\nRegionen bygger ett nytt ridhus.\n\n"
LONG = TEXT * 19_000


@pytest.fixture
def narrow(tmp_path: Path) -> Iterator[tuple[Press, Readers]]:
    """A service that reads one text at a time, lets none wait, and for a tenth of a second."""
    readers = Readers(ChildLimits(cpu_seconds=0.1), workers=1, waiting=0)
    with run_app(tmp_path, ManualClock(), readers=readers) as press:
        readers.prepare()
        yield press, readers


@pytest.fixture
def press(narrow: tuple[Press, Readers]) -> Press:
    return narrow[0]


@pytest.fixture
def author(press: Press) -> Iterator[Visitor]:
    yield from visitor(press, Role.AUTHOR)


def test_what_takes_too_long_is_a_refusal_that_names_the_field(press: Press) -> None:
    answer = press.api("POST", INTAKE, press.token(), {"text": LONG})
    assert answer.status == 422
    assert answer.kind == "application/problem+json"
    (fault,) = answer.json()["errors"]
    assert fault["field"] == "text"
    assert fault["message"] == "takes more time or memory to read than any text needs"


def test_what_takes_too_long_is_told_at_the_desk_in_its_language(
    press: Press, author: Visitor
) -> None:
    page = author.post(f"{HOME}/nytt/inlasning", {"text": LONG})
    assert page.status == 422
    assert "det tog mer tid eller minne än någon text behöver" in page.text
    html = LONG[:450_000].replace("\n\n", "<p>")
    answer = author.post(f"{HOME}/inklistrat", {"html": html}, headers=JSON)
    assert answer.status == 422
    assert "det tog mer tid eller minne" in msgspec.json.decode(answer.body)["said"]


def test_who_finds_no_room_is_told_when_to_come_again(
    narrow: tuple[Press, Readers], author: Visitor
) -> None:
    press, readers = narrow
    token = press.token()
    (process,) = readers._idle
    author.csrf()
    with ThreadPoolExecutor(1) as thread:
        os.kill(process.pid, signal.SIGSTOP)
        wire = Wire(press.address)
        first = thread.submit(wire.api, "POST", INTAKE, token, {"text": TEXT})
        eventually(lambda: readers._at_work)
        refused = press.api("POST", INTAKE, token, {"text": TEXT})
        pasted = author.post(f"{HOME}/inklistrat", {"html": f"<p>{TEXT}"}, headers=JSON)
        page = author.post(f"{HOME}/nytt/inlasning", {"text": TEXT})
        os.kill(process.pid, signal.SIGCONT)
        assert first.result().status == 200
        wire.close()
    assert [refused.status, pasted.status, page.status] == [503, 503, 503]
    assert [answer.header("retry-after") for answer in (refused, pasted, page)] == ["5", "5", "5"]
    assert "try again" in refused.json()["detail"]
    assert "Försök igen" in msgspec.json.decode(pasted.body)["said"]
    assert "Försök igen" in page.text
