"""What a reading was unsure of, settled on the writing page by a click."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import sheet


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


SWAP = """async ([texts, name, next]) => {
  const { swapped } = await import(document.getElementById("writing").dataset.settling);
  return swapped(texts, name, next);
}"""


@pytest.fixture(scope="module")
def page(desk: BrowserDesk) -> Page:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page)
    return page


@pytest.mark.parametrize(
    ("name", "chosen", "held"),
    [
        ("title", "Ny bro", ("Ny bro", "Bron öppnar.", "Nyhet\n\nEtt.\n\nTvå.", "Om oss.")),
        ("title", "Ett.", ("Ett.", "Bron öppnar.", "Nyhet\n\nTvå.", "Om oss.")),
        ("title", "Bron öppnar.", ("Bron öppnar.", "", "Nyhet\n\nEtt.\n\nTvå.", "Om oss.")),
        ("title", "", ("", "Bron öppnar.", "Nyhet\n\nEtt.\n\nTvå.", "Om oss.")),
        ("lead", "Två.", ("Nyhet", "Två.", "Ett.\n\nBron öppnar.", "Om oss.")),
        ("lead", "", ("Nyhet", "", "Bron öppnar.\n\nEtt.\n\nTvå.", "Om oss.")),
        ("about", "", ("Nyhet", "Bron öppnar.", "Ett.\n\nTvå.\n\nOm oss.", "")),
        ("about", "Två.", ("Nyhet", "Bron öppnar.", "Ett.\n\nOm oss.", "Två.")),
    ],
)
def test_another_text_in_a_field_loses_nothing_of_what_stood_there(
    page: Page, name: str, chosen: str, held: tuple[str, ...]
) -> None:
    texts = {"title": "Nyhet", "lead": "Bron öppnar.", "body": "Ett.\n\nTvå.", "about": "Om oss."}
    swapped: dict[str, Any] = page.evaluate(SWAP, [texts, name, chosen])
    assert tuple(swapped[of] for of in ("title", "lead", "body", "about")) == held


def test_nothing_is_uncertain_on_a_page_that_nobody_read_in(page: Page) -> None:
    expect(page.locator("#doubts")).to_have_count(0)
    expect(page.locator(".doubt")).to_have_count(0)


PASTED = """Aktuellt i kommunen
Kallmyra kommun

Ny bro över Kallån

Bron öppnar den 3 maj och kostar åtta miljoner kronor.

Vi bjuder in pressen till invigningen.

– Vi är glada, säger Ella Hagfors, kommunalråd.

Kallmyra kommun har 12 000 invånare och ligger vid kusten.
"""


def test_two_fields_that_were_read_with_doubt_are_settled_by_a_click_each(
    desk: BrowserDesk,
) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt")
    page.locator("textarea[name=text]").fill(PASTED)
    page.get_by_role("button", name="Läs in").click()
    notice = page.locator("#doubts")
    expect(notice).to_have_text("2 fält är osäkra: Rubrik, Typ", timeout=20_000)
    title = page.get_by_role("group", name="Osäkert fält: Rubrik")
    title.get_by_role("button", name="Ny bro över Kallån").click()
    expect(page.get_by_role("textbox", name="Rubrik")).to_have_value("Ny bro över Kallån")
    expect(page.locator("#body")).to_have_value(
        "Aktuellt i kommunen\n\nVi bjuder in pressen till invigningen.\n\n"
        "– Vi är glada, säger Ella Hagfors, kommunalråd."
    )
    expect(notice).to_have_text("Ett fält är osäkert: Typ")
    page.get_by_role("group", name="Osäkert fält: Typ").get_by_role("button", name="Nyhet").click()
    expect(page.get_by_role("combobox", name="Typ")).to_have_value("news")
    expect(notice).to_have_text("Det finns inga osäkra fält kvar.")
    title.get_by_role("button", name="Ångra").click()
    expect(page.get_by_role("textbox", name="Rubrik")).to_have_value("Aktuellt i kommunen")
