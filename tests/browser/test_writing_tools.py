"""The buttons over the text and the keys in it: tables, links, and the way out."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import move_to_end


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def opened(desk: BrowserDesk, body: str = "", **options: Any) -> Page:
    """Open the writing page of a draft with the cursor in its text."""
    release = desk.draft(builders.document(body=body, contacts=()))
    page = desk.enter(**options)
    page.goto(f"{BASE}/r/{release.id}")
    page.locator(".ProseMirror").click()
    return page


def test_a_table_is_written_cell_by_cell_and_grows_at_its_end(desk: BrowserDesk) -> None:
    page = opened(desk)
    page.keyboard.type("Ett stycke text här.")
    page.get_by_role("button", name="Tabell", exact=True).click()
    for words in ("Ort", "Antal", "Kallmyra", "3", "Solvik"):
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("4")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Solvik by")
    expected = "| Ort | Antal |\n| --- | --- |\n| Kallmyra | 3 |\n| Solvik by | 4 |"
    expect(page.locator("#body")).to_have_value(f"Ett stycke text här.\n\n{expected}")
    page.get_by_role("button", name="Ta bort raden").click()
    page.get_by_role("button", name="Ta bort kolumnen").click()
    expect(page.locator("#body")).to_have_value(
        "Ett stycke text här.\n\n| Ort |\n| --- |\n| Kallmyra |"
    )


def test_the_buttons_of_a_table_are_there_only_in_one(desk: BrowserDesk) -> None:
    page = opened(desk, "Text.")
    expect(page.get_by_role("button", name="Ta bort raden")).to_be_hidden()
    page.get_by_role("button", name="Tabell", exact=True).click()
    expect(page.get_by_role("button", name="Ta bort raden")).to_be_visible()
    # Below the table one goes on writing.
    move_to_end(page)
    page.keyboard.type("Mer.")
    expect(page.locator("#body")).to_have_value("Text.\n\n|  |  |\n| --- | --- |\n|  |  |\n\nMer.")


@pytest.mark.parametrize("body", ["| Ort | Antal |\n| --- | --- |\n| A | 3 |", "* ett\n* två"])
def test_escape_and_tab_lead_out_of_the_text(desk: BrowserDesk, body: str) -> None:
    page = opened(desk, body)
    move_to_end(page)
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".ProseMirror")).to_be_focused()
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Infoga från Word-fil")).to_be_focused()
    expect(page.get_by_text("Tryck på Esc och sedan på Tabb för att lämna texten.")).to_be_visible()


LINKS = {
    "www.region.example/om": "https://www.region.example/om",
    "örebro.example": "https://örebro.example",
    "http://a.example": "http://a.example",
    "press@region.example": "mailto:press@region.example",
}


@pytest.mark.parametrize("typed", LINKS)
def test_an_address_gets_what_it_lacks(desk: BrowserDesk, typed: str) -> None:
    page = opened(desk, "Text")
    page.keyboard.press("Control+A")
    page.get_by_role("button", name="Länk", exact=True).click()
    page.locator("#editor-address").fill(typed)
    page.keyboard.press("Enter")
    expect(page.locator("#body")).to_have_value(f"[Text]({LINKS[typed]})")


def test_what_is_no_address_is_said_in_words_of_ours(desk: BrowserDesk) -> None:
    page = opened(desk, "Text")
    page.keyboard.press("Control+A")
    page.get_by_role("button", name="Länk", exact=True).click()
    page.locator("#editor-address").fill("läs mer här")
    page.get_by_role("button", name="Använd").click()
    expect(page.locator("#editor-fault[role=alert]")).to_contain_text(
        "Det är inte en giltig adress."
    )
    expect(page.locator("#editor-address")).to_be_focused()
    assert page.locator("#body").input_value() == "Text"


@pytest.mark.parametrize("width", [390, 1280])
def test_a_long_title_is_seen_whole_and_stays_one_line(desk: BrowserDesk, width: int) -> None:
    page = opened(desk, viewport={"width": width, "height": 844})
    title = page.get_by_label("Rubrik")
    title.fill("Sjukhuset i Kallmyra får ny akutmottagning " * 3)
    assert title.evaluate("e => e.scrollHeight - e.clientHeight") <= 1
    expect(page.get_by_text("129 av högst 300 tecken i rubriken")).to_be_visible()
    title.fill("Rad ett\nrad två")
    expect(title).to_have_value("Rad ett rad två")
    title.press("Enter")
    expect(title).to_have_value("Rad ett rad två")
    expect(page.get_by_label("Ingress")).to_be_focused()
    expect(page.locator("#title-count")).to_be_hidden()
