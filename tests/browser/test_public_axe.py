"""axe finds nothing on the public pages, in light and dark, on a telephone and on a desk."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.hosting import NODE, OURS, Stage, needed, staged
from tests.service.serving import ROOM

AXE = NODE / "axe-core" / "axe.min.js"
PAGES = {
    "start": "/",
    "press room": f"/{ROOM}/",
    "narrowed": f"/{ROOM}/?kind=news&year=2018",
    "search": f"/{ROOM}/search?q=buss",
    "feeds": f"/{ROOM}/feeds",
    "accessibility": "/tillganglighet",
    "api": "/api/docs",
    "error": "/finns/inte",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="module")
def releases(stage: Stage) -> dict[str, str]:
    items = stage.press.get(f"/{ROOM}/feed.json").json()["items"]
    return {each["title"]: each["url"].removeprefix(OURS) for each in items}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    stage: Stage, releases: dict[str, str], scheme: Any, width: int
) -> None:
    needed(AXE.exists(), "axe-core (npm ci in tests/node)")
    options = {"width": width, "height": 900}
    page = stage.context(color_scheme=scheme, bypass_csp=True, viewport=options).new_page()
    faults = []
    for name, path in (PAGES | releases).items():
        page.goto(f"{OURS}{path}")
        page.add_script_tag(path=AXE)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        faults += [(name, each["id"]) for each in found["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append((name, "scrolls sideways"))
    assert releases
    assert faults == []
