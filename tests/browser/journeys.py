"""What people do at the desk, in their own words: signing in, writing, approving, reading."""

import re
from datetime import datetime

from playwright.sync_api import Page, expect

from releases.rules.roles import Role
from tests.browser.desk import BASE, BrowserDesk
from tests.photographs import photograph
from tests.service.app_server import ROOM, Wire
from tests.service.redaktion.desk_client import PASSWORD
from tests.service.redaktion.review_forms import local

FEEDS = ("feed.rss", "feed.atom", "feed.json")
LISTS = ("", *FEEDS, "embed.html", "embed")


def signed_in(desk: BrowserDesk, role: Role, *, script: bool = True) -> Page:
    """Sign somebody in through the form; the page left is the newsroom's overview."""
    page = desk.enter(role, java_script_enabled=script)
    page.context.clear_cookies()
    page.goto("/redaktion/")
    page.get_by_label("E-post").fill(f"{role}@mellanlandet.example")
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.get_by_role("button", name="Logga in").click()
    expect(page).to_have_url(re.compile(f"{BASE}/$"))
    return page


def write(page: Page, title: str, lead: str, text: str, *, script: bool = True) -> str:
    """Write a release from the overview on; save it and return its id."""
    page.get_by_role("link", name="Skriv nytt").first.click()
    page.get_by_role("link", name="Pressmeddelande", exact=True).click()
    if script:
        page.locator(".ProseMirror").wait_for()
    page.get_by_label("Rubrik").fill(title)
    page.get_by_label("Ingress").fill(lead)
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    page.get_by_label("Maja Lindqvist").check()
    page.get_by_role("button", name="Lägg till kontakten").click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")
    return page.url.partition("/r/")[2].partition("#")[0]


def add_picture(page: Page, alt: str, credit: str) -> None:
    page.get_by_text("Ladda upp en bild eller bilaga").click()
    page.get_by_label("Fil", exact=True).set_input_files(
        {"name": "bild.jpg", "mimeType": "image/jpeg", "buffer": photograph(1200, 800)}
    )
    page.locator("[id='picture.alt']").fill(alt)
    page.locator("[id='picture.credit']").fill(credit)
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.get_by_role("group", name="Bild 1").locator("img")).to_be_visible()


def to_review(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^Granska")).click()
    expect(page.get_by_role("heading", name="Så här kommer det att se ut")).to_be_visible()


def choose(page: Page, at: datetime) -> None:
    """Fill in day and time of day, as Stockholm has them."""
    day, clock = local(at)
    page.get_by_label("Dag").fill(day)
    page.get_by_label("Klockslag").fill(clock)


def look(desk: BrowserDesk, path: str) -> tuple[Page, int]:
    """Open a public page as a reader who was never here before."""
    page = desk.enter()
    page.context.clear_cookies()
    answer = page.goto(path)
    assert answer is not None
    return page, answer.status


def showing(desk: BrowserDesk, text: str) -> set[str]:
    """Return the public lists in which a text stands."""
    # The server has given up a connection that was idle while people were clicking.
    wire = Wire(desk.press.address)
    places = {below for below in LISTS if text in wire.get(f"/{ROOM}/{below}").text}
    wire.close()
    return places
