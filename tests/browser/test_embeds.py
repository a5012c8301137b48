"""Embeds in a real browser, in pages of another origin under a strict policy."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.partner_site import (
    COMPONENT,
    OURS,
    STRICT,
    WATCH,
    PartnerStage,
    partner_page,
    run_partner_stage,
)
from tests.service.app_server import ROOM

PAINTED = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHOWN = "press-releases .pressrum-list"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


def component(*attributes: str) -> str:
    return COMPONENT.replace("<press-releases", f"<press-releases {' '.join(attributes)}")


def listed(page: Page) -> Page:
    """Wait for the list to have come."""
    page.wait_for_selector(SHOWN)
    return page


def listener_of_the_documentation() -> str:
    """Return the script that the documentation tells partners to use."""
    text = (Path(__file__).parents[2] / "docs" / "embedding.md").read_text(encoding="utf-8")
    match = re.search(r"```js\n(addEventListener.+?)```", text, re.DOTALL)
    assert match
    return match[1].replace("https://press.example.se", OURS)


def holding(page: Page, address: str) -> list[Route]:
    """Hold back what a page asks for at an address, until the test lets it go."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(address, hold)
    return waiting


def refused(page: Page) -> list[str]:
    refusals: list[str] = page.evaluate("window.refused")
    return refusals


def style(page: Page, selector: str, name: str) -> str:
    value: str = page.eval_on_selector(selector, f"e => getComputedStyle(e)['{name}']")
    return value


def test_the_component_shows_the_list_under_a_policy_that_names_only_our_origin(
    stage: PartnerStage,
) -> None:
    page = listed(stage.show(component("count=5")))
    titles = page.locator("press-releases h2").all_inner_texts()
    assert titles[0] == "Nya busslinjer till sjukhuset"
    assert len(titles) == 5
    assert refused(page) == []
    # The style is there although the policy allows no style of ours.
    assert style(page, SHOWN, "listStyleType") == "none"
    assert page.context.cookies() == []


def test_the_component_tells_corrections_and_withdrawals_and_marks_languages(
    stage: PartnerStage,
) -> None:
    page = listed(stage.show(COMPONENT))
    told = page.locator("press-releases [part=correction]")
    expect(told).to_contain_text("Rättelse")
    expect(told).to_contain_text("Kön är 14 dagar")
    expect(page.locator("press-releases [part=withdrawal]")).to_contain_text("Uppgifterna var fel")
    expect(page.locator("press-releases [lang=en] a")).to_have_text("New bus lines to the hospital")
    expect(page.locator("press-releases section")).to_have_attribute("lang", "sv")


def test_pictures_come_with_the_photographer_where_the_site_allows_our_pictures(
    stage: PartnerStage,
) -> None:
    page = listed(stage.show(component("pictures"), f"{STRICT}; img-src 'self' {OURS}"))
    expect(page.locator("press-releases figure")).to_contain_text("Foto: Olle Ek")
    image = page.locator("press-releases img")
    expect(image).to_have_attribute("alt", "En buss framför ett sjukhus")
    assert refused(page) == []
    expect(image).not_to_have_js_property("naturalWidth", 0)


def test_options_choose_releases_heading_level_and_number(stage: PartnerStage) -> None:
    page = listed(stage.show(component("count=1", 'kind="news"', 'heading="3"')))
    expect(page.locator("press-releases h3")).to_have_text(["Ny vårdcentral öppnar i Kallmyra"])


def test_a_changed_attribute_shows_another_list_with_one_request(stage: PartnerStage) -> None:
    page = listed(stage.show(COMPONENT))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        "e = document.querySelector('press-releases');"
        "e.setAttribute('count', 1); e.setAttribute('heading', 4); e.setAttribute('lang', 'en')"
    )
    expect(page.locator("press-releases h4")).to_have_text(["New bus lines to the hospital"])
    assert asked == [f"{OURS}/{ROOM}/embed.html?count=1&lang=en&heading=4"]


def test_a_page_is_asked_for_the_list_once(stage: PartnerStage) -> None:
    context = stage.context()
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    listed(stage.show(component("count=3"), context=context))
    assert [url for url in asked if "embed.html" in url] == [f"{OURS}/{ROOM}/embed.html?count=3"]


def test_the_component_works_where_trusted_types_are_required(stage: PartnerStage) -> None:
    required = "; require-trusted-types-for 'script'; trusted-types 'none'"
    assert refused(listed(stage.show(COMPONENT, STRICT + required))) == []


def test_a_loud_site_is_not_heard_inside_and_we_are_not_heard_outside(stage: PartnerStage) -> None:
    loud = partner_page(f'<p class="pressrum-title">Er text</p>{COMPONENT}', "/hogljudd.css")
    address = stage.put("/hogljudd", loud, {"Content-Security-Policy": STRICT})
    page = stage.context().new_page()
    page.goto(address)
    listed(page)
    for inside in ("press-releases h2 a", "press-releases p", "press-releases li"):
        assert style(page, inside, "color") != "rgb(255, 0, 0)"
        assert style(page, inside, "textTransform") == "none"
        assert style(page, inside, "fontSize") != "40px"
        assert style(page, inside, "letterSpacing") == "normal"
        assert style(page, inside, "backgroundColor") != "rgb(0, 255, 0)"
    assert style(page, "main > .pressrum-title", "fontSize") == "40px"
    assert style(page, "#below", "color") == "rgb(255, 0, 0)"


def test_custom_properties_and_parts_style_the_list(stage: PartnerStage) -> None:
    page = listed(stage.show(component('theme="dark"')))
    assert style(page, "press-releases [part~=frame]", "backgroundColor") == "rgb(18, 25, 27)"
    page.evaluate(
        "s = new CSSStyleSheet(); s.replaceSync(`press-releases { --pressrum-page: rgb(1, 2, 3) }"
        "press-releases::part(title) { color: rgb(4, 5, 6) }`);"
        "document.adoptedStyleSheets.push(s)"
    )
    assert style(page, "press-releases [part~=frame]", "backgroundColor") == "rgb(1, 2, 3)"
    assert style(page, "press-releases h2", "color") == "rgb(4, 5, 6)"


def test_what_stands_inside_stays_when_the_list_does_not_come(stage: PartnerStage) -> None:
    gone = COMPONENT.replace(f'newsroom="{ROOM}"', 'newsroom="finns-inte"')
    context = stage.context()
    page = stage.show(gone, context=context)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Pressmeddelanden")).to_be_visible()
    context.route("**/embed.html*", lambda route: route.abort())
    page = stage.show(COMPONENT, context=context)
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("link", name="Pressmeddelanden")).to_be_visible()


def test_without_javascript_the_link_inside_and_the_fragment_are_there(stage: PartnerStage) -> None:
    fragment = stage.press.get(f"/{ROOM}/embed.html").text
    page = stage.show(COMPONENT + fragment, context=stage.context(java_script_enabled=False))
    expect(page.get_by_role("link", name="Pressmeddelanden")).to_be_visible()
    expect(page.get_by_role("heading", name="Nya busslinjer till sjukhuset")).to_be_visible()


def answered(stage: PartnerStage, fragment: str) -> str:
    """Return what the component makes of an answer, as HTML."""
    context = stage.context()
    context.route(
        "**/embed.html*",
        lambda route: route.fulfill(
            body=fragment, content_type="text/html", headers={"access-control-allow-origin": "*"}
        ),
    )
    page = listed(stage.show(COMPONENT, context=context))
    assert page.evaluate("window.ran") is None
    made: str = page.eval_on_selector(SHOWN, "e => e.innerHTML")
    return made.replace(' class="" part=""', "")


def test_a_picture_keeps_its_sizes_and_waits_until_it_is_near(stage: PartnerStage) -> None:
    pictured = (
        f'<picture><source type="image/webp" srcset="{OURS}/a.webp 320w, {OURS}/b.webp 640w" '
        f'sizes="240px"><img src="{OURS}/a.jpg" alt="En buss" width="240" height="135" '
        'loading="lazy"></picture><source srcset="data:image/png;base64,x 1w">'
    )
    made = answered(stage, f'<section class="pressrum"><ul class="pressrum-list">{pictured}</ul>')
    assert made == (
        f'<picture><source sizes="240px" type="image/webp" '
        f'srcset="{OURS}/a.webp 320w, {OURS}/b.webp 640w"><img alt="En buss" width="240" '
        f'height="135" loading="lazy" src="{OURS}/a.jpg"></picture><source>'
    )


def test_a_foreign_answer_brings_nothing_but_text_and_sound_links(stage: PartnerStage) -> None:
    hostile = (
        '<section class="pressrum" onclick="alert(1)"><ul class="pressrum-list"><li>'
        '<a href="javascript:alert(1)" onclick="alert(1)">Text</a><script>window.ran = 1</script>'
        '<img src="x" onerror="window.ran = 1"><iframe srcdoc="x"></iframe><style>*{}</style>'
        '<svg onload="window.ran = 1"></svg><p style="color: red" id="x">&lt;b&gt;</p></li></ul>'
    )
    assert answered(stage, hostile) == (
        '<li><a class="" part="link">Text</a><img><p>&lt;b&gt;</p></li>'
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_when_the_list_comes(stage: PartnerStage, width: int) -> None:
    context = stage.context(viewport={"width": width, "height": 900})
    held = context.new_page()
    waiting = holding(held, "**/embed.html*")
    held.goto(stage.put("/ram", partner_page(COMPONENT)))
    held.wait_for_selector("press-releases:defined", state="attached")
    before = held.locator("#below").bounding_box()
    waiting[0].continue_()
    listed(held)
    assert held.locator("#below").bounding_box() == before


@pytest.mark.parametrize("width", [390, 1280])
def test_layout_shift_is_zero_with_the_style_line_of_the_builder(
    stage: PartnerStage, width: int
) -> None:
    builder = stage.context(java_script_enabled=False).new_page()
    builder.goto(f"{OURS}/{ROOM}/embed/builder")
    line = builder.get_by_label("Stilmall som reserverar plats").input_value()
    assert shifts(stage, width, line) == []
    # What is measured is there to be measured: without the line the page does jump.
    assert sum(shifts(stage, width, "")) > 0


def shifts(stage: PartnerStage, width: int, line: str) -> list[float]:
    """Return how much of the page moved, where the script comes after the first painting."""
    stage.style("/hallen.css", line)
    page = stage.context(viewport={"width": width, "height": 2400}).new_page()
    page.add_init_script(WATCH)
    waiting = holding(page, "**/embed.js")
    page.goto(stage.put("/hallen", partner_page(COMPONENT, "/hallen.css")), wait_until="commit")
    page.wait_for_selector("#below")
    page.evaluate(PAINTED)
    waiting[0].continue_()
    listed(page)
    page.evaluate(PAINTED)
    values: list[float] = page.evaluate("window.shifts")
    return values


def test_the_keyboard_reaches_every_link_and_shows_where_it_is(stage: PartnerStage) -> None:
    page = listed(stage.show(component('theme="light"')))
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "e = document.activeElement.shadowRoot?.activeElement;"
                "[e?.textContent, e && getComputedStyle(e).outlineStyle,"
                " e && parseFloat(getComputedStyle(e).outlineWidth)]"
            )
        )
    assert reached[0][0] == "Nya busslinjer till sjukhuset"
    assert reached[-1][0] == "Prenumerera (RSS)"
    assert {(shown, width >= 2) for _, shown, width in reached} == {("solid", True)}


def test_the_frame_tells_its_height_and_the_documented_listener_uses_it(
    stage: PartnerStage,
) -> None:
    framed = (
        f'<iframe src="{OURS}/{ROOM}/embed" title="Nyheter från regionen" width="100%" '
        'height="100"></iframe><script src="/ramar.js"></script>'
    )
    stage.script("/ramar.js", listener_of_the_documentation())
    page = stage.show(framed, f"default-src 'self'; frame-src {OURS}")
    expect(page.locator("iframe")).not_to_have_attribute("height", "100")
    frame = page.frames[1]
    whole = frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    assert page.get_attribute("iframe", "height") == str(whole)
    assert refused(page) == []


def test_a_link_in_the_frame_opens_in_the_page_around_it(stage: PartnerStage) -> None:
    page = stage.show(f'<iframe src="{OURS}/{ROOM}/embed" title="Nyheter"></iframe>', "")
    page.frame_locator("iframe").get_by_role("link", name="Nya busslinjer").click()
    page.wait_for_url(f"{OURS}/{ROOM}/*/nya-busslinjer-till-sjukhuset")


def test_only_the_frame_may_stand_in_a_page_of_somebody_elses(stage: PartnerStage) -> None:
    for path in (f"/{ROOM}/", "/", f"/{ROOM}/embed/builder", "/finns/inte/alls"):
        page = stage.show(f'<iframe src="{OURS}{path}" title="x"></iframe>', "")
        expect(page.frame_locator("iframe").locator("main")).to_have_count(0)
    page = stage.show(f'<iframe src="{OURS}/{ROOM}/embed" title="x"></iframe>', "")
    expect(page.frame_locator("iframe").locator("main")).to_have_count(1)
