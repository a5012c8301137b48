"""`.venv` is set up from the locks alone, once, and again only where something is not whole."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.service.processes import eventually
from tests.tools.wheels import pin, write_wheel
from tools import install

ROOT = Path(__file__).parent.parent.parent
PYPROJECT = """
[build-system]
requires = []
build-backend = "build_backend"
backend-path = ["tools"]
[project]
name = "pressrum"
version = "0.1.0"
description = "-"
readme = "README.md"
requires-python = ">=3.11"
license = "MIT"
classifiers = []
dependencies = ["branch"]
optional-dependencies = {}
scripts = {pressrum = "service:main"}
"""


class Checkout:
    """A small project with the real installer, its locks, and an index in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.index = folder / "index"
        shutil.copytree(ROOT / "tools", self.folder / "tools", ignore=lambda *_: ["editor"])
        self.index.mkdir()
        for package in ("feeds", "releases", "service"):
            (self.folder / package).mkdir()
            (self.folder / package / "__init__.py").write_text("def main(): print('runs')\n")
        for name in ("README.md", "LICENSE"):
            (self.folder / name).write_text("-\n")
        (self.folder / "pyproject.toml").write_text(PYPROJECT)
        self.leaf = write_wheel(self.index, "leaf", "1.0", "Provides-Extra: cache")
        self.branch = write_wheel(self.index, "branch", "1.0", "Requires-Dist: leaf[cache]>=1")
        self.builder = write_wheel(self.index, "builder", "1.0")
        self.twig = write_wheel(self.index, "twig", "1.0")
        self.lock("build", self.builder)
        self.lock("", self.leaf, self.branch)
        self.lock("dev", self.leaf, self.branch, self.twig)

    def lock(self, what: str, *wheels: Path) -> None:
        """Write one of the three lock files."""
        name = f"requirements-{what}.lock" if what else "requirements.lock"
        (self.folder / name).write_text(pin(*wheels))

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "tools.install", *arguments]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name[:4] != "PIP_"}
        ours = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.index)}
        return kept | ours | {"PIP_CONFIG_FILE": os.devnull}

    def install(self, *arguments: str, code: int = 0) -> str:
        """Run the installer to its end; return what it said."""
        ended = subprocess.run(
            self.command(*arguments),
            cwd=self.folder,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert ended.returncode == code, ended.stdout + ended.stderr
        return ended.stdout + ended.stderr

    def installed(self) -> set[str]:
        """What lies in `.venv`, as name-version, but for Pressrum and the builder."""
        folders = self.folder.glob(".venv/lib/*/site-packages/*.dist-info")
        names = {path.name.removesuffix(".dist-info") for path in folders}
        return names - {"pressrum-0.1.0", "builder-1.0"}


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_the_lock_is_installed_although_newer_versions_have_appeared(checkout: Checkout) -> None:
    write_wheel(checkout.index, "leaf", "1.1", "Provides-Extra: cache")
    write_wheel(checkout.index, "twig", "1.1")
    assert ".venv is ready" in checkout.install("--development")
    assert checkout.installed() == {"leaf-1.0", "branch-1.0", "twig-1.0"}
    ran = subprocess.run(
        [checkout.folder / ".venv" / "bin" / "pressrum"], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "runs\n"


def test_a_second_call_needs_no_network_and_one_for_tests_adds_to_it(checkout: Checkout) -> None:
    checkout.install()
    assert checkout.installed() == {"leaf-1.0", "branch-1.0"}
    away = checkout.index.rename(checkout.index.with_name("away"))
    said = checkout.install()
    assert said.startswith(".venv is up to date: Python 3.")
    assert said.count("\n") == 1
    away.rename(checkout.index)
    checkout.install("--development")
    assert "up to date" in checkout.install()
    assert checkout.installed() == {"leaf-1.0", "branch-1.0", "twig-1.0"}


def test_a_killed_installation_is_noticed_and_made_good(checkout: Checkout) -> None:
    python = checkout.folder / ".venv" / "bin" / "python"
    with subprocess.Popen(
        checkout.command(),
        cwd=checkout.folder,
        env=checkout.environment(),
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        eventually(python.exists, 60)
        os.killpg(process.pid, signal.SIGKILL)
    said = checkout.install()
    assert "made anew: it is half-made" in said
    assert checkout.installed() == {"leaf-1.0", "branch-1.0"}


def test_a_changed_lock_changes_what_it_must_or_else_nothing(checkout: Checkout) -> None:
    checkout.lock("", checkout.leaf, checkout.branch, checkout.twig)
    checkout.install()
    newer = write_wheel(checkout.index, "leaf", "1.1")
    before = (checkout.folder / "requirements.lock").read_text()
    checkout.lock("", newer, checkout.branch)

    hidden = newer.rename(newer.with_suffix(".away"))
    said = checkout.install(code=1)
    assert "leaf==1.1" in said
    assert "Installing packages failed" in said
    now = (checkout.folder / "requirements.lock").read_text()
    (checkout.folder / "requirements.lock").write_text(before)
    assert "up to date" in checkout.install()

    hidden.rename(newer)
    (checkout.folder / "requirements.lock").write_text(now)
    assert "anew" not in checkout.install()
    assert checkout.installed() == {"leaf-1.1", "branch-1.0"}


def test_a_file_with_another_hash_is_refused(checkout: Checkout) -> None:
    write_wheel(checkout.index, "leaf", "1.0", "Summary: not what was locked")
    assert "DO NOT MATCH THE HASHES" in checkout.install(code=1)
    assert "leaf-1.0" not in checkout.installed()


def test_a_lock_that_lacks_what_a_package_requires_is_refused(checkout: Checkout) -> None:
    checkout.lock("", checkout.branch)
    said = checkout.install(code=1)
    assert "branch 1.0 requires leaf" in said
    assert "do not hold together" in said
    assert not (checkout.folder / ".venv" / "installed.json").exists()


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> install.Record:
    """An empty `.venv` whose record stands where the installer looks for it."""
    folder = tmp_path / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    monkeypatch.setattr(install, "ROOT", tmp_path)
    monkeypatch.setattr(install, "VENV", folder)
    monkeypatch.setattr(install, "PYTHON", folder / "bin" / "python")
    monkeypatch.setattr(install, "RECORD", folder / "installed.json")
    record = install.Record(install.short(sys.version), str(tmp_path), done={"a.lock": "digest"})
    record.save()
    return record


def test_a_whole_environment_is_taken_as_it_is(venv: install.Record) -> None:
    assert install.read_record(this_python=True) == venv


def test_a_python_that_has_gone_is_noticed(
    venv: install.Record, capsys: pytest.CaptureFixture[str]
) -> None:
    install.PYTHON.unlink()
    install.PYTHON.symlink_to("/nowhere/python3")
    assert install.read_record(this_python=False) is None
    assert "made anew: its Python has gone" in capsys.readouterr().out


def test_a_python_that_has_become_another_is_noticed(
    venv: install.Record, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(venv, python="3.10").save()
    assert install.read_record(this_python=False) is None
    assert "it was made by Python 3.10, and its Python is 3." in capsys.readouterr().out


def test_another_python_that_is_asked_for_is_taken_and_else_the_one_that_is_there(
    venv: install.Record, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version", "3.99.1 (main)")
    assert install.read_record(this_python=False) == venv
    assert install.read_record(this_python=True) is None
    assert "and 3.99 was asked for" in capsys.readouterr().out


def test_a_moved_checkout_is_noticed(
    venv: install.Record, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(venv, checkout="/where/it/was").save()
    assert install.read_record(this_python=False) is None
    assert "made anew: it belongs to /where/it/was" in capsys.readouterr().out
