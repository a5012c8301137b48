"""The pictures of a draft in a browser: the point that matters, moved by every means there is."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from releases.model import Image, Release
from releases.rules.roles import Role
from releases.store import drafts
from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk, violations
from tests.photographs import photograph


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        running.press.picture("bild1", photograph(1600, 900), focus=(0.2, 0.3))
        yield running


@pytest.fixture
def release(desk: BrowserDesk) -> Release:
    return desk.draft(builders.document(images=(builders.image(None), builders.image("bild1"))))


def stored(desk: BrowserDesk, release: Release) -> Image:
    draft = desk.press.store.reading(drafts.get, release.ref).result().draft
    image: Image = draft.images[1]
    return image


def opened(desk: BrowserDesk, release: Release, **options: Any) -> tuple[Page, Locator]:
    """Open the writing page; return it with the row of the picture."""
    page = desk.enter(**options)
    page.goto(f"{BASE}/r/{release.id}")
    return page, page.get_by_role("group", name="Bild 2")


def picture_box(row: Locator) -> FloatRect:
    """Return where the picture is once it has been loaded, which a lazy one is when it is seen."""
    picture = row.locator("img")
    picture.scroll_into_view_if_needed()
    picture.evaluate("image => image.decode()")
    box = picture.bounding_box()
    assert box is not None
    return box


def says(row: Locator, across: str, down: str) -> None:
    expect(row.get_by_label("Från vänster (%)")).to_have_value(across)
    expect(row.get_by_label("Uppifrån (%)")).to_have_value(down)


def test_without_javascript_the_point_is_two_numbers(desk: BrowserDesk, release: Release) -> None:
    page, row = opened(desk, release, java_script_enabled=False)
    says(row, "", "")
    row.get_by_label("Från vänster (%)").fill("85")
    row.get_by_label("Uppifrån (%)").fill("7")
    row.get_by_label("Bildtext").fill("Linje 4.")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")
    assert stored(desk, release) == builders.image("bild1", caption="Linje 4.", focus=(0.85, 0.07))


def test_the_point_is_dragged_and_saved_by_itself(desk: BrowserDesk, release: Release) -> None:
    page, row = opened(desk, release)
    box = picture_box(row)
    x, y, wide, high = box["x"], box["y"], box["width"], box["height"]
    dot = row.get_by_role("button", name="Fokuspunkt")
    at = dot.bounding_box()
    assert at is not None
    # Before it is moved it lies where the file was stored with it.
    assert round((at["x"] + at["width"] / 2 - x) / wide, 2) == 0.2
    page.mouse.move(x + 0.5 * wide, y + 0.5 * high)
    page.mouse.down()
    page.mouse.move(x + 0.9 * wide, y + 2 * high)
    page.mouse.up()
    says(row, "90", "100")
    expect(page.locator("#saved")).to_contain_text("Sparat")
    assert stored(desk, release).focus == (0.9, 1.0)


def test_arrow_keys_move_the_point_and_say_where_it_is(desk: BrowserDesk, release: Release) -> None:
    page, row = opened(desk, release)
    row.get_by_role("button", name="Fokuspunkt").press("ArrowRight")
    says(row, "21", "30")
    page.keyboard.press("Shift+ArrowUp")
    says(row, "21", "20")
    for _ in range(3):
        page.keyboard.press("Shift+ArrowLeft")
    says(row, "0", "20")
    expect(row.locator("output")).to_have_text("0 % från vänster, 20 % uppifrån")


def test_who_types_one_number_need_not_type_the_other(desk: BrowserDesk, release: Release) -> None:
    _, row = opened(desk, release)
    row.get_by_label("Uppifrån (%)").fill("80")
    says(row, "20", "80")


def test_a_tap_places_the_point(desk: BrowserDesk, release: Release) -> None:
    _, row = opened(desk, release, viewport=PHONE, has_touch=True)
    box = picture_box(row)
    row.locator("img").tap(position={"x": box["width"] * 0.75, "y": box["height"] * 0.4})
    says(row, "75", "40")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_at_pictures(desk: BrowserDesk, release: Release, scheme: Any) -> None:
    page, row = opened(desk, release, bypass_csp=True, color_scheme=scheme)
    expect(row.get_by_role("button", name="Fokuspunkt")).to_be_visible()
    page.locator(".ProseMirror").wait_for()
    assert violations(page) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_buttons_over_the_text_stand_on_one_line(desk: BrowserDesk, language: str) -> None:
    page = desk.enter(Role.AUTHOR, viewport={"width": 1280, "height": 800})
    page.goto("/redaktion/konto")
    page.locator("select[name=language]").select_option(language)
    page.locator("form:has(select[name=language]) button").click()
    page.goto(f"{BASE}/nytt?template=tomt")
    page.locator(".ProseMirror").wait_for()
    buttons = [button.bounding_box() for button in page.locator(".tools button:visible").all()]
    assert len(buttons) == 11
    assert len({button["y"] for button in buttons if button}) == 1
    undo = page.get_by_role("button", name={"sv": "Ångra", "en": "Undo"}[language], exact=True)
    expect(undo.locator("svg")).to_be_visible()


def test_the_way_on_is_read_as_it_is_seen(desk: BrowserDesk, release: Release) -> None:
    page, _ = opened(desk, release)
    button = page.get_by_role("button", name=re.compile("^Granska"))
    expect(button).to_have_accessible_name("Granska och publicera")
    assert button.inner_text() == "Granska och publicera"
