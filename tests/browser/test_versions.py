"""Versions in a browser: two write, one compares and goes back; with script and without."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from releases.model import DraftRef
from releases.rules.roles import Role
from releases.store import drafts
from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.builders import HOUR
from tests.service.app_server import ROOM

WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path) as running:
        yield running


def title(desk: BrowserDesk, release: str) -> str:
    stored: str = desk.press.write(drafts.get, DraftRef(ROOM, release)).draft.title
    return stored


@WAYS
def test_two_write_and_one_compares_and_restores(desk: BrowserDesk, *, script: bool) -> None:
    release = desk.draft(builders.document("Tre linjer till sjukhuset", contacts=())).id
    for role, typed in ((Role.AUTHOR, "Fyra linjer till sjukhuset"), (Role.EDITOR, "Bussnytt")):
        desk.press.clock.advance(HOUR)
        page = desk.enter(role, java_script_enabled=script)
        page.goto(f"{BASE}/r/{release}")
        page.get_by_label("Rubrik").fill(typed)
        page.get_by_role("button", name="Spara", exact=True).click()
        expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")
    page.get_by_role("link", name="Versioner").click()
    expect(page.locator("ul.items > li")).to_have_count(3)
    page.get_by_label("Jämför").select_option("1")
    page.get_by_label("med", exact=True).select_option("2")
    page.get_by_role("button", name="Jämför ord för ord").click()
    expect(page.locator("del")).to_have_text("Tre")
    expect(page.locator("ins")).to_have_text("Fyra")
    page.get_by_role("link", name="Version 2", exact=True).click()
    shown = page.frame_locator("iframe").get_by_role("heading", level=1)
    expect(shown).to_have_text("Fyra linjer till sjukhuset")
    page.get_by_role("button", name="Återställ version 2").click()
    expect(page.get_by_role("status").first).to_contain_text("Version 2 är återställd.")
    expect(page.get_by_label("Rubrik")).to_have_value("Fyra linjer till sjukhuset")
    page.goto(f"{BASE}/r/{release}/versioner/3")
    page.get_by_role("button", name="Återställ version 3").click()
    expect(page.get_by_label("Rubrik")).to_have_value("Bussnytt")


@WAYS
def test_changes_to_what_is_public_are_discarded_and_can_be_had_back(
    desk: BrowserDesk, *, script: bool
) -> None:
    release = desk.press.publish(builders.document("Publicerad rubrik", contacts=())).release
    page = desk.enter(Role.AUTHOR, java_script_enabled=script)
    page.goto(f"{BASE}/r/{release}")
    page.get_by_label("Rubrik").fill("Ändrad rubrik")
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")
    page.get_by_role("link", name="Förkasta ändringarna").click()
    expect(page.locator("ins")).to_have_text("Ändrad")
    page.get_by_role("button", name="Förkasta ändringarna").click()
    expect(page.get_by_role("status").first).to_contain_text("Ändringarna är förkastade.")
    expect(page.get_by_label("Rubrik")).to_have_value("Publicerad rubrik")
    page.get_by_role("link", name="Versioner").click()
    page.get_by_role("link", name="Version 2", exact=True).click()
    page.get_by_role("button", name="Återställ version 2").click()
    expect(page.get_by_label("Rubrik")).to_have_value("Ändrad rubrik")
    assert title(desk, release) == "Ändrad rubrik"
