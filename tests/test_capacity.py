"""The capacity model: the documentation shows what the command prints, and its laws hold."""

import random
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bench import capacity
from bench.capacity import Model

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "capacity.md"
REGION = {"region": 1}


@pytest.fixture(scope="module")
def model() -> Model:
    return capacity.load()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.capacity", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_documentation_shows_what_the_command_prints() -> None:
    printed = run().stdout
    assert printed.startswith("| |")
    assert f"\n\n{printed}\n" in PAGE.read_text(encoding="utf-8")


def test_every_assumption_and_figure_makes_a_difference(model: Model, tmp_path: Path) -> None:
    """A name that nothing is computed from would only seem to say something."""
    before = capacity.table(model)
    unused = [
        f"{part}.{name}"
        for part in ("assumptions", "measured")
        for name, value in msgspec.structs.asdict(getattr(model, part)).items()
        if capacity.table(_with(model, part, **{name: value * 1.5})) == before
    ]
    assert unused == []


def test_twice_as_many_publishers_ask_for_twice_as_much_but_more_than_twice_the_rebuilding(
    model: Model,
) -> None:
    one, two = capacity.compute(model, REGION), capacity.compute(model, {"region": 2})
    for name in ("releases", "polls", "embeds", "pages", "cold", "saves", "publications", "mbit"):
        assert getattr(two, name) == pytest.approx(2 * getattr(one, name))
    # Every publication makes the pages of all publishers old.
    assert two.rebuilds > 2 * one.rebuilds


def test_no_more_is_built_than_is_asked_for(model: Model) -> None:
    """However often somebody publishes, a page that nobody asks for is not made."""
    busy = _with(model, "assumptions", busiest_hour=1e9)
    stage = capacity.compute(busy, REGION)
    assert stage.rebuilds == pytest.approx(stage.reads, rel=1e-3)


def test_first_answers_are_as_many_as_among_requests_and_entries_at_random() -> None:
    """The formula against what it stands for: ask for one address, and publish, independently."""
    dice = random.Random(1)  # noqa: S311 - the same draw every time
    requests, entries, current, first = 2.0, 0.5, False, 0
    events = 200_000
    for _ in range(events):
        if dice.random() < entries / (requests + entries):
            current = False
        elif not current:
            current, first = True, first + 1
    seconds = events / (requests + entries)
    expected = entries * requests / (entries + requests)
    assert first / seconds == pytest.approx(expected, rel=0.02)


def test_headroom_is_where_something_is_full(model: Model) -> None:
    times = capacity.headroom(model, REGION)
    full = capacity.compute(model, {"region": times})
    assert max(capacity.shares(model, full).values()) == pytest.approx(1, rel=1e-3)


def test_a_file_of_ones_own_is_taken_and_a_name_nobody_knows_refused(tmp_path: Path) -> None:
    text = capacity.DEFAULT.read_text(encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(text.replace("years = 10.0", "years = 20.0"), encoding="utf-8")
    assert run(str(own)).stdout not in ("", run().stdout)
    own.write_text(text.replace("years = 10.0", "yeers = 10.0"), encoding="utf-8")
    refused = run(str(own))
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "yeers" in refused.stderr


def _with(model: Model, part: str, **changes: float) -> Model:
    changed = msgspec.structs.replace(getattr(model, part), **changes)
    return msgspec.structs.replace(model, **{part: changed})
