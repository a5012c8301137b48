"""The desk's shell in a browser: signed in by keyboard, on a telephone, under its own policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pyotp
import pytest
from playwright.sync_api import expect

from releases.desk import newsroom_settings
from releases.rules.roles import Role
from releases.store.settings import RoomSettings
from tests import builders
from tests.browser.desk import PHONE, BrowserDesk, run_desk
from tests.builders import HOUR
from tests.service.app_server import ROOM, WHO
from tests.service.redaktion.desk_client import PASSWORD

BASE = f"/redaktion/{ROOM}/installningar"
PAGES = (
    "/redaktion/konto",
    "/redaktion/konto/tvasteg",
    f"/redaktion/{ROOM}/synpunkter",
    BASE,
    *(f"{BASE}/{part}" for part in ("kontakter", "kontakter/ny", "medarbetare", "nycklar")),
    *(f"{BASE}/{part}" for part in ("webhooks", "logg", "mallar", "mallar/ny?from=beslut")),
)
# Targets of WCAG 2.2 are 24 pixels; ours are 44, but for links in text.
SMALL = """() => [...document.querySelectorAll(`button, input:not([type=hidden]), select, textarea,
summary, .button, .nav a, .tabs a`)].filter(e => e.checkVisibility() && !e.closest(".check"))
.filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 80))"""
UNNAMED = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
.filter(e => !e.labels.length).map(e => e.name)"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path) as running:
        yield running


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light")])
def test_every_page_of_the_shell_fits_and_can_be_touched(
    desk: BrowserDesk, width: int, scheme: Literal["light", "dark"]
) -> None:
    """No page is too wide, breaks its policy, or has a control that is too small or unnamed."""
    page = desk.enter(Role.ADMIN, viewport={"width": width, "height": 800}, color_scheme=scheme)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in PAGES:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(SMALL) == [], path
        assert page.evaluate(UNNAMED) == [], path
    assert [text for text in said if "Content Security Policy" in text] == []


def test_somebody_signs_in_by_keyboard_and_out_without_script(desk: BrowserDesk) -> None:
    page = desk.enter(Role.ADMIN, java_script_enabled=False)
    page.goto("/redaktion/konto")
    page.click(".me summary")
    page.click(".me button")
    page.wait_for_url("**/redaktion/logga-in")
    page.focus("#email")
    page.keyboard.type("admin@mellanlandet.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/redaktion/{ROOM}/")


def test_a_reader_comments_without_script_and_without_a_cookie(desk: BrowserDesk) -> None:
    desk.press.write(newsroom_settings.change, RoomSettings(ROOM, feedback=True), WHO)
    entry = desk.press.publish(builders.document())
    page = desk.enter(java_script_enabled=False)
    page.context.clear_cookies()
    page.goto(f"/{ROOM}/{entry.release}")
    page.click(".commenting summary")
    page.fill("#feedback-text", "Länken längst ner går inte.")
    page.click(".feedback button")
    desk.press.clock.advance(HOUR / 60)
    page.click(".feedback button")
    page.wait_for_url("**/tack")
    assert page.context.cookies() == []


def test_on_a_telephone_the_menu_opens_without_a_script(desk: BrowserDesk) -> None:
    page = desk.enter(viewport=PHONE, java_script_enabled=False)
    page.goto(f"/redaktion/{ROOM}/")
    link = page.get_by_role("link", name="Statistik")
    expect(link).to_be_hidden()
    page.get_by_text("Meny", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Statistik")


@pytest.mark.parametrize("script", [True, False])
def test_recovery_codes_are_copied_where_scripts_run_alone(
    desk: BrowserDesk, *, script: bool
) -> None:
    page = desk.enter(Role.EDITOR if script else Role.AUTHOR, java_script_enabled=script)
    page.goto("/redaktion/konto/tvasteg")
    app = pyotp.TOTP(page.locator("input[name=secret]").get_attribute("value") or "")
    page.locator("#code").fill(app.at(desk.press.clock.now()))
    page.locator("#password").fill(PASSWORD)
    page.locator("main button.primary").click()
    codes = page.locator("#codes").inner_text()
    copy = page.get_by_role("button", name="Kopiera")
    if not script:
        expect(copy).to_be_hidden()
        return
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy.click()
    expect(page.locator("#take [role=status]")).to_have_text("Kopierat")
    assert page.evaluate("navigator.clipboard.readText()") == codes
