"""A dump of the server's own tools, restored as docs/scaling.md says, is the same newsroom."""

import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest

from tests import engines
from tests.browser.partner_site import require_tool
from tests.service.app_server import ROOM
from tests.service.processes import run, run_server
from tests.service.test_process import LISTS, looked, made

pytestmark = pytest.mark.postgres
DOCUMENT = (Path(__file__).parents[2] / "docs/scaling.md").read_text()
ADD = ("newsroom", "add", ROOM, "--name", "Region Mellanlandet")
TOKEN = ("token", "add", "--newsroom", ROOM, "--name", "t", "--scope", "publish")
DUMP = "pg_dump --format=custom --file=pressrum.dump pressrum"
RESTORE = (
    "pg_restore --exit-on-error --single-transaction --no-owner --role=pressrum "
    "--dbname=pressrum_new pressrum.dump"
)


def client(folder: Path, command: str, url: str) -> None:
    """Run a documented command on a database of the tests."""
    arguments = command.replace("--role=pressrum ", "").replace("pressrum_new", url).split()
    if arguments[-1] == "pressrum":
        arguments[-1] = url
    done = subprocess.run(arguments, cwd=folder, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("command", [DUMP, RESTORE])
def test_the_commands_are_those_of_the_document(command: str) -> None:
    assert command in DOCUMENT


def test_a_dump_that_is_restored_gives_the_same_bytes_and_tags_and_goes_on(tmp_path: Path) -> None:
    require_tool(shutil.which("pg_restore"), "PostgreSQL's pg_restore")
    settings = {"PRESSRUM_BASE_URL": "https://press.example", "PRESSRUM_SECRET": "0" * 32}
    first, second = (engines.url_of(engines.make_database()) for _ in range(2))
    paths = (*LISTS, f"/{ROOM}/search?q=bron")
    with psycopg.connect(first) as connection:
        row = connection.execute("SHOW server_version_num").fetchone()
    version = subprocess.run(["pg_dump", "--version"], capture_output=True, text=True, check=True)
    served = int(row[0]) // 10_000 if row else 0
    tools = int(version.stdout.split()[2].partition(".")[0])
    require_tool(tools >= served, f"a pg_dump of version {served}")
    with run_server(tmp_path, PRESSRUM_DATABASE=first, **settings) as before:
        run(tmp_path, *ADD, PRESSRUM_DATABASE=first, **settings)
        answer = run(tmp_path, *TOKEN, PRESSRUM_DATABASE=first, **settings)
        token = answer.stdout.split()[-1]
        made(before, token, "Bron öppnar")
        made(before, token, "Bron stängs", at="2199-01-01T00:00:00Z")
        expected = looked(before, *paths)
        client(tmp_path, DUMP, first)
        client(tmp_path, RESTORE, second)
        with run_server(tmp_path, PRESSRUM_DATABASE=second, **settings) as after:
            assert looked(after, *paths) == expected
            made(after, token, "Bron öppnar igen")
            assert "Bron öppnar igen" in after.get(LISTS[3]).text
            assert looked(before, *paths) == expected
