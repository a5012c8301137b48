"""Two who write in one text: their paragraphs are joined, and each sees that the other is there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from releases.rules.roles import Role
from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import sheet, stored_document
from tests.service.app_server import ROOM

BODY = "Ett.\n\nTvå.\n\nTre."


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def add_to_paragraph(page: Page, number: int, words: str) -> None:
    sheet(page).locator("p").nth(number).click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def test_different_paragraphs_are_joined_without_a_question(desk: BrowserDesk) -> None:
    release = desk.draft(builders.document(body=BODY, contacts=()))
    one, other = desk.enter(), desk.enter(Role.AUTHOR)
    for page in (one, other):
        page.goto(f"{BASE}/r/{release.id}")
        sheet(page)
    add_to_paragraph(one, 0, " Först.")
    expect(one.locator("#saved")).to_contain_text("Sparat")
    add_to_paragraph(other, 2, " Sist.")
    joined = other.locator("#joined[role=status]")
    expect(joined).to_contain_text("Kim Ekdal har också ändrat: Text. Båda ändringarna är sparade.")
    expect(joined).to_be_in_viewport()
    assert stored_document(desk, one).body == "Ett. Först.\n\nTvå.\n\nTre. Sist."
    add_to_paragraph(other, 2, " Allra sist.")
    expect(other.locator("#saved")).to_contain_text("Inte sparat")
    expect(other.locator("#saved")).to_contain_text("Sparat ")
    assert stored_document(desk, one).body == "Ett. Först.\n\nTvå.\n\nTre. Sist. Allra sist."
    joined.get_by_role("button", name="Visa ändringarna").click()
    expect(other.locator("#body")).to_have_value("Ett. Först.\n\nTvå.\n\nTre. Sist. Allra sist.")


def test_the_same_paragraph_is_asked_about(desk: BrowserDesk) -> None:
    release = desk.draft(builders.document(body=BODY, contacts=()))
    one, other = desk.enter(), desk.enter(Role.AUTHOR)
    for page in (one, other):
        page.goto(f"{BASE}/r/{release.id}")
        sheet(page)
    add_to_paragraph(one, 1, " Så här.")
    expect(one.locator("#saved")).to_contain_text("Sparat")
    add_to_paragraph(other, 1, " Eller så.")
    expect(other.locator("#happened")).to_contain_text("Någon annan har ändrat samma sak: Text.")
    assert stored_document(desk, one).body == "Ett.\n\nTvå. Så här.\n\nTre."
    expect(other.locator("#body")).to_have_value("Ett.\n\nTvå. Eller så.\n\nTre.")


def test_who_else_writes_here_is_seen(desk: BrowserDesk) -> None:
    release = desk.draft()
    one, other = desk.enter(), desk.enter(Role.AUTHOR)
    one.goto(f"{BASE}/r/{release.id}")
    sheet(one)
    expect(one.locator("#others")).to_be_empty()
    other.goto(f"{BASE}/r/{release.id}")
    for page in (other, one):
        notice = page.locator("#others[role=status]")
        expect(notice).to_have_text("Kim Ekdal skriver också här.", timeout=15_000)
        expect(notice).to_be_in_viewport()
    other.goto(f"{BASE}/")
    expect(one.locator("#others")).to_be_empty(timeout=15_000)


def test_nobody_is_told_of_oneself_in_another_tab(desk: BrowserDesk) -> None:
    release = desk.draft()
    one, other = desk.enter(), desk.enter()
    with one.expect_response("**/narvaro"):
        one.goto(f"{BASE}/r/{release.id}")
    with other.expect_response("**/narvaro") as answered:
        other.goto(f"{BASE}/r/{release.id}")
    assert answered.value.json() == {"others": []}
    assert ROOM in other.url
