"""Rules of the house that no linter knows: who reads the clock, where SQL stands, file lengths."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from starlette.routing import Route

from releases.slugs import RESERVED
from service.app import ROUTES

ROOT = Path(__file__).parent.parent
CLOCK_READERS = {"now", "utcnow", "today", "time", "time_ns", "clock_gettime_ns"}
SQL = re.compile(r"\b(SELECT .+ FROM|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")


def sources(*packages: str) -> Iterator[tuple[str, ast.Module]]:
    for package in packages:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def reads_the_clock(tree: ast.Module) -> bool:
    """Tell whether a module calls datetime.now, date.today, time.time or their kin."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK_READERS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"datetime", "date", "time"}
        for node in ast.walk(tree)
    )


def test_only_the_clock_reads_the_wall_clock() -> None:
    readers = [
        path for path, tree in sources("releases", "feeds", "service") if reads_the_clock(tree)
    ]
    assert readers == ["service/clock.py"]


def test_all_sql_stands_in_the_store() -> None:
    elsewhere = [
        path
        for path, tree in sources("releases", "feeds", "service")
        if not path.startswith("releases/store/")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value)
    ]
    assert elsewhere == []


def test_no_file_of_code_is_longer_than_300_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}: {count}"
        for package in ("releases", "feeds", "service", "bench")
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".css", ".js", ".html"} and path.is_file()
        if "vendor" not in path.parts and (count := len(path.read_text().splitlines())) > 300
    ]
    assert long == []


def test_no_part_of_a_style_sheet_is_longer_than_150_lines() -> None:
    parts = sorted((ROOT / "service" / "static").rglob("*.css"))
    counts = {path.name: len(path.read_text().splitlines()) for path in parts if path.is_file()}
    assert counts
    assert {name: count for name, count in counts.items() if count > 150} == {}


def test_lock_files_hold_versions_and_hashes_and_no_addresses() -> None:
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-build.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert "://" not in text


def test_no_newsroom_can_take_a_word_that_the_service_uses_itself() -> None:
    first = {
        word.partition(".")[0]
        for route in ROUTES
        if isinstance(route, Route)
        for parts in [route.path.strip("/").split("/")]
        for word in (parts[1:2] if parts[0] == "redaktion" else parts[:1])
        if word and not word.startswith("{")
    }
    assert first - {"sitemap-rooms"} <= RESERVED
