"""What all tests share: the engine, how long Hypothesis may think, a desk or service of one's own.

`--engine=postgres` runs what needs a database on PostgreSQL, and nothing else. Tests of what SQLite
alone does are marked `sqlite`, those of PostgreSQL `postgres`: both kinds run once, without it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests import engines
from tests.buckets import TestBucket, make_bucket, run_s3_server
from tests.clocks import ManualClock
from tests.service.app_server import Press, run_app
from tests.stores import Desk, open_desk

# No deadline: how long an example takes says more about the machine than about the program.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
# Where each transaction crosses to a server and back.
settings.register_profile("remote", deadline=None, max_examples=15)
settings.load_profile("quick")


_OPENS = ("open_desk", "run_app", "open_at", "database_at", "run_server", "serving_by")
# What browsers and feed readers make of an answer has nothing to do with where it was read.
_ALIKE = ("browser", "readers")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--engine", choices=(engines.SQLITE, engines.POSTGRES), default=engines.SQLITE)


def pytest_xdist_auto_num_workers() -> int:
    """Return one process more than there are cores, as tests wait too; four at most."""
    return min(4, (os.cpu_count() or 1) + 1)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "sqlite(why): about SQLite, or by its means, alone")
    config.addinivalue_line("markers", "postgres: needs a PostgreSQL server, whatever the engine")
    engines.choose(config.getoption("--engine"))
    if engines.chosen() == engines.POSTGRES and (why := engines.unreachable()):
        if os.environ.get("CI"):
            raise pytest.UsageError(f"PostgreSQL is wanted in CI: {why}")
        pytest.exit(f"nothing is run on PostgreSQL, as no server answers: {why}", returncode=0)
    if engines.chosen() == engines.POSTGRES and settings.get_current_profile_name() == "quick":
        settings.load_profile("remote")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if engines.chosen() == engines.POSTGRES:
        kept = [item for item in items if _is_of_either_engine(item)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept
    needing = [item for item in items if item.get_closest_marker("postgres")]
    why = engines.unreachable() if needing else ""
    if why and os.environ.get("CI"):
        raise pytest.UsageError(f"PostgreSQL is wanted in CI: {why}")
    for item in needing if why else ():
        item.add_marker(pytest.mark.skip(reason=f"no PostgreSQL: {why}"))


def _is_of_either_engine(item: pytest.Item) -> bool:
    if item.get_closest_marker("sqlite") or item.get_closest_marker("postgres"):
        return False
    if item.path.parent.name in _ALIKE:
        return False
    fixtures = {"desk", "press"} & set(getattr(item, "fixturenames", ()))
    return bool(fixtures) or any(hasattr(getattr(item, "module", None), name) for name in _OPENS)


@pytest.fixture(autouse=True)
def _databases() -> Iterator[None]:
    """Drop the databases that a test has made on a server."""
    before = engines.made()
    yield
    engines.drop(but=before)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A desk on a database of its own whose clock stands at MORNING, with one newsroom."""
    with open_desk(tmp_path / "pressrum.db") as opened_desk:
        yield opened_desk


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    """A running service whose clock stands at MORNING, with one newsroom and nothing in it."""
    with run_app(tmp_path, ManualClock()) as running:
        yield running


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of a new database on the server, with nothing in it."""
    with engines.blank_database() as url:
        yield url


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of an S3 server on loopback, the same for all tests of a process."""
    with run_s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> TestBucket:
    """A bucket of its own, which the environment leads to."""
    return make_bucket(s3_endpoint, monkeypatch)
