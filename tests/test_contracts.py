"""The import contracts hold, and each of them notices when it is broken."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LINT = Path(sys.executable).parent / "lint-imports"

PLANTED = [
    ("releases/text/slugs.py", "import feeds.links", "never back"),
    ("feeds/wording.py", "import service.clock", "never back"),
    ("feeds/jsonfeed.py", "import feedgen", "feedgen has one importer"),
    ("feeds/item.py", "import markdown_it", "markdown_it and nh3 have one importer"),
    ("service/pages/press_room.py", "import nh3", "markdown_it and nh3 have one importer"),
    ("service/outbound/delivery.py", "import apscheduler", "apscheduler has one importer"),
    ("service/redaktion/rendering.py", "import jinja2", "jinja2 has one importer"),
    ("service/traces/requests.py", "import opentelemetry.trace", "opentelemetry has one importer"),
    ("releases/store/log.py", "import sqlite3", "SQLite driver has one importer"),
    ("service/doctor/database.py", "import sqlite_utils", "SQLite driver has one importer"),
    ("releases/timeline.py", "import time", "pure core"),
    ("feeds/channel.py", "import releases.store.log", "pure core"),
    ("releases/intake/blocks.py", "import socket", "pure core"),
    ("releases/rules/kinds.py", "import releases.store.log", "pure core"),
    ("releases/text/slugs.py", "import pathlib", "pure core"),
    ("releases/exchange/items.py", "import releases.desk.drafts", "pure core"),
    ("releases/intake/lines.py", "import releases.rules.kinds", "lead down"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [LINT, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("planted")
    for package in ("releases", "feeds", "service"):
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_the_code_keeps_every_contract(copy: Path) -> None:
    done = lint(copy)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("path", "line", "contract"), PLANTED)
def test_a_planted_violation_breaks_its_contract(
    copy: Path, path: str, line: str, contract: str
) -> None:
    file = copy / path
    sound = file.read_text()
    file.write_text(f"{sound}\n{line}\n")
    try:
        done = lint(copy)
    finally:
        file.write_text(sound)
    assert done.returncode == 1
    broken = [row for row in done.stdout.splitlines() if " BROKEN" in row]
    assert any(contract in row for row in broken), done.stdout
