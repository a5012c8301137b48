"""What is written from right to left stands so wherever it is public: pages, lists, embeds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from releases.desk.approval import Order
from releases.timeline import Action
from tests import builders
from tests.browser.leftward import NOTE, TITLE, TURNED, WIDTHS, faults, persian, stands
from tests.browser.partner_site import (
    COMPONENT,
    OURS,
    PartnerStage,
    grey,
    partner_page,
    run_partner_stage,
)
from tests.builders import HOUR
from tests.service.app_server import ROOM

# The widths of a block's borders to the right and to the left.
EDGES = "e => (s => [s.borderRightWidth, s.borderLeftWidth])(getComputedStyle(e))"


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PartnerStage]:
    with run_partner_stage(tmp_path_factory.mktemp("stage")) as running:
        yield running


@pytest.fixture(scope="module")
def places(stage: PartnerStage) -> dict[str, str]:
    """Return where two Persian releases are seen: one corrected, with a picture, one withdrawn."""
    press = stage.press
    press.picture("bild2", grey())
    gone = press.publish(persian()).release
    press.order(gone, Order(Action.WITHDRAW, note=NOTE))
    entry = press.publish(persian(lead="از فردا."))
    press.clock.advance(HOUR)
    pictured = persian(images=(builders.image("bild2", caption="خط تازه."),))
    press.order(entry.release, Order(Action.CORRECT, note=NOTE), pictured)
    fragment = press.get(f"/{ROOM}/embed.html?pictures=1").text
    return {
        "page": f"{OURS}/{ROOM}/{entry.release}",
        "withdrawn": f"{OURS}/{ROOM}/{gone}",
        "list": f"{OURS}/{ROOM}/",
        "search": f"{OURS}/{ROOM}/search?q=اتوبوس",
        "fragment": stage.put("/fragment", partner_page(fragment)),
        "component": stage.put("/component", partner_page(COMPONENT)),
        "frame": f"{OURS}/{ROOM}/embed?pictures=1",
        "frame of one": f"{OURS}/{ROOM}/embed?release={entry.release}",
        "frame of one withdrawn": f"{OURS}/{ROOM}/embed?release={gone}",
    }


def opened(stage: PartnerStage, width: int, address: str) -> Page:
    page = stage.context(bypass_csp=True, viewport={"width": width, "height": 900}).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_of_a_release(stage: PartnerStage, places: dict[str, str], width: int) -> None:
    page = opened(stage, width, places["page"])
    for part in ("h1", ".pressrum-lead", ".citat", ".content h2", "li:text('دو')", "th", "td"):
        assert stands(page.locator(part)) == TURNED, part
    for part in (".citat", ".pressrum-correction"):
        right, left = page.locator(part).evaluate(EDGES)
        assert (right != "0px", left) == (True, "0px"), part
    phone = page.get_by_role("link", name="070-174 06 05")
    assert phone.evaluate("e => getComputedStyle(e).direction") == "ltr"
    assert page.locator("h1").evaluate("e => getComputedStyle(e).letterSpacing") == "normal"
    assert faults(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["list", "search"])
def test_the_lists_of_a_press_room(
    stage: PartnerStage, places: dict[str, str], name: str, width: int
) -> None:
    page = opened(stage, width, places[name])
    card = page.locator(".card", has=page.get_by_role("link", name=TITLE))
    assert stands(card.locator("h3")) == TURNED
    assert stands(card.locator(".lead")) == TURNED
    assert faults(page) == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", ["fragment", "component", "frame", "frame of one"])
def test_embeds(stage: PartnerStage, places: dict[str, str], name: str, width: int) -> None:
    page = opened(stage, width, places[name])
    item = page.locator(".pressrum-item", has=page.get_by_role("link", name=TITLE))
    item.wait_for()
    for part in (".pressrum-title", ".pressrum-lead", ".pressrum-correction"):
        assert stands(item.locator(part)) == TURNED, part
    assert faults(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_one_that_is_withdrawn(stage: PartnerStage, places: dict[str, str], width: int) -> None:
    page = opened(stage, width, places["withdrawn"])
    note = page.get_by_text(NOTE, exact=True)
    assert note.evaluate("e => getComputedStyle(e).direction") == "rtl"
    assert faults(page) == []
    page = opened(stage, width, places["frame of one withdrawn"])
    assert stands(page.locator(".pressrum-withdrawal")) == TURNED
    assert faults(page) == []
