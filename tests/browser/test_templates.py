"""Templates as people meet them: an admin makes one, somebody who writes begins from it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from releases.desk import templates
from releases.model import Document, DraftRef, new_id
from releases.rules.roles import Role
from releases.rules.templates import Template
from releases.store import drafts
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk, violations
from tests.service.app_server import ROOM, WHO

SETTINGS = f"{BASE}/installningar/mallar"
# Targets of WCAG 2.2 are 24 pixels; those one begins from are to be hit by a thumb.
HEIGHTS = "all => all.map(each => each.getBoundingClientRect().height)"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def make(page: Page) -> None:
    """Make a template of the built-in one for decisions, look at it, and save it."""
    page.goto(f"{BASE}/installningar")
    page.get_by_role("link", name="Typer och mallar").click()
    page.get_by_role("link", name="Skapa en egen Beslut").click()
    page.get_by_label("Mallens namn").fill("Beslut i regionstyrelsen")
    page.get_by_label("Rubrik").fill("Regionstyrelsen: [beslut]")
    page.get_by_label("Maja Lindqvist").check()
    page.get_by_role("button", name="Förhandsgranska").click()
    shown = page.frame_locator("iframe")
    expect(shown.get_by_role("heading", name="Regionstyrelsen: [beslut]")).to_be_visible()
    expect(shown.get_by_role("heading", name="Det betyder beslutet")).to_be_visible()
    expect(shown.get_by_text("Maja Lindqvist")).to_be_visible()
    expect(page.locator("iframe")).to_be_in_viewport()
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status")).to_contain_text("Beslut i regionstyrelsen")


def test_an_admin_makes_a_template_and_an_author_begins_from_it_by_keyboard(
    desk: BrowserDesk,
) -> None:
    admin = desk.enter(Role.ADMIN)
    said: list[str] = []
    admin.on("console", lambda message: said.append(message.text))
    make(admin)
    assert said == []
    page = desk.enter(Role.AUTHOR)
    page.goto(f"{BASE}/nytt")
    link = page.get_by_role("link", name="Beslut i regionstyrelsen")
    for _ in range(30):
        page.keyboard.press("Tab")
        if link.evaluate("each => each === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    page.locator(".ProseMirror").wait_for()
    expect(page.get_by_label("Rubrik")).to_have_value("Regionstyrelsen: [beslut]")
    expect(page.locator(".ProseMirror")).to_contain_text("Det betyder beslutet")
    expect(page.locator("#cautions")).to_contain_text("Något är inte ifyllt")
    page.get_by_label("Rubrik").fill("Regionstyrelsen: ny tågplan")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page).to_have_url(re.compile("/r/"))
    release = page.url.split("/r/")[1].partition("#")[0]
    draft = desk.press.store.reading(drafts.get, DraftRef(ROOM, release)).result().draft
    assert draft.title == "Regionstyrelsen: ny tågplan"
    assert "## Det betyder beslutet" in draft.body
    assert [contact.name for contact in draft.contacts] == ["Maja Lindqvist"]


def test_without_javascript_on_a_phone_kinds_are_settled_and_a_template_begun_from(
    desk: BrowserDesk,
) -> None:
    admin = desk.enter(Role.ADMIN, java_script_enabled=False, viewport=PHONE)
    make(admin)
    admin.get_by_role("button", name="Sluta använda Nyhet").click()
    expect(admin.get_by_role("status")).to_contain_text("Nyhet används inte längre")
    admin.get_by_role("button", name="Flytta upp Uttalande").click()
    page = desk.enter(Role.AUTHOR, java_script_enabled=False, viewport=PHONE)
    page.goto(f"{BASE}/")
    page.get_by_role("link", name="Skriv nytt").first.click()
    links = page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    expect(links).to_have_text(
        ["Beslut i regionstyrelsen", "Uttalande", "Pressinbjudan", "Tomt dokument"]
    )
    page.get_by_role("link", name="Beslut i regionstyrelsen").click()
    page.get_by_label("Rubrik").fill("Regionstyrelsen: ny tågplan")
    expect(page.get_by_label("Typ").locator("option")).to_have_text(
        ["Pressmeddelande", "Uttalande", "Pressinbjudan"]
    )
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")


def test_what_one_begins_from_is_hit_by_a_thumb_and_read_out_whole(desk: BrowserDesk) -> None:
    long = "Pressmeddelande om regionens kulturstipendier och kulturpriser till unga utövare"
    document = Document(title="", body="[Vad?]")
    template = Template(new_id(), long, "När juryn har bestämt sig.", document)
    desk.press.write(templates.put, ROOM, template, WHO)
    page = desk.enter(Role.AUTHOR, viewport=PHONE)
    page.goto(f"{BASE}/nytt")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    heights = page.locator(".items a").evaluate_all(HEIGHTS)
    assert min(heights) >= 32
    assert len(heights) == 5


def test_axe_finds_nothing_in_a_preview_or_in_what_is_wrong(desk: BrowserDesk) -> None:
    page = desk.enter(Role.ADMIN, bypass_csp=True)
    page.goto(f"{SETTINGS}/ny?from=pressinbjudan")
    page.get_by_role("button", name="Förhandsgranska").click()
    expect(page.frame_locator("iframe").get_by_role("heading", name="Program")).to_be_visible()
    assert violations(page) == []
    page.get_by_label("Mallens namn").fill("Nyhet " * 20)
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("alert")).to_contain_text("högst 100 får plats")
    expect(page.get_by_label("Mallens namn")).to_have_accessible_description(
        "Det är 119 tecken, och högst 100 får plats."
    )
    assert violations(page) == []
