"""On paper: what a page says, in black on white, without what can only be pressed."""

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from releases.desk import drafts
from releases.model import DraftRef, Link
from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.photographs import photograph
from tests.service.app_server import ROOM, WHO

# What is on the paper and cannot be pressed there; links may be read.
PRESSED = """() => [...document.querySelectorAll("nav, button, .button, .skip, form, iframe")]
.filter((each) => each.checkVisibility()).map((each) => each.outerHTML.slice(0, 80))"""
INK = """() => [document.documentElement, document.body, document.querySelector("h1")]
.map((each) => getComputedStyle(each)).map((style) => [style.color, style.backgroundColor])"""
BLACK, WHITE, CLEAR = "rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        running.press.picture("bild1", photograph(1600, 900))
        yield running


@pytest.fixture(scope="module")
def release(desk: BrowserDesk) -> str:
    content = builders.document(
        body="Läs [rapporten](https://a.example/rapport).",
        images=(builders.image("bild1"),),
        links=(Link("Mer", "https://b.example/"),),
    )
    made = desk.press.publish(content).release
    desk.press.write(
        drafts.save, DraftRef(ROOM, made), replace(content, title="Nya spårvagnar"), WHO, 1
    )
    return made


def printed(desk: BrowserDesk, path: str) -> Page:
    """Return a page as it comes on paper for somebody whose screen is dark."""
    page = desk.enter(color_scheme="dark", viewport={"width": 718, "height": 1000})
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(path)
    return page


def after(page: Page, name: str) -> str:
    """Return what is written behind a link."""
    link = page.get_by_role("link", name=name).first
    return str(link.evaluate("(each) => getComputedStyle(each, '::after').content"))


@pytest.mark.parametrize(
    "path",
    [
        f"/{ROOM}/{{}}",
        f"/{ROOM}/",
        f"{BASE}/r/{{}}/granska",
        f"{BASE}/r/{{}}/granska?when=now&significance=minor",
        f"{BASE}/r/{{}}/kvitto",
        f"{BASE}/r/{{}}/historik",
    ],
)
def test_navigation_buttons_and_forms_are_not_printed(
    desk: BrowserDesk, release: str, path: str
) -> None:
    page = printed(desk, path.format(release))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    # The form that repeats what is about to be confirmed is there to be read.
    confirmed = page.locator("form.confirm .echo").count()
    assert confirmed == ("when=now" in path)
    assert len(page.evaluate(PRESSED)) == confirmed
    assert page.evaluate(INK) == [[BLACK, WHITE], [BLACK, CLEAR], [BLACK, CLEAR]]


def test_a_release_on_paper_says_where_its_links_lead(desk: BrowserDesk, release: str) -> None:
    page = printed(desk, f"/{ROOM}/{release}")
    assert after(page, "rapporten") == '" (https://a.example/rapport)"'
    assert after(page, "Mer") == '" (https://b.example/)"'
    assert after(page, "070-174 06 05") == "none"
    expect(page.locator(".content img")).to_be_visible()


def test_a_receipt_on_paper_says_where_the_release_shows(desk: BrowserDesk, release: str) -> None:
    page = printed(desk, f"{BASE}/r/{release}/kvitto")
    assert f"/{ROOM}/feed.rss" in after(page, "RSS")


def test_what_is_reviewed_is_printed_by_itself(desk: BrowserDesk, release: str) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/r/{release}/granska")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Öppna i en ny flik").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("Nya spårvagnar")
