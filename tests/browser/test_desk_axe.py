"""Every page of the desk: for those who see little, use no mouse, or have a small screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Request

from releases.rules.roles import Role
from tests.browser.desk import AXE, BrowserDesk, run_desk
from tests.browser.partner_site import require_tool
from tests.browser.rounds import FRAMED, Stop, round_of, shape

WIDE, PHONE = 1280, 390
# 320 is what WCAG 2.2 (1.4.10) asks for; 640 is the wide screen at 200 %.
WIDTHS = (320, PHONE, 640, WIDE)
# The heaviest page at first load, without the editor, which comes once the page can be used.
MOST = 150_000
RUN = """async (rules) => {
  const found = await axe.run({ resultTypes: ["violations"], iframes: false,
    ...(rules ? { runOnly: rules } : {}) });
  return found.violations.map((each) => [each.id, each.nodes.map((node) => node.html)]);
}"""
# No script runs in our frames, and axe is one: it is let in.
LET_IN = """() => Promise.all([...document.querySelectorAll("iframe")].map((frame) =>
  new Promise((done) => {
    frame.addEventListener("load", done, { once: true });
    frame.sandbox.add("allow-scripts");
    frame.src = frame.src;
  })))"""
SIDEWAYS = """() => document.documentElement.scrollWidth > innerWidth &&
  [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 0.5)
    .map((each) => each.outerHTML.slice(0, 80)).slice(0, 3)"""
# Where the keyboard is now: whether that can be seen, and whether it lies after the last stop.
STAND = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const last = window.last;
  window.last = at;
  const seen = [at, at.parentElement, at.nextElementSibling].some((each) => {
    const style = each && getComputedStyle(each);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  const onwards = !last || last === at ||
    !!(last.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING);
  return { what: at.outerHTML.slice(0, 90), again: last === at, frame: at.tagName === "IFRAME",
    seen, onwards };
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def stops(desk: BrowserDesk) -> list[Stop]:
    return round_of(desk)


def visited(page: Page, stop: Stop) -> None:
    if stop.door == "/logga-in":
        kept = page.context.cookies()
        page.context.clear_cookies()
        page.goto(stop.address)
        page.context.add_cookies(kept)  # type: ignore[arg-type] # the very cookies it gave
    else:
        page.goto(stop.address)


def opened(page: Page, stop: Stop) -> None:
    """Open a page and everything on it that can be opened."""
    visited(page, stop)
    if page.locator("#writing").count():
        page.locator(".ProseMirror").wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach((d) => { d.open = true })")


def test_no_page_of_the_desk_has_a_fault_that_axe_finds(
    desk: BrowserDesk, stops: list[Stop]
) -> None:
    """Light and dark, wide and narrow, frames too; none is wider than any of four screens."""
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    page = desk.enter(Role.ADMIN, bypass_csp=True, reduced_motion="reduce")
    page.add_init_script(path=AXE)
    framed: set[str] = set()
    faults: list[tuple[Any, ...]] = []
    for stop in stops:
        opened(page, stop)
        page.evaluate(LET_IN)
        framed |= {shape(frame.url) for frame in page.frames[1:]}
        for frame in page.frames[1:]:
            # As it stands in a tab of its own; in its frame the keyboard may pass it by.
            frame.evaluate("document.body.inert = false")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wider = [(frame.url, width, frame.evaluate(SIDEWAYS)) for frame in page.frames]
            faults += [element for element in wider if element[-1]]
        for width, scheme, rules in LOOKS:
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            for frame in page.frames:
                report = frame.evaluate(RUN, rules)
                faults += [(frame.url, width, scheme, *violation) for violation in report]
    assert faults == []
    assert framed == FRAMED


# Colours are asked of all four; the rest does not depend on them.
LOOKS: tuple[tuple[int, Any, list[str] | None], ...] = (
    (WIDE, "light", None),
    (WIDE, "dark", ["color-contrast"]),
    (PHONE, "dark", None),
    (PHONE, "light", ["color-contrast"]),
)


def test_the_keyboard_goes_through_every_page_in_its_order_and_is_always_seen(
    desk: BrowserDesk, stops: list[Stop]
) -> None:
    page = desk.enter(Role.ADMIN, viewport={"width": WIDE, "height": 800})
    faults: list[tuple[str, str, str]] = []
    for stop in stops:
        visited(page, stop)
        if page.locator("#writing").count():
            page.locator(".ProseMirror").wait_for()
        faults += [(stop.address, *stop_seen) for stop_seen in walked(page)]
    assert faults == []


def walked(page: Page) -> list[tuple[str, str]]:
    """Press Tab until the page is left, and return what was wrong on the way."""
    faults: list[tuple[str, str]] = []
    for _ in range(200):
        page.keyboard.press("Tab")
        stand = page.evaluate(STAND)
        if stand is None or (not stand["onwards"] and "skip" in stand["what"]):
            return faults
        # What lies inside a frame or a date field has a ring of its own that no script can see.
        if not stand["seen"] and not stand["frame"] and not stand["again"]:
            faults.append(("not seen", stand["what"]))
        if not stand["onwards"]:
            faults.append(("backwards", stand["what"]))
    return [*faults, ("never left", stand["what"])]


def test_no_page_of_the_desk_is_heavy_at_first_load(desk: BrowserDesk, stops: list[Stop]) -> None:
    """As sent, compressed, with an empty cache; the editor comes after."""
    page = desk.enter(Role.ADMIN)
    cache = page.context.new_cdp_session(page)
    cache.send("Network.setCacheDisabled", {"cacheDisabled": True})
    done: list[Request] = []
    page.on("requestfinished", lambda request: done.append(request))  # noqa: PLW0108 - it must be a function
    heavy: dict[str, int] = {}
    for stop in stops:
        done.clear()
        visited(page, stop)
        sizes = [request.sizes() for request in done if "/vendor/editor" not in request.url]
        weight = sum(size["responseBodySize"] for size in sizes)
        assert weight > 0
        if weight > MOST:
            heavy[stop.address] = weight
    assert heavy == {}
