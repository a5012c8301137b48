"""Only in the gate: the locks are installed from the registry, as the README and the image do it.

Everything else in the tests stays on this machine. What a registry does to a lock as time passes,
newer versions above all, is seen only there.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.processes import serving_by
from tests.tools.installed_demo import assert_stands_alone, look_around

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.skipif(
    "CI" not in os.environ, reason="packages are fetched from the registry in .ci/run alone"
)


def run(*command: str | Path, cwd: Path) -> str:
    """Run a command to its end, and show what it said if it failed."""
    ended = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def test_a_fresh_checkout_is_set_up_the_way_the_readme_says(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    for name in run("git", "ls-files", "-z", cwd=ROOT).strip("\0").split("\0"):
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, checkout / name)
    assert ".venv is ready" in run("make", "setup", cwd=checkout)
    assert ".venv is up to date" in run("make", "setup", cwd=checkout)
    python = checkout / ".venv" / "bin" / "python"
    with serving_by(python.with_name("pressrum"), tmp_path, "--demo") as running:
        look_around(running.address)


def test_the_image_s_commands_make_an_environment_that_serves(tmp_path: Path) -> None:
    for word, arguments in read_first_stage():
        if word == "COPY":
            copy(tmp_path, *shlex.split(arguments))
        else:
            command = arguments.replace("python -m venv", f"{shlex.quote(sys.executable)} -m venv")
            command = re.sub(r"(?<![\w./])/(?=(?:venv|src)\b)", f"{tmp_path}/", command)
            run("sh", "-c", command, cwd=tmp_path)
    shutil.rmtree(tmp_path / "src")
    python = tmp_path / "venv" / "bin" / "python"
    with serving_by(python.with_name("pressrum"), tmp_path, "--demo") as running:
        look_around(running.address)
    assert_stands_alone(python, tmp_path)


def read_first_stage() -> Iterator[tuple[str, str]]:
    """Return the COPY and RUN lines of the image's first stage."""
    lines = [line for line in (ROOT / "Dockerfile").read_text().splitlines() if line[:1] != "#"]
    first, _ = "\n".join(lines).split("\nFROM ", maxsplit=1)
    for line in first.replace("\\\n", " ").splitlines():
        word, _, arguments = line.partition(" ")
        if word in {"COPY", "RUN"}:
            yield word, arguments


def copy(root: Path, *words: str) -> None:
    """Copy what the image is built from, if .dockerignore lets it through."""
    *names, target = words
    let_through = (ROOT / ".dockerignore").read_text().splitlines()
    for name in names:
        assert f"!{name}" in let_through
        into = root / target.strip("/")
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, into, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            into.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, into)
