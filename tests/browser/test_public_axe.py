"""axe finds nothing on the public pages, in light and dark, on a telephone and on a desk."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.partner_site import NODE, OURS, PartnerStage, require_tool, run_partner_stage
from tests.service.app_server import ROOM

AXE = NODE / "axe-core" / "axe.min.js"
PAGES = {
    "start": "/",
    "newsroom": f"/{ROOM}/",
    "narrowed": f"/{ROOM}/?kind=news&year=2018",
    "search": f"/{ROOM}/search?q=buss",
    "feeds": f"/{ROOM}/feeds",
    "accessibility": "/tillganglighet",
    "api": "/api/docs",
    "error": "/finns/inte",
}


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="module")
def releases(stage: PartnerStage) -> dict[str, str]:
    items = stage.press.get(f"/{ROOM}/feed.json").json()["items"]
    return {item["title"]: item["url"].removeprefix(OURS) for item in items}


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    stage: PartnerStage, releases: dict[str, str], scheme: Any, width: int
) -> None:
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    options = {"width": width, "height": 900}
    page = stage.context(color_scheme=scheme, bypass_csp=True, viewport=options).new_page()
    faults = []
    for name, path in (PAGES | releases).items():
        page.goto(f"{OURS}{path}")
        page.add_script_tag(path=AXE)
        report = page.evaluate("axe.run({ resultTypes: ['violations'] })")
        faults += [(name, violation["id"]) for violation in report["violations"]]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            faults.append((name, "scrolls sideways"))
    assert releases
    assert faults == []
