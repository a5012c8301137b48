"""A password can be looked at while it is typed, and is hidden again before it is sent."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.desk import BrowserDesk, run_desk

SHOW = "Visa lösenordet"
PLACES = """() => [...document.querySelectorAll("main *:not(.reveal, .reveal *)")]
  .map((each) => { const { x, y, width, height } = each.getBoundingClientRect();
    return [x, y, width, height] })"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def test_a_password_is_shown_at_a_press_and_hidden_when_it_is_sent(desk: BrowserDesk) -> None:
    page = desk.guest()
    page.goto("/redaktion/")
    field, button = page.locator("#password"), page.get_by_role("button", name=SHOW)
    field.fill("en lång mening")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(field).to_have_attribute("type", "text")
    expect(field).to_have_value("en lång mening")
    expect(button).to_be_focused()
    page.evaluate(
        "document.forms[0].addEventListener('submit', (event) => {"
        " event.preventDefault(); window.sent = document.getElementById('password').type })"
    )
    page.locator("#email").fill("kim@mellanlandet.example")
    page.get_by_role("button", name="Logga in").click()
    expect(button).to_have_attribute("aria-pressed", "false")
    assert page.evaluate("window.sent") == "password"


def test_each_password_of_the_account_has_a_button_of_its_own(desk: BrowserDesk) -> None:
    page = desk.enter(viewport={"width": 320, "height": 800})
    page.goto("/redaktion/konto")
    page.get_by_role("button", name=SHOW).nth(1).click()
    expect(page.locator("#new")).to_have_attribute("type", "text")
    expect(page.locator("#old")).to_have_attribute("type", "password")
    described = page.locator("#new + button").get_attribute("aria-describedby")
    expect(page.locator(f"#{described}")).to_have_text("Nytt lösenord")
    box = page.locator("#new + button").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_moves_when_the_button_comes(desk: BrowserDesk, width: int) -> None:
    view = {"width": width, "height": 800}
    plain, scripted = (
        desk.guest(viewport=view, java_script_enabled=False),
        desk.guest(viewport=view),
    )
    for page in (plain, scripted):
        page.goto("/redaktion/")
    expect(scripted.get_by_role("button", name=SHOW)).to_be_visible()
    expect(plain.get_by_role("button", name=SHOW)).to_have_count(0)
    assert plain.evaluate(PLACES) == scripted.evaluate(PLACES)
