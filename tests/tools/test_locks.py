"""The locks hold versions and hashes of all that is required, and nothing has to be resolved."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.tools.locks import Facts, examine, look_installed, read_pins

ROOT = Path(__file__).parent.parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
HERE = ".".join(map(str, sys.version_info[:3]))
# The oldest and the newest of each line that a machine may have.
PYTHONS = ("3.11.0", "3.11.14", "3.12.0", "3.12.12", "3.13.0", "3.13.9", "3.14.0", "3.14.9")
CHOSEN = ["oidc", "otel", "postgres", "s3"]
LOCKS = {"requirements.lock": CHOSEN, "requirements-dev.lock": [*CHOSEN, "dev"]}


def wanted(extras: list[str]) -> list[Requirement]:
    """What pyproject.toml asks for."""
    lines = [*PYPROJECT["dependencies"]]
    for extra in extras:
        lines += PYPROJECT["optional-dependencies"][extra]
    requirements = [Requirement(line) for line in lines]
    return [it for it in requirements if it.marker is None or it.marker.evaluate()]


@pytest.mark.parametrize("python", sorted({HERE, *PYTHONS}))
@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_satisfies_each_requirement_of_each_package_by_itself(
    name: str, python: str
) -> None:
    lock = (ROOT / name).read_text()
    findings = examine(lock, wanted(LOCKS[name]), python, look_installed)
    assert findings.faults == set()
    # Nothing is known here of versions that another Python takes in place of ours.
    here = read_pins(lock, HERE)
    others = {it for it, version in read_pins(lock, python).items() if here.get(it) != version}
    assert findings.unknown <= others


def look_up(name: str, version: str) -> Facts | None:
    """Return what made-up packages say: a reporter that wants a meter with an extra."""
    assert version == "1.0"
    said = {
        "reporter": ["meter[tables]>=1"],
        "meter": ['reader>=2 ; extra == "tables"', 'nothing ; python_version < "3.12"'],
        "reader": [],
    }
    return Facts([Requirement(line) for line in said[name]])


def test_a_lock_without_what_an_extra_requires_is_found_out() -> None:
    lock = "reporter==1.0 \\\n    --hash=sha256:00\nmeter==1.0 \\\n    --hash=sha256:00\n"
    findings = examine(lock, [], "3.12.1", look_up)
    assert findings.faults == {
        'meter 1.0 requires reader>=2; extra == "tables"; locked: None',
    }
    assert len(examine(lock, [], "3.11.7", look_up).faults) == 2


def test_a_lock_with_a_version_too_old_is_found_out() -> None:
    lock = "reporter==1.0\nmeter==1.0\nreader==1.0\n"
    assert examine(lock, [], "3.12.1", look_up).faults == {
        'meter 1.0 requires reader>=2; extra == "tables"; locked: 1.0',
    }


def test_both_locks_name_the_same_versions() -> None:
    running, developing = (
        set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.MULTILINE)) for name in LOCKS
    )
    assert running < developing


def test_whoever_installs_a_lock_resolves_nothing() -> None:
    calls = [
        (name, line)
        for name in ("Makefile", ".ci/run", "Dockerfile", "README.md", *list_pages())
        for line in (ROOT / name).read_text().replace("\\\n", " ").splitlines()
        if re.search(r"pip install .*requirements\S*\.lock", line)
    ]
    assert [name for name, _ in calls]
    for name, line in calls:
        for part in re.split(r"&&|;", line):
            if ".lock" in part and "pip install" in part:
                assert "--no-deps" in part, (name, part)
                assert "--require-hashes" in part, (name, part)


def list_pages() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in (ROOT / "docs").rglob("*.md")]
