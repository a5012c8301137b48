"""Whoever goes by keyboard sees where they are, and is not led where nothing can be done."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk

WIDE = {"width": 1280, "height": 900}
# Where the focus is, and whether the bar that stays at the bottom lies on it.
STAND = """() => {
  const here = document.activeElement, bar = document.querySelector(".bottom");
  const rect = here.getBoundingClientRect();
  const own = !bar || bar.contains(here) || !bar.parentNode.contains(here);
  const tall = rect.height > 200;
  return {
    what: here.outerHTML.slice(0, 90),
    body: here === document.body,
    frame: here.tagName === "IFRAME",
    own: here.textContent.includes("i en ny flik"),
    hidden: !own && !tall && rect.bottom > bar.getBoundingClientRect().top + 1,
  };
}"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path) as running:
        yield running


def walked(page: Page) -> list[dict[str, Any]]:
    """Press Tab until the page is left; return where the focus was on the way."""
    stops: list[dict[str, Any]] = []
    for _ in range(120):
        page.keyboard.press("Tab")
        stand = page.evaluate(STAND)
        if stand["body"]:
            return stops
        stops.append(stand)
    return stops


@pytest.mark.parametrize("size", [PHONE, WIDE])
@pytest.mark.parametrize("scripted", [True, False])
def test_the_bar_of_the_writing_page_never_lies_on_the_focus(
    desk: BrowserDesk, size: Any, *, scripted: bool
) -> None:
    """WCAG 2.2, 2.4.11."""
    page = desk.enter(viewport=size, java_script_enabled=scripted)
    page.goto(f"{BASE}/nytt?template=pressinbjudan")
    stops = walked(page)
    assert len(stops) > 20
    assert [stop["what"] for stop in stops if stop["hidden"]] == []


@pytest.mark.parametrize("below", ["granska", "granska?view=flode", "historik?t=2018-04-03T07:23"])
def test_the_keyboard_passes_a_preview_and_finds_it_in_a_tab_of_its_own(
    desk: BrowserDesk, below: str
) -> None:
    """One stop at the most, to scroll it; its links, which lead nowhere there, are none."""
    entry = desk.press.publish(builders.document())
    page = desk.enter(viewport=WIDE)
    page.goto(f"{BASE}/r/{entry.release}/{below}")
    page.frame_locator("iframe").get_by_text("regionfullmäktige").first.wait_for()
    stops = walked(page)
    assert sum(stop["frame"] for stop in stops) <= 1
    assert any(stop["own"] for stop in stops)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="i en ny flik").click()
    assert opened.value.locator("body[inert]").count() == 0
    assert opened.value.get_by_text("regionfullmäktige").count() > 0


def test_a_preview_is_scrolled_by_the_wheel(desk: BrowserDesk) -> None:
    entry = desk.press.publish(builders.document(body="Text.\n\n" * 60))
    page = desk.enter(viewport=WIDE)
    page.goto(f"{BASE}/r/{entry.release}/granska")
    page.locator("iframe").scroll_into_view_if_needed()
    page.locator("iframe").hover()
    text = page.frame_locator("iframe").get_by_role("heading", level=1, include_hidden=True)
    expect(text).to_be_in_viewport()
    page.mouse.wheel(0, 400)
    expect(text).not_to_be_in_viewport()
