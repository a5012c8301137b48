"""Real processes whose wall clock is set wrong: no embargo breaks, and the fault is told."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from releases.times import utc_text
from tests.service.app_server import ROOM, HttpResponse
from tests.service.faked import FakedWall
from tests.service.processes import ServerProcess, eventually, run, run_server

RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
CHANGES = f"/api/v1/newsrooms/{ROOM}/changes"
HOUR, DAY = 3_600, 86_400
TEN_YEARS = 3_650 * DAY
BASE = {"PRESSRUM_BASE_URL": "https://press.example"}


def command(folder: Path, *arguments: str, wall: FakedWall | None = None) -> str:
    """Run a command that succeeds, under the wall clock given or the true one."""
    done = run(folder, *arguments, **BASE, **(wall.settings if wall else {}))
    assert done.returncode == 0, done.stderr
    return done.stdout


def opened(folder: Path, wall: FakedWall | None = None) -> str:
    """Open the newsroom; return a token to publish with."""
    command(folder, "newsroom", "add", ROOM, "--name", "Region Mellanlandet", wall=wall)
    made = ("token", "add", "--newsroom", ROOM, "--name", "t", "--scope", "publish")
    return command(folder, *made, wall=wall).strip()


def ordered(service: ServerProcess, token: str, title: str, at: datetime | None = None) -> Any:
    """Create a release and order its publication; return the order's answer and its path."""
    service.close()
    release = service.api("POST", RELEASES, token, {"title": title}).json()["id"]
    order = {"action": "publish"} | ({"at": utc_text(at)} if at else {})
    answer = service.api("POST", f"{RELEASES}/{release}/entries", token, order)
    return answer, f"/{ROOM}/{release}/{title.lower()}"


def get(service: ServerProcess, path: str) -> HttpResponse:
    """Ask over a new connection: the last one may have been closed while a command ran."""
    service.close()
    return service.get(path)


def ahead(**span: float) -> datetime:
    return datetime.now(UTC).replace(microsecond=0) + timedelta(**span)


def told(service: ServerProcess) -> Any:
    return get(service, "/health/ready").json()


@pytest.fixture
def wall(tmp_path: Path) -> FakedWall:
    return FakedWall(tmp_path)


def test_a_command_under_a_clock_ten_years_ahead_brings_nothing_nearer(
    tmp_path: Path, wall: FakedWall
) -> None:
    token = opened(tmp_path)
    wall.set(TEN_YEARS)
    command(tmp_path, "newsroom", "set", ROOM, "--county", "18", wall=wall)
    with run_server(tmp_path, **BASE) as service:
        answer, page = ordered(service, token, "Embargo", datetime(2030, 1, 1, tzinfo=UTC))
        assert (answer.status, get(service, page).status) == (201, 404)
        assert "Embargo" not in get(service, CHANGES).text
        assert told(service)["clock"] == "in step"
    assert f"instant: {datetime.now(UTC).year}-" in command(tmp_path, "clock")


@pytest.mark.sqlite("a server's clock is not this machine's")
def test_a_database_begun_ten_years_ahead_goes_back_and_says_so(
    tmp_path: Path, wall: FakedWall
) -> None:
    wall.set(TEN_YEARS)
    token = opened(tmp_path, wall)
    with run_server(tmp_path, **BASE) as service:
        answer, page = ordered(service, token, "Embargo", datetime(2030, 1, 1, tzinfo=UTC))
        assert (answer.status, get(service, page).status) == (201, 404)
        assert told(service)["clock"] == "unconfirmed"
        assert "pressrum clock confirm" in told(service)["clock_says"]
        doctor = run(tmp_path, "doctor", **BASE)
        assert doctor.returncode == 1
        assert "BAD  clock: instants went back by 315360000 s" in doctor.stdout
        command(tmp_path, "clock", "confirm")
        assert told(service)["clock"] == "in step"
        assert get(service, page).status == 404
    assert "ok   clock" in run(tmp_path, "doctor", **BASE).stdout


def test_a_service_that_started_an_hour_fast_keeps_an_embargo_of_ten_minutes(
    tmp_path: Path, wall: FakedWall
) -> None:
    token = opened(tmp_path)
    wall.set(HOUR)
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        before, first = ordered(service, token, "Medan", ahead(minutes=10))
        wall.set(0)
        eventually(lambda: told(service)["clock"] == "in step")
        after, second = ordered(service, token, "Sedan", ahead(minutes=10))
        assert (before.status, after.status) == (201, 201)
        assert [get(service, page).status for page in (first, second)] == [404, 404]
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        assert [get(service, page).status for page in (first, second)] == [404, 404]


@pytest.mark.sqlite("a server's clock is not this machine's")
def test_a_database_that_knew_only_a_fast_clock_publishes_nothing_in_doubt(
    tmp_path: Path, wall: FakedWall
) -> None:
    wall.set(HOUR)
    token = opened(tmp_path, wall)
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        wall.set(0)
        answer, page = ordered(service, token, "Tveksamt", ahead(minutes=10))
        assert (answer.status, get(service, page).status) == (409, 404)
        assert "pressrum clock" in answer.json()["detail"]
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        answer, page = ordered(service, token, "Embargo", ahead(minutes=10))
        assert (answer.status, get(service, page).status) == (201, 404)


@pytest.mark.sqlite("a server's clock is not this machine's")
def test_a_clock_set_back_an_hour_delays_nothing_and_is_told(
    tmp_path: Path, wall: FakedWall
) -> None:
    token = opened(tmp_path)
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        instant = ahead(seconds=4)
        _, page = ordered(service, token, "Punktligt", instant)
        wall.set(-HOUR)

        def is_public() -> bool:
            status = get(service, page).status
            assert status == 404 or datetime.now(UTC) >= instant
            return status == 200

        eventually(is_public, seconds=60)
        health = told(service)
        assert (health["clock"], round(health["clock_behind_seconds"])) == ("behind", HOUR)
        assert "pressrum_clock_behind_seconds 3" in get(service, "/metrics").text
        # Another process does not take what this one has seen through.
        command(tmp_path, "newsroom", "set", ROOM, "--county", "18", wall=wall)
        assert get(service, page).status == 200
        assert (
            "BAD  clock: the wall clock is 3600 s behind"
            in run(tmp_path, "doctor", **BASE, **wall.settings).stdout
        )


@pytest.mark.sqlite("a server's clock is not this machine's")
def test_no_command_undoes_a_clock_that_is_held(tmp_path: Path, wall: FakedWall) -> None:
    token = opened(tmp_path)
    (tmp_path / "t.md").write_text("# Inläst\n\nEtt stycke text som läses in.\n")
    hook = ("webhook", "add", "--newsroom", ROOM, "--url", "http://127.0.0.1:9/")
    command(tmp_path, *hook)
    with run_server(tmp_path, **BASE, **wall.settings, PRESSRUM_SCHEDULER="off") as service:
        _, page = ordered(service, token, "Hemlighet", ahead(hours=2))
        wall.set(DAY)
        command(tmp_path, "newsroom", "set", ROOM, "--county", "18", wall=wall)
        command(tmp_path, "import", "t.md", "--newsroom", ROOM, "--publish", wall=wall)
        announced = run(tmp_path, "announce", **BASE, **wall.settings)
        assert "1 attempts" in announced.stdout  # What was just imported, nothing else.
        changes = get(service, CHANGES).text
        assert ("Inläst" in changes, "Hemlighet" in changes) == (True, False)
        assert get(service, page).status == 404
        answer, now_public = ordered(service, token, "Genast")
        assert (answer.status, get(service, now_public).status) == (201, 200)
        health = told(service)
        assert (health["clock"], round(health["clock_ahead_seconds"])) == ("held", DAY)
        service.process.send_signal(signal.SIGKILL)
        service.process.wait(10)
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        assert (told(service)["clock"], get(service, page).status) == ("held", 404)
        assert get(service, now_public).status == 200
        assert command(tmp_path, "clock", "confirm", wall=wall).startswith("1 entries became due")
        eventually(lambda: get(service, page).status == 200)
        assert told(service)["clock"] == "in step"


@pytest.mark.sqlite("a server's clock is not this machine's")
def test_forty_steps_of_almost_two_seconds_are_a_leap(tmp_path: Path, wall: FakedWall) -> None:
    token = opened(tmp_path)
    with run_server(tmp_path, **BASE, **wall.settings) as service:
        _, page = ordered(service, token, "Steg", ahead(seconds=60))
        for step in range(1, 41):
            wall.set(1.9 * step)
            assert get(service, page).status == 404
        health = told(service)
        assert (health["clock"], round(health["clock_ahead_seconds"])) == ("held", 76)
