"""`pressrum move`: the public gets the same bytes, pictures come along, failures change nothing."""

import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from releases.model import new_id
from releases.store.engine import Database, open_store
from service.demo import loader
from service.media.files import MediaFiles
from tests import engines
from tests.buckets import TestBucket
from tests.builders import MORNING
from tests.clocks import ManualClock
from tests.service.app_server import BASE, HttpResponse, run_app
from tests.service.cli_runner import Commands
from tests.service.processes import PRESSRUM, environment, eventually

pytestmark = pytest.mark.postgres
MOST_PAGES = 250
# Forms hold stamps, and a search differs by engine (docs/search.md).
_PRIVATE = re.compile(r"/(redaktion|metrics|health|static)|/feedback|[?&]q=|/search")
_ADDRESS = re.compile(rf'(?:{BASE}|(?<=["\'(]))(/[^\s"\'<>()\\]*)')
Public = dict[str, tuple[int, tuple[tuple[str, str], ...], bytes]]


@pytest.fixture
def server() -> Iterator[str]:
    """The URL of a database in which nothing is."""
    name = engines.make_database()
    yield engines.url_of(name)
    engines.drop_database(name)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demo: two newsrooms, pictures, corrections, people."""
    folder = tmp_path_factory.mktemp("demo")
    clock = ManualClock()
    store = open_store(folder / "p.db", clock)
    try:
        loader.fill(store, MediaFiles(folder / "media"), clock)
    finally:
        store.close()
    return folder


@pytest.fixture
def pressrum(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Commands:
    """Commands on a copy of the demo."""
    shutil.copytree(demo, tmp_path, dirs_exist_ok=True)
    return Commands(tmp_path, monkeypatch, capsys)


def links(answer: HttpResponse) -> set[str]:
    if not re.search(r"html|xml|json|text", answer.kind):
        return set()
    found = _ADDRESS.findall(answer.text.replace("&amp;", "&"))
    return {path for path in found if not path.startswith("//") and not _PRIVATE.search(path)}


def public(folder: Path, database: Database, media: object) -> Public:
    """Return every public answer that can be reached from the start page and the site map."""
    with run_app(folder, ManualClock(MORNING), database=database, media=media) as press:
        seen: Public = {}
        left = ["/", "/sitemap.xml", "/robots.txt", "/feed.rss", "/feed.atom", "/feed.json"]
        while left and len(seen) < MOST_PAGES:
            path = left.pop(0)
            if path not in seen:
                answer = press.get(path)
                seen[path] = answer.lasting
                left += sorted(links(answer))
        return seen


def test_the_public_gets_the_same_bytes_and_tags_before_and_after(
    pressrum: Commands, server: str
) -> None:
    folder = pressrum.folder
    before = public(folder, folder / "p.db", folder / "media")
    assert {200} <= {status for status, _, _ in before.values()}
    kinds = {
        dict(headers).get("content-type", "").partition(";")[0] for _, headers, _ in before.values()
    }
    assert {"text/html", "application/atom+xml", "application/rss+xml", "image/webp"} <= kinds
    assert sum("etag" in dict(headers) for _, headers, _ in before.values()) > 50
    pressrum.done("move", "--to", server)
    assert public(folder, server, folder / "media") == before
    pressrum.setting("DATABASE", server)
    pressrum.done("move", "--to", str(folder / "back.db"))
    assert public(folder, folder / "back.db", folder / "media") == before


def test_every_table_is_told_with_its_rows_and_their_hash(pressrum: Commands, server: str) -> None:
    told = pressrum.done("move", "--to", server).out.splitlines()
    tables = {line.split()[0]: line.split()[1:] for line in told[:-1]}
    with psycopg.connect(server) as database:
        for name, (rows, sha256) in tables.items():
            counted = database.execute(sql.SQL("SELECT 1 FROM {}").format(sql.Identifier(name)))
            assert len(counted.fetchall()) == int(rows.replace(",", ""))
            assert re.fullmatch("[0-9a-f]{64}", sha256)
    assert told[-1] == "Moved: set PRESSRUM_DATABASE before the next start."
    assert len(tables) > 35


def test_the_doctor_finds_a_moved_database_well(pressrum: Commands, server: str) -> None:
    pressrum.done("move", "--to", server)
    pressrum.setting("DATABASE", server)
    assert " 0 files missing" in pressrum("doctor").out


def test_pictures_go_to_a_bucket_and_back(
    pressrum: Commands, server: str, bucket: TestBucket
) -> None:
    folder = pressrum.folder
    there = {path.name: path.read_bytes() for path in (folder / "media").iterdir()}
    (folder / "media" / "stray").write_bytes(b"of no row")
    told = pressrum.done("move", "--to", server, "--media", str(bucket.location)).out
    assert f"{len(there)} files of pictures and attachments copied to s3://" in told
    assert told.endswith("set PRESSRUM_DATABASE and PRESSRUM_MEDIA before the next start.\n")
    assert sorted(bucket.objects()) == sorted(f"media/{name}" for name in there)
    pressrum.setting("DATABASE", server)
    pressrum.setting("MEDIA", str(bucket.location))
    pressrum.done("move", "--media", str(folder / "again"))
    assert {path.name: path.read_bytes() for path in (folder / "again").iterdir()} == there


def test_pictures_that_are_there_already_are_compared_and_mended(pressrum: Commands) -> None:
    """A copy that was broken off goes on; a file of the right length is not believed for that."""
    target = pressrum.folder / "elsewhere"
    pressrum.done("move", "--media", str(target))
    first, second, *others = sorted(target.iterdir())
    right = first.read_bytes()
    first.write_bytes(b"x" * len(right))
    second.unlink()
    told = pressrum.done("move", "--media", str(target)).out
    assert told.startswith("2 files of pictures and attachments copied to ")
    assert f"{len(others)} were there" in told
    assert first.read_bytes() == right


def test_a_picture_that_is_lost_or_damaged_is_named_and_keeps_nobody(pressrum: Commands) -> None:
    lost, damaged, *others = sorted((pressrum.folder / "media").iterdir())
    lost.unlink()
    damaged.write_bytes(b"y")
    done = pressrum.done("move", "--media", str(pressrum.folder / "elsewhere"))
    told = set(re.findall(r"pressrum: (\S+) is lost or damaged", done.err))
    assert told == {str(lost), str(damaged)}
    assert done.out.startswith(f"{len(others)} files")


def test_a_store_that_cannot_be_written_stops_all_of_it(pressrum: Commands, server: str) -> None:
    file = pressrum.file("no-folder", "x")
    assert "Nothing was moved" in pressrum.refused("move", "--to", server, "--media", file)
    with psycopg.connect(server) as database:
        assert database.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)


@pytest.mark.parametrize(
    ("to", "why"),
    [
        ("mysql://somewhere/x", "--to: mysql://… is no database that is served"),
        ("p.db", "--to is the database that PRESSRUM_DATABASE names already"),
        ("none/there.db", "does not exist"),
    ],
)
def test_a_target_that_is_none_is_refused_in_one_line(
    pressrum: Commands, to: str, why: str
) -> None:
    assert why in pressrum.refused("move", "--to", to)


def test_a_source_that_is_none_is_not_made(pressrum: Commands, server: str) -> None:
    pressrum.setting("DATABASE", str(pressrum.folder / "typo.db"))
    assert "There is no database" in pressrum.refused("move", "--to", server)
    assert not (pressrum.folder / "typo.db").exists()


def test_pictures_have_another_place_to_go(pressrum: Commands) -> None:
    same = str(pressrum.folder / "media")
    assert "names already" in pressrum.refused("move", "--media", same)
    assert "--media: ftp:// is not served" in pressrum.refused("move", "--media", "ftp://x/y")


def test_without_a_target_the_usage_is_told(pressrum: Commands) -> None:
    assert pressrum("move").code == 2


def test_a_service_that_runs_is_to_be_stopped_first(pressrum: Commands, server: str) -> None:
    with pressrum.desk():
        assert "stop it first" in pressrum.refused("move", "--to", server)
    assert pressrum.done("move", "--to", server).code == 0


def started(folder: Path, to: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [PRESSRUM, "move", "--to", to],
        env=environment(folder),
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def test_a_move_that_is_killed_leaves_no_file(pressrum: Commands) -> None:
    folder = pressrum.folder
    target = folder / f"{new_id()}.db"
    part = target.with_name(f"{target.name}.part")
    with started(folder, str(target)) as process:
        eventually(lambda: part.exists() or target.exists(), 30)
        process.send_signal(signal.SIGKILL)
    assert not target.exists()
    pressrum.done("move", "--to", str(target))
    assert not part.exists()
    assert public(folder, target, folder / "media")


def test_a_move_that_is_killed_leaves_the_server_empty(pressrum: Commands, server: str) -> None:
    with psycopg.connect(server, autocommit=True) as database:

        def is_moving() -> bool:
            found = database.execute(
                "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() "
                "AND application_name = 'pressrum' AND query LIKE 'COPY%'"
            ).fetchone()
            return found is not None

        with started(pressrum.folder, server) as process:
            eventually(is_moving, 30)
            process.send_signal(signal.SIGKILL)
        tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        assert database.execute(tables).fetchone() == (0,)
    pressrum.done("move", "--to", server)
