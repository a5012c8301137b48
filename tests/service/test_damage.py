"""A database that is damaged, gone or in use: said in one line each, and never a traceback."""

import signal
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from releases.desk import access
from releases.store.sqlite_file import copy
from releases.store.tokens import Scope
from tests import builders
from tests.service.app_server import ROOM, WHO
from tests.service.processes import ServerProcess, run, run_server
from tests.stores import open_desk

pytestmark = pytest.mark.sqlite("what becomes of a file")
RELEASES = f"/api/v1/newsrooms/{ROOM}/releases"
READ = (
    *(f"/{ROOM}/", f"/{ROOM}/feed.rss", f"/{ROOM}/feed.atom", f"/{ROOM}/feed.json"),
    *("/", "/feed.atom", f"/{ROOM}/embed.html", f"/{ROOM}/search?q=buss", "/sitemap.xml"),
    *(f"/api/v1/newsrooms/{ROOM}/changes", f"/{ROOM}/calendar.ics"),
)


@pytest.fixture
def token(tmp_path: Path) -> str:
    """A token of a newsroom with a public release, in a database that no process has open."""
    with open_desk(tmp_path / "p.db") as desk:
        desk.publish(builders.document())
        return desk.write(access.add_token, ROOM, "t", Scope.PUBLISH, WHO)


def damage(path: Path, *tables: str) -> None:
    """Write nonsense over the first page of tables, as a failing disk would."""
    with closing(sqlite3.connect(path)) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        roots = dict(connection.execute("SELECT name, rootpage FROM sqlite_master"))
    with path.open("r+b") as file:
        for table in tables:
            file.seek((roots[table] - 1) * size)
            file.write(b"\xa5" * size)


def lines(text: str) -> list[str]:
    assert "Traceback" not in text, text
    return text.splitlines()


def stopped(service: ServerProcess) -> str:
    """End a service and return what it wrote to its log."""
    service.close()
    service.process.send_signal(signal.SIGTERM)
    return service.process.communicate(timeout=20)[1]


def statuses(service: ServerProcess, paths: Iterable[str]) -> set[tuple[int, str | None]]:
    answers = [service.get(path) for path in paths]
    return {(answer.status, answer.header("retry-after")) for answer in answers}


def test_a_damaged_table_is_503_wherever_it_is_read_and_a_line_in_the_log(
    tmp_path: Path, token: str
) -> None:
    copy(tmp_path / "p.db", tmp_path / "copy.db")
    damage(tmp_path / "p.db", "newsroom", "release", "period", "facet")
    with run_server(tmp_path, PRESSRUM_SCHEDULER="off") as service:
        assert statuses(service, READ) == {(503, "5")}
        refused = service.api("POST", RELEASES, token, {"title": "Nytt"})
        assert (refused.status, refused.kind) == (503, "application/problem+json")
        assert "damaged" in refused.json()["detail"]
        ready = service.get("/health/ready")
        assert (ready.status, ready.header("retry-after")) == (503, "5")
        assert "damaged" in ready.json()["database"]
        assert service.get("/health/live").status == 200
        assert all("damaged" in line for line in lines(stopped(service)))


def test_the_doctor_says_what_is_damaged_and_what_to_restore(tmp_path: Path, token: str) -> None:
    assert token
    copy(tmp_path / "p.db", tmp_path / "copy.db")
    damage(tmp_path / "p.db", "period")
    said = run(tmp_path, "doctor")
    (told,) = [line for line in lines(said.stdout) if line.startswith("BAD  database")]
    assert f"restore {tmp_path / 'copy.db'} --replace" in told
    assert (said.returncode, said.stderr) == (1, "")
    assert run(tmp_path, "restore", "copy.db", "--replace").returncode == 0
    assert run(tmp_path, "doctor").returncode == 0


def test_a_database_cut_short_stops_the_start_in_one_line(tmp_path: Path, token: str) -> None:
    assert token
    path = tmp_path / "p.db"
    path.write_bytes(path.read_bytes()[: 9 * 4096])
    done = run(tmp_path, "serve", "--port", "0")
    assert (done.returncode, done.stdout) == (1, "")
    (line,) = lines(done.stderr)
    assert "doctor" in line
    said = run(tmp_path, "doctor")
    assert said.returncode == 1
    assert "no backup lies beside it" in said.stdout


def test_a_database_that_is_served_is_not_replaced(tmp_path: Path, token: str) -> None:
    assert run(tmp_path, "backup", "copy.db").returncode == 0
    with run_server(tmp_path) as service:
        refused = run(tmp_path, "restore", "copy.db", "--replace")
        assert (refused.returncode, refused.stdout) == (1, "")
        assert "stop it first" in refused.stderr
        assert service.api("POST", RELEASES, token, {"title": "Nytt"}).status == 201
        service.process.send_signal(signal.SIGKILL)
        service.process.wait(20)
    assert run(tmp_path, "restore", "copy.db", "--replace").returncode == 0


def test_two_services_on_one_database_are_told_of(tmp_path: Path, token: str) -> None:
    with run_server(tmp_path) as first, run_server(tmp_path) as second:
        for service in (first, second):
            assert service.api("POST", RELEASES, token, {"title": "Nytt"}).status == 201
        assert len(second.api("GET", RELEASES, token).json()["releases"]) == 3
        (line,) = lines(stopped(second))
        assert "another process has this database open" in line
        assert lines(stopped(first)) == []


def test_a_lost_write_ahead_log_stops_the_start_in_one_line(tmp_path: Path, token: str) -> None:
    with run_server(tmp_path) as service:
        assert service.api("POST", RELEASES, token, {"title": "Nytt"}).status == 201
        service.process.send_signal(signal.SIGKILL)
        service.process.wait(20)
    (tmp_path / "p.db-wal").unlink()
    done = run(tmp_path, "serve", "--port", "0")
    (line,) = lines(done.stderr)
    assert "p.db-wal is missing" in line
    assert done.returncode == 1
