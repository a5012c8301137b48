"""Publishing after the session has ended: nothing is published, and nothing chosen is forgotten."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from releases.store import log
from tests import builders
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import sign_in
from tests.service.app_server import ROOM


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def check_unpublished(desk: BrowserDesk, page: Page) -> None:
    release = re.search(r"/(?:r|snabb)/([a-z0-9]{16})", page.url)
    assert release
    assert desk.press.store.reading(log.entries, release[1]).result() == ()


def test_a_confirmation_comes_back_with_its_time(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/r/{desk.draft().id}/granska")
    page.get_by_label("Dag").fill("2018-04-04")
    page.get_by_label("Klockslag, svensk tid").fill("09:00")
    page.get_by_label("Utan utskick").check()
    page.get_by_role("button", name="Gå vidare och bekräfta").click()
    page.context.clear_cookies()
    page.get_by_role("button", name="Schemalägg").click()
    expect(page.get_by_role("alert")).to_contain_text("Inte publicerat.")
    sign_in(page)
    expect(page.get_by_role("alert").first).to_contain_text("Inte publicerat.")
    assert "/granska" in page.url
    expect(page.locator(".echo")).to_contain_text("4 april 2018 kl. 09.00")
    expect(page.locator("[name=silent]")).to_have_value("1")
    check_unpublished(desk, page)
    page.get_by_role("button", name="Schemalägg").click()
    page.wait_for_url("**/kvitto")


@pytest.mark.parametrize("ends_before", ["the last button", "the question"])
def test_a_correction_comes_back_with_its_note(desk: BrowserDesk, ends_before: str) -> None:
    entry = desk.press.publish(builders.document(contacts=()))
    page = desk.enter()
    page.goto(f"{BASE}/r/{entry.release}")
    page.get_by_label("Rubrik").fill("En rättad rubrik")
    page.get_by_role("button", name="Granska och publicera").click()
    note = "Ört och årtal var fel. " * 80
    page.get_by_label("Förklaring till läsarna").fill(note)
    if ends_before == "the question":
        page.context.clear_cookies()
        page.get_by_role("button", name="Gå vidare och bekräfta").click()
        sign_in(page)
    else:
        page.get_by_role("button", name="Gå vidare och bekräfta").click()
        page.context.clear_cookies()
        page.get_by_role("button", name="Publicera rättelsen").click()
        expect(page.get_by_role("alert")).to_contain_text("Inte publicerat.")
        sign_in(page)
    expect(page.locator("[name=note]")).to_have_value(note.strip())
    assert len(desk.press.store.reading(log.entries, entry.release).result()) == 1
    page.get_by_role("button", name="Publicera rättelsen").click()
    page.wait_for_url("**/kvitto")


def test_an_urgent_notice_is_asked_about_again(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/snabb")
    page.get_by_label("Vad har hänt?").fill("Akuten i Kallmyra är stängd")
    page.get_by_role("button", name="Fortsätt").click()
    # The answer leads there.
    page.wait_for_url(re.compile("/snabb/[a-z0-9]{16}"))
    shown = page.url
    page.context.clear_cookies()
    page.get_by_role("button", name="Publicera nu").click()
    expect(page.get_by_role("alert")).to_contain_text("Inte publicerat.")
    sign_in(page)
    expect(page.get_by_role("alert").first).to_contain_text("Inte publicerat.")
    assert page.url.partition("?")[0] == shown
    check_unpublished(desk, page)
    page.get_by_role("button", name="Publicera nu").click()
    expect(page.get_by_role("status").first).to_contain_text("Publicerat kl.")


def test_a_withdrawal_comes_back_with_its_note_and_without_its_tick(desk: BrowserDesk) -> None:
    entry = desk.press.publish(builders.document(contacts=()))
    page = desk.enter()
    page.goto(f"{BASE}/r/{entry.release}/aterkalla")
    page.get_by_label("Förklaring till läsarna").fill("Uppgifterna stämde inte.")
    page.locator("[name=confirm]").check()
    page.context.clear_cookies()
    page.get_by_role("button", name="Återkalla").click()
    expect(page.get_by_role("alert")).to_contain_text("Inte återkallat.")
    sign_in(page)
    expect(page.get_by_label("Förklaring till läsarna")).to_have_value("Uppgifterna stämde inte.")
    expect(page.locator("[name=confirm]")).not_to_be_checked()
    assert len(desk.press.store.reading(log.entries, entry.release).result()) == 1
    assert desk.press.get(f"/{ROOM}/feed.json").json()["items"]
