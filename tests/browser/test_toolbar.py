"""The buttons over the text are icons that say what they do, and all of them are in sight."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk

NAMES = (
    "Mellanrubrik",
    "Underrubrik",
    "Citat",
    "Fet",
    "Kursiv",
    "Länk",
    "Punktlista",
    "Numrerad lista",
    "Tabell",
    "Ångra",
    "Gör om",
)
OF_TABLES = ("Ny rad", "Ny kolumn", "Ta bort raden", "Ta bort kolumnen", "Ta bort tabellen")
# WCAG 2.2, 2.5.8; and what a finger is given.
LEAST = 24
MOST_COVERED = 0.2
# The buttons that are seen: name, size, whether anything lies on them or cuts them off.
BUTTONS = """() => [...document.querySelectorAll(".tools button")]
  .filter((each) => each.checkVisibility())
  .map((each) => {
    const { x, y, width, height } = each.getBoundingClientRect();
    const [middle, centre] = [width / 2, height / 2];
    const edges = [[middle, 1], [middle, height - 1], [1, centre], [width - 1, centre]];
    const isWhole = edges.every(([left, top]) =>
      each.contains(document.elementFromPoint(x + left, y + top)));
    const icon = each.querySelector("svg")?.getBoundingClientRect();
    return { name: each.textContent, tooltip: each.title, isWhole,
      size: Math.min(width, height), icon: icon ? Math.min(icon.width, icon.height) : 0 };
  })"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@pytest.fixture(scope="module")
def page(desk: BrowserDesk) -> Page:
    """A text that is longer than a screen."""
    text = "\n\n".join(["Ett stycke text.", *["Mer text."] * 60])
    page = desk.enter()
    page.goto(f"{BASE}/r/{desk.draft(builders.document(body=text, contacts=())).id}")
    page.locator(".ProseMirror").wait_for()
    return page


@pytest.mark.parametrize("text_size", ["100%", "200%"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_every_button_is_in_sight_and_large_enough(page: Page, width: int, text_size: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate("(size) => { document.documentElement.style.fontSize = size }", text_size)
    page.locator(".ProseMirror p").nth(30).click()
    page.keyboard.press("End")
    buttons = page.evaluate(BUTTONS)
    assert tuple(button["name"] for button in buttons) == NAMES
    assert [button for button in buttons if not button["isWhole"]] == []
    assert [button for button in buttons if button["size"] < LEAST or button["icon"] < 16] == []
    assert all(button["tooltip"].startswith(button["name"]) for button in buttons)
    height = page.locator(".tools").evaluate("(bar) => bar.offsetHeight")
    assert height < MOST_COVERED * 844


def test_those_of_tables_are_whole_beside_them(desk: BrowserDesk) -> None:
    body = "| Ort | Antal |\n| --- | --- |\n| Kallmyra | 3 |"
    page = desk.enter(viewport={"width": 320, "height": 844})
    page.goto(f"{BASE}/r/{desk.draft(builders.document(body=body, contacts=())).id}")
    page.locator(".ProseMirror td").first.click()
    buttons = page.evaluate(BUTTONS)
    assert {*OF_TABLES} < {button["name"] for button in buttons}
    assert [button for button in buttons if not button["isWhole"]] == []
    assert [button for button in buttons if not button["size"] >= LEAST] == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_bar_never_lies_on_what_is_written(page: Page, width: int) -> None:
    """The cursor that goes up through a long text stays below the buttons (WCAG 2.2, 2.4.11)."""
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": width, "height": 844})
    page.locator(".ProseMirror p").nth(60).click()
    for _ in range(80):
        page.keyboard.press("ArrowUp")
        at, under, over = page.evaluate(
            "() => [getSelection().anchorNode.parentElement.getBoundingClientRect().top,"
            " document.querySelector('.tools').getBoundingClientRect().bottom,"
            " document.querySelector('.bottom').getBoundingClientRect().top]"
        )
        assert under <= at < over


def test_the_button_of_a_link_says_what_it_would_do(desk: BrowserDesk) -> None:
    page = desk.enter()
    body = "[Text](https://a.example/)"
    page.goto(f"{BASE}/r/{desk.draft(builders.document(body=body, contacts=())).id}")
    page.locator(".ProseMirror a").click()
    page.get_by_role("button", name="Ta bort länken").click()
    expect(page.get_by_role("button", name="Länk", exact=True)).to_have_attribute(
        "title", "Länk (Ctrl+K)"
    )
    expect(page.locator("#body")).to_have_value("Text")
