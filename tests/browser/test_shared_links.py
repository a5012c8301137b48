"""A reader sends a release on: by mail, by a copied address, by what their device shares with."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk
from tests.browser.partner_site import grey
from tests.service.app_server import ROOM

TITLE = "Bad & bastu: 20 % fler besök"
WIDE = {"width": 1280, "height": 900}
# What a device shares with, which may fail as browsers do where somebody changes their mind.
SHARES = """window.shared = [];
navigator.share = data => { shared.push(data); return window.refusal
  ? Promise.reject(new DOMException("", window.refusal)) : Promise.resolve(); };"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def opened(desk: BrowserDesk, page: Page) -> str:
    """Open the page of a release; return its address."""
    entry = desk.press.publish(builders.document(TITLE))
    page.goto(f"/{ROOM}/{entry.release}")
    return page.locator("link[rel=canonical]").get_attribute("href") or ""


def test_an_address_is_copied_by_one_press_and_that_is_said(desk: BrowserDesk) -> None:
    page = desk.guest(viewport=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = opened(desk, page)
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.get_by_role("status")).to_have_text("Länken är kopierad.")
    assert page.evaluate("navigator.clipboard.readText()") == address
    # Chromium has nothing to share with on a desk.
    expect(page.get_by_role("button", name="Dela …")).to_have_count(0)


def test_an_address_that_cannot_be_copied_is_said_to_be_not(desk: BrowserDesk) -> None:
    page = desk.guest()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error());")
    opened(desk, page)
    page.get_by_role("button", name="Kopiera länk").click()
    expect(page.get_by_role("status")).to_have_text("Länken gick inte att kopiera.")


@pytest.mark.parametrize(
    ("refusal", "said"),
    [("", ""), ("AbortError", ""), ("NotAllowedError", "Länken gick inte att dela.")],
)
def test_a_device_that_shares_is_given_title_and_address(
    desk: BrowserDesk, refusal: str, said: str
) -> None:
    page = desk.guest(viewport=PHONE)
    page.add_init_script(f"{SHARES} window.refusal = {refusal!r};")
    address = opened(desk, page)
    page.get_by_role("button", name="Dela …").click()
    expect(page.get_by_role("status")).to_have_text(said)
    assert page.evaluate("shared") == [{"title": TITLE, "url": address}]


def test_a_mail_has_the_title_and_the_address_without_script_too(desk: BrowserDesk) -> None:
    heights = []
    for script in (True, False):
        page = desk.guest(viewport=PHONE, java_script_enabled=script)
        address = opened(desk, page)
        href = page.get_by_role("link", name="Skicka med e-post").get_attribute("href") or ""
        query = parse_qs(urlsplit(href).query, strict_parsing=True)
        assert query == {"subject": [TITLE], "body": [address]}
        expect(page.get_by_role("button", name="Kopiera länk")).to_have_count(int(script))
        heights.append(page.locator(".share").bounding_box())
    # Nothing moves once the script has come.
    assert heights[0] == heights[1]


def test_what_is_not_public_is_not_copied_or_shared(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/r/{desk.draft().id}/granska")
    frame = page.frame_locator("iframe").first
    expect(frame.locator("h1")).to_be_attached()
    expect(frame.locator(".share button")).to_have_count(0)
    expect(frame.locator("script[src]")).to_have_count(0)


def test_the_desk_shows_how_the_link_looks_where_it_is_shared(desk: BrowserDesk) -> None:
    desk.press.picture("delad", grey())
    release = desk.draft(builders.document(TITLE, images=(builders.image("delad"),)))
    page = desk.enter(viewport=WIDE)
    page.goto(f"{BASE}/r/{release.id}/granska")
    page.get_by_role("link", name="Delad länk").click()
    card = page.frame_locator("iframe").get_by_role("article", include_hidden=True)
    expect(card).to_contain_text(TITLE)
    expect(card).to_contain_text(urlsplit(desk.press.address).netloc)
    assert card.locator("img").evaluate("each => each.decode().then(() => each.naturalWidth > 0)")


def test_the_preview_is_as_wide_as_a_telephone_at_a_choice(desk: BrowserDesk) -> None:
    page = desk.enter(viewport=WIDE)
    page.goto(f"{BASE}/r/{desk.draft().id}/granska")
    frame = page.frame_locator("iframe").locator("html")
    assert frame.evaluate("() => innerWidth") > 600
    # By keyboard: the arrow goes from one choice to the other.
    page.get_by_label("Som på en dator").focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_label("Som på en telefon")).to_be_checked()
    assert frame.evaluate("() => innerWidth") == 390
