"""What all tests share: how long Hypothesis may think, and a desk or service of a test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.buckets import TestBucket, make_bucket, run_s3_server
from tests.clocks import ManualClock
from tests.service.app_server import Press, run_app
from tests.stores import Desk, open_desk

# No deadline: how long an example takes says more about the machine than about the program.
settings.register_profile("quick", deadline=None, max_examples=50)
settings.register_profile("thorough", deadline=None, max_examples=2_000)
settings.load_profile("quick")


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


@pytest.fixture(scope="session")
def s3_endpoint() -> Iterator[str]:
    """The address of an S3 server on loopback, the same for all tests of a process."""
    with run_s3_server() as endpoint:
        yield endpoint


@pytest.fixture
def bucket(s3_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> TestBucket:
    """A bucket of its own, which the environment leads to."""
    return make_bucket(s3_endpoint, monkeypatch)
