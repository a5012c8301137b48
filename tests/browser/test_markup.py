"""The Nu HTML checker has nothing against any public page."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.partner_site import NODE, fill, partner_page, require_tool
from tests.clocks import ManualClock
from tests.service.app_server import ROOM, Press, run_app

VNU = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    with run_app(tmp_path_factory.mktemp("markup"), ManualClock()) as running:
        fill(running)
        yield running


def pages(press: Press) -> dict[str, str]:
    """Return every public page by a name."""
    items = press.get(f"/{ROOM}/feed.json").json()["items"]
    ways = {
        "start": "/",
        "room": f"/{ROOM}/",
        "filtered": f"/{ROOM}/?kind=news",
        "search": f"/{ROOM}/search?q=buss",
        "feeds": f"/{ROOM}/feeds",
        "accessibility": "/tillganglighet",
        "api": "/api/docs",
        "error": "/finns/inte",
        "builder": f"/{ROOM}/embed/builder?count=3&topic=kultur&pictures=1",
        "frame": f"/{ROOM}/embed?pictures=1",
        "dark-frame": f"/{ROOM}/embed?theme=dark&count=1",
        **{f"release-{i}": item["url"].split("example", 1)[1] for i, item in enumerate(items)},
    }
    sources = {name: press.get(path, accept="text/html").text for name, path in ways.items()}
    for query in ("", "?heading=3", "?pictures=1", "?topic=ingenting"):
        fragment = press.get(f"/{ROOM}/embed.html{query}").text
        above = "<h2>Press</h2>" if "heading" in query else ""
        sources[f"fragment-{len(sources)}"] = partner_page(above + fragment)
    return sources


def test_the_checker_finds_no_fault_in_any_public_page(press: Press, tmp_path: Path) -> None:
    require_tool(shutil.which("java"), "java")
    require_tool(VNU.exists(), "vnu-jar (npm ci in tests/node)")
    files = []
    for name, text in pages(press).items():
        files.append(tmp_path / f"{name}.html")
        files[-1].write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["java", "-jar", VNU, "--format", "json", *files],
        capture_output=True,
        text=True,
        check=False,
    )
    told = [
        (Path(load.get("url", "")).name, load["message"], load.get("extract", ""))
        for load in json.loads(done.stderr)["messages"]
        if load["type"] == "error" or load.get("subType") == "warning"
    ]
    assert told == []
