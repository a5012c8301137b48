"""Every page with larger text, on narrow screens and in a reader's own colours.

Each page is opened once; screens, sizes of text and colours are changed where it stands.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from releases.rules.roles import Role
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.rounds import Stop, round_of
from tests.service.app_server import ROOM

# Width, and the size of text: WCAG 2.2, 1.4.10 and 1.4.4.
LOOKS = ((320, 100), (390, 100), (390, 200), (1280, 100), (1280, 200))
PUBLIC = ("/", f"/{ROOM}/", f"/{ROOM}/search?q=buss", f"/{ROOM}/feeds", "/tillganglighet")
# What a page must not do at any size: be wider than the screen, let buttons lie on one another,
# or let the words of a button out of it.
FAULTS = """(size) => {
  document.documentElement.style.fontSize = `${size}%`;
  const faults = [];
  const all = document.documentElement;
  if (all.scrollWidth > innerWidth) {
    const wide = [...document.querySelectorAll("body *")]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5);
    faults.push(["too wide", ...wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 80))]);
  }
  // What lies over others by intention: bars that stay, points in pictures, an eye in its field.
  const own = ".bottom *, .tools *, .dot, .grip, .reveal, .skip";
  const buttons = [...document.querySelectorAll("button, .button, summary, select, input")]
    .filter((each) => each.checkVisibility() && !each.matches(`${own}, .library *`))
    .map((each) => [each, each.getBoundingClientRect()]);
  for (const [index, [one, a]] of buttons.entries()) {
    if (one.matches("button, .button") && one.scrollWidth > one.clientWidth + 1)
      faults.push(["words outside", one.outerHTML.slice(0, 80)]);
    for (const [other, b] of buttons.slice(index + 1)) {
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (across > 1 && down > 1 && !one.contains(other))
        faults.push(["on one another", one.outerHTML.slice(0, 60), other.outerHTML.slice(0, 60)]);
    }
  }
  return faults;
}"""
# Those of a kind that look the same though one of them is the current one.
ALIKE = """() => [".nav", ".tabs", ".menu"].flatMap((kind) =>
  [...document.querySelectorAll(kind)].flatMap((list) => {
    const look = (each) => {
      const style = getComputedStyle(each);
      return [style.borderBottomColor, style.borderBottomWidth, style.textDecorationLine].join();
    };
    const links = [...list.querySelectorAll("li a")].filter((each) => each.checkVisibility());
    const current = links.find((each) => each.hasAttribute("aria-current"));
    const others = links.filter((each) => each !== current);
    const isAlike = current && others.some((each) => look(each) === look(current));
    return isAlike ? [list.outerHTML.slice(0, 60)] : [];
  }))"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def stops(desk: BrowserDesk) -> list[Stop]:
    return round_of(desk)


def addresses(stops: list[Stop], which: str) -> list[str]:
    of_desk = list(dict.fromkeys(stop.address for stop in stops))
    release = next(stop.address for stop in stops if stop.door.endswith("/kvitto"))
    settings = [address for address in of_desk if "/installningar" in address]
    return {
        "settings": settings,
        "desk": [address for address in of_desk if address not in settings],
        "public": [*PUBLIC, f"/{ROOM}/{release.split('/')[-2]}"],
    }[which]


def opened(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    if page.locator("#writing").count():
        page.locator(".ProseMirror").wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })")


@pytest.mark.parametrize("which", ["settings", "desk", "public"])
def test_no_size_of_text_or_screen_cuts_a_page_or_lays_buttons_on_one_another(
    desk: BrowserDesk, stops: list[Stop], which: str
) -> None:
    page = desk.enter(Role.ADMIN, reduced_motion="reduce")
    faults: list[Any] = []
    for address in addresses(stops, which):
        opened(page, address)
        for width, size in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            faults += [(address, width, size, found) for found in page.evaluate(FAULTS, size)]
    assert faults == []


@pytest.mark.parametrize("which", ["settings", "desk", "public"])
def test_in_a_readers_own_colours_what_is_current_is_drawn(
    desk: BrowserDesk, stops: list[Stop], which: str
) -> None:
    """The current one of several ways is told by a line, not by a colour of ours."""
    page = desk.enter(Role.ADMIN, forced_colors="active", reduced_motion="reduce")
    faults: list[Any] = []
    for address in addresses(stops, which):
        opened(page, address)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, forced_colors="active")
            faults += [(address, scheme, "alike", found) for found in page.evaluate(ALIKE)]
    assert faults == []


def test_a_preview_that_has_the_keyboard_shows_it(desk: BrowserDesk, stops: list[Stop]) -> None:
    page = desk.enter(Role.ADMIN)
    page.goto(next(stop.address for stop in stops if stop.door.endswith("/granska")))
    frame = page.locator("iframe.preview")
    width = "(e) => getComputedStyle(e).outlineStyle + parseFloat(getComputedStyle(e).outlineWidth)"
    assert frame.evaluate(width).startswith("none")
    frame.focus()
    assert frame.evaluate(width) == "solid3"


def test_on_a_telephone_the_old_words_stand_above_the_new(
    desk: BrowserDesk, stops: list[Stop]
) -> None:
    page = desk.enter(Role.ADMIN, viewport={"width": 390, "height": 800})
    page.goto(next(stop.address for stop in stops if "jamfor?old" in stop.address))
    row = page.get_by_role("table", name="Jämför versioner").get_by_role("row").last
    old, new = (row.get_by_role("cell").nth(side).bounding_box() for side in (0, 1))
    assert old is not None
    assert new is not None
    assert old["y"] + old["height"] <= new["y"]
    assert max(old["x"] + old["width"], new["x"] + new["width"]) <= 390
    page.set_viewport_size({"width": 1280, "height": 800})
    old, new = (row.get_by_role("cell").nth(side).bounding_box() for side in (0, 1))
    assert old is not None
    assert new is not None
    assert old["y"] == new["y"]


def test_states_in_the_calendar_differ_by_more_than_colour(
    desk: BrowserDesk, stops: list[Stop]
) -> None:
    page = desk.enter(Role.ADMIN, forced_colors="active")
    page.goto(f"{BASE}/kalender")
    looks = {
        state: page.locator(f".key .{state}").evaluate(
            "(e) => getComputedStyle(e).borderInlineStartStyle"
        )
        for state in ("public", "scheduled", "wished", "withdrawn")
    }
    assert len(set(looks.values())) == len(looks)
