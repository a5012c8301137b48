"""What a reading was unsure of about contacts, settled on the writing page by a click."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import BASE, BrowserDesk, run_desk, violations
from tests.browser.sheets import sheet, stored_document

Rows = list[list[str]]
NUMBER = "070-123 45 67"
BO, ANNA = ["Bo Ek", "presschef", NUMBER, ""], ["Anna Al", "rektor", "", ""]
BARE, GIVEN = ["Bo Ek", "presschef", "", ""], ["Anna Al", "rektor", NUMBER, ""]
BLANK = ["", "", "", ""]
EXCHANGED = """async ([rows, was, next]) => {
  const { exchanged } = await import(document.getElementById("writing").dataset.contacts);
  return exchanged(rows, was, next);
}"""
WITH_LINE = """async ([text, line, stands]) => {
  const { withLine } = await import(document.getElementById("writing").dataset.settling);
  return withLine(text, line, stands);
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def page(desk: BrowserDesk) -> Page:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page)
    return page


@pytest.mark.parametrize(
    ("rows", "was", "chosen", "left"),
    [
        ([BLANK], [], [BO], [BLANK, BO]),
        ([BO, BLANK], [BO], [], [BLANK, BLANK]),
        ([BO, BLANK], [BO], [BARE, GIVEN], [BARE, BLANK, GIVEN]),
        ([BO, ANNA], [BO, ANNA], [BARE, GIVEN], [BARE, GIVEN]),
        ([BO, ANNA], [BO], [BARE, GIVEN], [BARE, GIVEN]),
        ([["", "", NUMBER, ""], BARE], [["", "", NUMBER, ""], BARE], [BO], [BLANK, BO]),
        # What somebody wrote meanwhile stays.
        (
            [["Bo Ek", "chef", f"{NUMBER}\n08-1", "bo@x.se"]],
            [BO],
            [],
            [["Bo Ek", "chef", "08-1", "bo@x.se"]],
        ),
        (
            [["Anna Al", "", "08-1", ""]],
            [],
            [GIVEN],
            [["Anna Al", "rektor", f"08-1\n{NUMBER}", ""]],
        ),
    ],
)
def test_contacts_in_place_of_others_leave_the_rest_of_their_rows(
    page: Page, rows: Rows, was: Rows, chosen: Rows, left: Rows
) -> None:
    assert page.evaluate(EXCHANGED, [rows, was, chosen]) == left


@pytest.mark.parametrize(
    ("text", "line", "stands", "left"),
    [
        ("Ett.\n\nTvå.", "Bo Ek, chef", True, "Ett.\n\nTvå.\n\nBo Ek, chef"),
        ("Ett.\n\nBo Ek, chef\n\nTvå.", "Bo Ek, chef", True, "Ett.\n\nBo Ek, chef\n\nTvå."),
        ("Ett.\n\nBo Ek, chef\n\nTvå.", "Bo Ek, chef", False, "Ett.\n\nTvå."),
        ("Ett.\n\nBo Ek\n\nchef", "Bo Ek\nchef", False, "Ett."),
        ("Ett.", "Bo Ek, chef", False, "Ett."),
    ],
)
def test_a_line_leaves_the_text_or_comes_to_its_end(
    page: Page, text: str, line: str, stands: bool, left: str
) -> None:
    assert page.evaluate(WITH_LINE, [text, line, stands]) == left


PASTED = f"""Ny bro över Lillån

Pressmeddelande • Apr 03, 2018 07:23 CEST

Solviks kommun bygger en ny bro över Lillån. Den gamla är för smal för dagens bussar.

Bygget börjar i augusti och kostar omkring elva miljoner kronor, enligt kommunens kalkyl.

Kontakt

Bo Ek, presschef
{NUMBER}
Anna Al, rektor
"""


def read_in(desk: BrowserDesk, text: str, **options: Any) -> Page:
    page = desk.enter(**options)
    page.goto(f"{BASE}/nytt")
    page.locator("textarea[name=text]").fill(text)
    page.locator("textarea[name=text]").locator("xpath=ancestor::form").locator(
        "button"
    ).first.click()
    expect(page.locator("#doubts")).to_be_visible(timeout=20_000)
    return page


def rows(page: Page) -> Rows:
    held: Rows = page.evaluate(
        """() => [...document.querySelectorAll("#kontakter .row")]
          .map((row) => [...row.querySelectorAll("input:not([type=checkbox]), textarea")]
            .map((each) => each.value)).filter((row) => row.some(Boolean))"""
    )
    return held


def choice(page: Page, words: str) -> Locator:
    return page.get_by_role("group", name=f"Osäkert fält: Kontakter {words}")


def test_whose_a_number_is_takes_one_click_and_is_saved_in_the_draft(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED)
    notice = page.locator("#doubts")
    expect(notice).to_have_text("Ett fält är osäkert: Kontakter")
    assert rows(page) == [BO]
    choice(page, f"Numret {NUMBER}").get_by_role("button", name="Anna Al").click()
    assert rows(page) == [BARE, GIVEN]
    # Anna is a contact by that: nobody is asked whether she is one.
    expect(choice(page, "Kontakt? Anna Al")).to_have_count(0)
    expect(notice).to_have_text("Det finns inga osäkra fält kvar.")
    # The page has its address before it goes there: what is saved first is sent by itself.
    with page.expect_event("load"):
        page.get_by_role("button", name="Spara", exact=True).click()
    assert [(each.name, each.phones) for each in stored_document(desk, page).contacts] == [
        ("Bo Ek", ()),
        ("Anna Al", ("+46701234567",)),
    ]
    page.reload()
    assert rows(page) == [BARE, GIVEN]
    expect(page.locator(".doubt")).to_have_count(0)


def test_the_keyboard_adds_a_contact_and_takes_it_back(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED)
    asked = choice(page, "Kontakt? Anna Al, rektor")
    asked.get_by_role("button", name="Lägg till som kontakt").focus()
    page.keyboard.press("Enter")
    assert rows(page) == [BO, ANNA]
    # The next choice has the focus.
    owner = choice(page, f"Numret {NUMBER}")
    expect(owner.get_by_role("button", name="Anna Al")).to_be_focused()
    page.keyboard.press("Tab")
    expect(owner.get_by_role("button", name="Bo Ek")).to_be_focused()
    page.keyboard.press("Space")
    assert rows(page) == [BO, ANNA]
    asked.get_by_role("button", name="Ångra").press("Enter")
    assert rows(page) == [BO]


def test_what_is_no_contact_goes_to_the_text_and_comes_back(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED.replace(f"{NUMBER}\nAnna Al, rektor\n", ""))
    asked = choice(page, "Kontakt? Bo Ek, presschef")
    before = page.locator("#body").input_value()
    asked.get_by_role("button", name="Inte en kontakt").click()
    assert rows(page) == []
    expect(page.locator("#body")).to_have_value(f"{before}\n\nBo Ek, presschef")
    asked.get_by_role("button", name="Ångra").click()
    assert rows(page) == [BARE]
    expect(page.locator("#body")).to_have_value(before)


def test_a_choice_is_saved_by_itself(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED)
    choice(page, "Kontakt? Anna Al").get_by_role("button", name="Lägg till").click()
    page.wait_for_url("**/r/*")
    expect(page.locator("#saved")).to_contain_text("Sparat")
    assert [each.name for each in stored_document(desk, page).contacts] == ["Bo Ek", "Anna Al"]


def test_choices_about_contacts_have_no_faults_of_access(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED, bypass_csp=True)
    expect(page.locator(".doubt")).to_have_count(2)
    assert violations(page) == []


def test_a_page_without_scripts_says_them(desk: BrowserDesk) -> None:
    page = read_in(desk, PASTED, java_script_enabled=False)
    expect(page.locator("#doubts")).to_contain_text("hör till Bo Ek, eller kanske till Anna Al")
    expect(page.locator("#doubts")).to_contain_text(
        "Det här kan vara en kontakt: ”Anna Al, rektor”"
    )
