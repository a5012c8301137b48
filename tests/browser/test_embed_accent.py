"""A newsroom's colour in a browser: on light and dark pages, and never against the partner's."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from feeds.accent import Accent, accent
from releases.desk import newsroom_settings
from releases.store.settings import RoomSettings
from tests.browser.partner_site import (
    COMPONENT,
    NODE,
    OURS,
    STRICT,
    WATCH,
    PartnerStage,
    partner_page,
    require_tool,
    run_partner_stage,
)
from tests.service.app_server import ROOM, WHO

AXE = NODE / "axe-core" / "axe.min.js"
PLUM = accent("#7a1f5c") or Accent("", "")
SHOWN = "press-releases .pressrum-list"
HELD = (
    "press-releases { --pressrum-height: 60rem }"
    "press-releases:not(:defined) { display: block; height: var(--pressrum-height) }"
)
FRAMED = f'<iframe src="{OURS}/{ROOM}/embed" title="Nyheter" width="600" height="800"></iframe>'


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as running:
        running.press.write(newsroom_settings.change, RoomSettings(ROOM, accent=PLUM.light), WHO)
        yield running


def rgb(colour: str) -> str:
    return "rgb({}, {}, {})".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))


def link(page: Page) -> Locator:
    return page.locator("press-releases h2 a").first


def shown(stage: PartnerStage, attributes: str, rules: str, scheme: str = "light") -> Page:
    """Visit a strict page with the component, whose own style has some rules more."""
    stage.style("/fargad.css", rules)
    body = COMPONENT.replace("<press-releases", f"<press-releases {attributes}")
    address = stage.put(
        "/fargad", partner_page(body, "/fargad.css"), {"Content-Security-Policy": STRICT}
    )
    page = stage.context(color_scheme=scheme).new_page()
    page.add_init_script(WATCH)
    page.goto(address)
    page.wait_for_selector(SHOWN)
    assert page.evaluate("window.refused") == []
    return page


@pytest.mark.parametrize(
    ("attributes", "rules", "scheme", "colour"),
    [
        ("", "", "light", PLUM.light),
        ("", "", "dark", PLUM.dark),
        ('theme="light"', "", "dark", PLUM.light),
        ('theme="dark"', "", "light", PLUM.dark),
        # Many dark pages do not say that they are.
        ("", "body { background: #111; color: oklch(90% 0.02 200) }", "light", PLUM.dark),
        ("", "press-releases { --pressrum-ink: #eee; --pressrum-page: #222 }", "light", PLUM.dark),
        ("", "press-releases { --pressrum-accent: #123456 }", "light", "#123456"),
        ("", "press-releases { --pressrum-accent: #abcdef }", "dark", "#abcdef"),
    ],
)
def test_links_and_focus_have_the_colour_that_the_page_can_bear(
    stage: PartnerStage, attributes: str, rules: str, scheme: str, colour: str
) -> None:
    page = shown(stage, attributes, rules, scheme)
    expect(link(page)).to_have_css("color", rgb(colour))
    page.keyboard.press("Tab")
    expect(link(page)).to_be_focused()
    expect(link(page)).to_have_css("outline-color", rgb(colour))


def test_a_page_that_turns_dark_takes_the_links_with_it(stage: PartnerStage) -> None:
    page = shown(stage, "", "body.natt { background: #111; color: #eee; transition: color 0.1s }")
    expect(link(page)).to_have_css("color", rgb(PLUM.light))
    page.evaluate("document.body.className = 'natt'")
    expect(link(page)).to_have_css("color", rgb(PLUM.dark))
    page.evaluate("document.body.className = ''")
    expect(link(page)).to_have_css("color", rgb(PLUM.light))
    page.evaluate("document.querySelector('press-releases').setAttribute('theme', 'dark')")
    expect(link(page)).to_have_css("color", rgb(PLUM.dark))


@pytest.mark.parametrize(
    "told", ["red", "#7a1f5c;background:red", "url(https://x.example/)", "#7A1F5C", "var(--x)", ""]
)
def test_what_is_no_colour_is_not_taken_for_one(stage: PartnerStage, told: str) -> None:
    context = stage.context()
    context.route(
        "**/embed.html*",
        lambda route: route.fulfill(
            body=f'<section class="pressrum" data-pressrum-accent="{told}">'
            '<ul class="pressrum-list"><li><h2><a href="https://x.example/">Text</a></h2></li></ul>',
            content_type="text/html",
            headers={"access-control-allow-origin": "*"},
        ),
    )
    page = stage.show(COMPONENT, context=context)
    page.wait_for_selector(SHOWN)
    own = page.locator("#below").evaluate("e => getComputedStyle(e).color")
    expect(link(page)).to_have_css("color", own)
    style = page.locator("press-releases [part=frame]").get_attribute("style") or ""
    assert "--newsroom" not in style


def test_nothing_moves_when_the_colour_comes(stage: PartnerStage) -> None:
    page = shown(stage, "", HELD)
    expect(link(page)).to_have_css("color", rgb(PLUM.light))
    assert page.evaluate("window.shifts") == []


@pytest.mark.parametrize(
    ("theme", "scheme", "colour"),
    [
        ("", "light", PLUM.light),
        ("", "dark", PLUM.dark),
        ("?theme=light", "dark", PLUM.light),
        ("?theme=dark", "light", PLUM.dark),
    ],
)
def test_the_frame_has_the_colour_that_its_page_can_bear(
    stage: PartnerStage, theme: str, scheme: str, colour: str
) -> None:
    context = stage.context(color_scheme=scheme)
    page = stage.show(FRAMED.replace("/embed", f"/embed{theme}"), "", context)
    inside = page.frame_locator("iframe").get_by_role("link").first
    expect(inside).to_have_css("color", rgb(colour))
    inside.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(inside).to_have_css("outline-color", rgb(colour))


@pytest.mark.parametrize(
    ("theme", "scheme"),
    [("inherit", "light"), ("inherit", "dark"), ("light", "dark"), ("dark", "light")],
)
@pytest.mark.parametrize("way", ["component", "frame"])
def test_axe_finds_the_lightest_choice_readable(
    stage: PartnerStage, way: str, theme: str, scheme: Any
) -> None:
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    stage.press.write(newsroom_settings.change, RoomSettings(ROOM, accent="#767676"), WHO)
    page = stage.context(color_scheme=scheme, bypass_csp=True).new_page()
    if way == "frame":
        page.goto(f"{OURS}/{ROOM}/embed?theme={theme}")
        # The browser's own dark page, which axe takes for white unless it is spelled out.
        page.add_style_tag(content="html { background: Canvas }")
    else:
        themed = COMPONENT.replace("<press-releases", f'<press-releases theme="{theme}"')
        page.goto(stage.put("/sida", partner_page(themed)))
        page.wait_for_selector(SHOWN)
    page.add_script_tag(path=AXE)
    report = page.evaluate("axe.run({ resultTypes: ['violations'] })")
    stage.press.write(newsroom_settings.change, RoomSettings(ROOM, accent=PLUM.light), WHO)
    assert [(violation["id"], len(violation["nodes"])) for violation in report["violations"]] == []


def test_the_builder_shows_the_list_in_the_colour(stage: PartnerStage) -> None:
    page = stage.context().new_page()
    page.goto(f"{OURS}/{ROOM}/embed/builder")
    inside = page.frame_locator("iframe").first.get_by_role("link").first
    expect(inside).to_have_css("color", rgb(PLUM.light))
    page.get_by_label("Färger").select_option("dark")
    expect(inside).to_have_css("color", rgb(PLUM.dark))
    expect(page.get_by_label("Färger")).to_have_accessible_description(
        "Länkarna har pressrummets färg. Ni kan välja en annan med --pressrum-accent i er "
        "stilmall, men inte för en iframe."
    )
