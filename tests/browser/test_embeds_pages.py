"""The pages of embedding as people and checkers meet them."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.partner_site import (
    COMPONENT,
    NODE,
    OURS,
    STRICT,
    PartnerStage,
    partner_page,
    require_tool,
    run_partner_stage,
)
from tests.service.app_server import ROOM

AXE = NODE / "axe-core" / "axe.min.js"
BUILDER = f"{OURS}/{ROOM}/embed/builder"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


def visited(stage: PartnerStage, context: BrowserContext, name: str) -> Page:
    page = context.new_page()
    if name in ("builder", "frame", "frame of one"):
        release = stage.press.get(f"/{ROOM}/feed.json").json()["items"][0]["url"].split("/")[-2]
        below = {"builder": "embed/builder", "frame": "embed?pictures=1"}
        page.goto(f"{OURS}/{ROOM}/{below.get(name, f'embed?release={release}')}")
    else:
        fragment = stage.press.get(f"/{ROOM}/embed.html?pictures=1").text
        body = {"fragment": fragment, "component": COMPONENT}[name]
        page.goto(stage.put("/sida", partner_page(body)))
        page.wait_for_selector(".pressrum-list")
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["builder", "frame", "frame of one", "fragment", "component"])
def test_axe_finds_nothing(stage: PartnerStage, name: str, scheme: Any) -> None:
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    page = visited(stage, stage.context(color_scheme=scheme, bypass_csp=True), name)
    page.add_script_tag(path=AXE)
    page.wait_for_function("!!window.axe")
    report = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    told = [
        (violation["id"], [node["html"] for node in violation["nodes"]])
        for violation in report["violations"]
    ]
    assert told == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_the_components_own_colours(stage: PartnerStage, theme: str) -> None:
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    themed = COMPONENT.replace("<press-releases", f'<press-releases theme="{theme}"')
    page = stage.context(bypass_csp=True).new_page()
    page.goto(stage.put("/sida", partner_page(themed)))
    page.wait_for_selector(".pressrum-list")
    page.add_script_tag(path=AXE)
    report = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    assert [violation["id"] for violation in report["violations"]] == []


def test_the_builder_works_without_javascript(stage: PartnerStage) -> None:
    page = stage.context(java_script_enabled=False).new_page()
    page.goto(BUILDER)
    page.get_by_label("Antal").fill("2")
    page.get_by_label("Typ").select_option(label="Nyheter")
    page.get_by_role("button", name="Visa").click()
    code = page.get_by_role("textbox", name="Vanlig HTML").input_value()
    assert f'<press-releases newsroom="{ROOM}" count="2" kind="news">' in code
    expect(page.get_by_label("Antal")).to_have_value("2")
    assert page.get_by_role("button", name="Kopiera").count() == 0


def test_a_choice_is_shown_at_once_and_stands_in_the_address(stage: PartnerStage) -> None:
    page = stage.context().new_page()
    page.goto(BUILDER)
    page.get_by_label("Färger").select_option("dark")
    expect(page.get_by_role("textbox", name="Vanlig HTML")).to_have_value(
        f'{CODE} theme="dark"{REST}'
    )
    page.get_by_label("Visa bilder").check()
    expect(page.get_by_role("textbox", name="Vanlig HTML")).to_have_value(
        f'{CODE} pictures theme="dark"{REST}'
    )
    assert "theme=dark" in page.url
    frame = page.frame_locator("iframe").first.locator("body")
    expect(frame).to_have_css("background-color", "rgb(18, 25, 27)")
    expect(page.get_by_label("Visa bilder")).to_be_focused()


CODE = f'<script type="module" src="{OURS}/embed.js"></script>\n<press-releases newsroom="{ROOM}"'
REST = f'>\n  <a href="{OURS}/{ROOM}/">Region Mellanlandet</a>\n</press-releases>\n'


def test_what_is_copied_is_the_code_and_it_works_on_a_strict_page(stage: PartnerStage) -> None:
    page = stage.context().new_page()
    page.goto(BUILDER)
    # Without a secure origin there is no clipboard: the code is then marked for the keyboard.
    page.get_by_role("button", name="Kopiera koden för Vanlig HTML").click()
    expect(page.get_by_role("status")).to_contain_text("Kopiera den med tangentbordet")
    code = page.evaluate(
        "e = document.activeElement; e.value.slice(e.selectionStart, e.selectionEnd)"
    )
    assert code == page.get_by_role("textbox", name="Vanlig HTML").input_value()
    shown = stage.show(code, STRICT)
    shown.wait_for_selector("press-releases .pressrum-list")


def test_where_there_is_a_clipboard_the_code_goes_there(stage: PartnerStage) -> None:
    page = stage.context().new_page()
    # A stand-in: browsers give pages their clipboard over HTTPS only.
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', "
        "{ value: { writeText: async (text) => { window.copied = text } } })"
    )
    page.goto(BUILDER)
    page.get_by_role("button", name="Kopiera koden för Iframe").click()
    expect(page.get_by_role("status")).to_have_text("Koden är kopierad.")
    assert page.evaluate("copied") == page.locator("#way-6").input_value()


def test_a_choice_that_cannot_be_is_told_and_not_asked_for(stage: PartnerStage) -> None:
    page = stage.context().new_page()
    page.goto(BUILDER)
    page.get_by_label("Antal").fill("99")
    page.get_by_label("Färger").select_option("dark")
    assert page.get_by_label("Antal").evaluate("e => e.matches(':invalid')")
    assert page.url == BUILDER
