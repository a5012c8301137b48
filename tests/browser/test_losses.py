"""Nothing typed is lost: servers that are gone, networks that are cut, sessions that have ended."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, Page, Route, expect

from releases.rules.roles import Role
from tests import photographs
from tests.browser.desk import BASE, BrowserDesk, run_desk
from tests.browser.sheets import sheet, sign_in, stored_document

BUTTONS = ("Spara", "Förhandsgranska", "Granska", "Lägg till kontakten", "Skapa en kopia")
TYPED = "Allt det här skrev jag utan att det var sparat."
SAVED = re.compile(r"^Sparat kl\. \d\d\.\d\d\.$")
COPIES = "Object.keys(localStorage).filter((name) => name.startsWith('pressrum-text:')).length"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def press(page: Page, name: str) -> None:
    page.locator("button", has_text=re.compile(rf"^\s*(?:{name})")).first.click()


def open_and_type(desk: BrowserDesk, page: Page) -> str:
    """Open the writing page of a new draft, and type in its lead; return its path."""
    path = f"{BASE}/r/{desk.draft().id}"
    page.goto(path)
    sheet(page)
    page.get_by_label("Ingress").fill(TYPED)
    return path


def check_kept(page: Page, path: str) -> None:
    assert page.url.endswith(path)
    expect(page.get_by_label("Ingress")).to_have_value(TYPED)


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_pressed_without_a_network_leaves_the_text_where_it_is(
    desk: BrowserDesk, name: str
) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.context.set_offline(True)
    press(page, name)
    alert = page.locator("#happened[role=alert]")
    expect(alert).to_contain_text("Inte sparat. Ingen kontakt med servern.")
    expect(alert).to_be_in_viewport()
    check_kept(page, path)
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text(SAVED)
    expect(alert).to_be_empty()
    assert stored_document(desk, page).lead == TYPED
    with page.expect_navigation():
        press(page, name)


@pytest.mark.parametrize("status", [502, 503, 504, 0])
@pytest.mark.parametrize("name", ["Spara", "Granska"])
def test_a_server_that_restarts_leaves_the_text_where_it_is(
    desk: BrowserDesk, name: str, status: int
) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)

    def refuse(route: Route) -> None:
        if status:
            route.fulfill(status=status, content_type="text/html", body="<h1>Bad Gateway</h1>")
        else:
            route.abort("connectionrefused")

    page.route("**/redaktion/**", refuse)
    press(page, name)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    check_kept(page, path)
    page.unroute("**/redaktion/**")
    expect(page.locator("#saved")).to_have_text(SAVED)
    assert stored_document(desk, page).lead == TYPED


@pytest.mark.parametrize("name", BUTTONS)
def test_who_was_signed_out_signs_in_and_is_where_they_were(desk: BrowserDesk, name: str) -> None:
    page = desk.enter(viewport={"width": 800, "height": 500})
    path = open_and_type(desk, page)
    page.context.clear_cookies()
    page.evaluate("scrollTo(0, 300)")
    press(page, name)
    alert = page.locator("#happened")
    expect(alert).to_contain_text("Inte sparat. Du har blivit utloggad.")
    check_kept(page, path)
    top = page.evaluate("scrollY")
    # Pressed where it stands: Playwright would scroll first.
    alert.get_by_role("button", name="Logga in och fortsätt").dispatch_event("click")
    sign_in(page)
    expect(page.get_by_label("Ingress")).to_have_value(TYPED)
    assert page.url.endswith(path)
    expect(page.get_by_text("Texten är tillbaka.")).to_be_attached()
    expect(page.locator("#saved")).to_have_text(SAVED)
    assert page.evaluate("scrollY") == top
    assert stored_document(desk, page).lead == TYPED
    assert page.evaluate(COPIES) == 0


def test_a_new_text_comes_back_after_signing_in(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    sheet(page).click()
    page.keyboard.type(TYPED)
    page.get_by_label("Rubrik").fill("Helt ny")
    page.context.clear_cookies()
    page.get_by_role("button", name="Spara", exact=True).click()
    page.get_by_role("button", name="Logga in och fortsätt").click()
    sign_in(page)
    expect(page.locator("#body")).to_have_value(TYPED)
    expect(page.locator("#saved")).to_have_text(SAVED)
    assert (stored_document(desk, page).title, stored_document(desk, page).body) == (
        "Helt ny",
        TYPED,
    )


def test_a_window_that_is_closed_before_it_could_save_offers_the_text_again(
    desk: BrowserDesk,
) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    page.locator("[name='contact.name']").last.fill("Olle Ek")
    page.context.set_offline(True)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    page.close()
    context = page.context
    context.set_offline(False)
    again = context.new_page()
    again.goto(path)
    offer = again.locator("#copy[role=alert]")
    expect(offer).to_contain_text("som inte hann sparas")
    expect(again.get_by_label("Ingress")).not_to_have_value(TYPED)
    offer.get_by_role("button", name="Hämta tillbaka texten").click()
    expect(again.get_by_label("Ingress")).to_have_value(TYPED)
    expect(again.locator("#saved")).to_have_text(SAVED)
    draft = stored_document(desk, again)
    assert (draft.lead, draft.contacts[-1].name) == (TYPED, "Olle Ek")
    assert again.evaluate(COPIES) == 0
    again.reload()
    expect(again.get_by_label("Ingress")).to_have_value(TYPED)
    expect(again.locator("#copy")).to_have_count(0)


def test_what_somebody_else_saved_meanwhile_is_kept_when_the_text_comes_back(
    desk: BrowserDesk,
) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.context.set_offline(True)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    page.close()
    other = desk.enter(Role.AUTHOR)
    other.goto(path)
    other.get_by_label("Rubrik").fill("En rubrik till")
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.locator("p[role=status]")).to_contain_text("Sparat kl.")
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(path)
    again.get_by_role("button", name="Hämta tillbaka texten").click()
    expect(again.locator("#joined")).to_contain_text("har också ändrat: Rubrik.")
    draft = stored_document(desk, again)
    assert (draft.title, draft.lead) == ("En rubrik till", TYPED)


def leave_copy(desk: BrowserDesk) -> Page:
    """Return a page of a browser that has a text which was never saved, of a window now closed."""
    page = desk.enter()
    open_and_type(desk, page)
    page.context.set_offline(True)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    page.close()
    page.context.set_offline(False)
    return page.context.new_page()


def sign_out(page: Page) -> None:
    page.get_by_text("Konto", exact=True).click()
    page.get_by_role("button", name="Logga ut", exact=True).click()
    expect(page.get_by_role("button", name="Logga in", exact=True)).to_be_visible()


def test_nobody_else_at_the_computer_is_offered_the_text(desk: BrowserDesk) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.context.set_offline(True)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    page.close()
    page.context.set_offline(False)
    desk.enter(Role.AUTHOR)
    other = page.context.new_page()
    page.context.clear_cookies()
    other.goto(path)
    sign_in(other, "author@mellanlandet.example")
    sheet(other)
    expect(other.locator("#copy")).to_have_count(0)
    expect(other.get_by_label("Ingress")).not_to_have_value(TYPED)


def test_signing_out_leaves_no_copy(desk: BrowserDesk) -> None:
    page = leave_copy(desk)
    page.goto(f"{BASE}/")
    assert page.evaluate(COPIES) == 1
    sign_out(page)
    assert page.evaluate(COPIES) == 0


def test_signing_out_of_the_page_itself_leaves_no_copy(desk: BrowserDesk) -> None:
    page = desk.enter()
    open_and_type(desk, page)
    page.route("**/r/*", lambda route: route.abort())
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    assert page.evaluate(COPIES) == 1
    sign_out(page)
    assert page.evaluate(COPIES) == 0


def test_a_copy_that_is_too_old_is_cleared_away(desk: BrowserDesk) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.context.set_offline(True)
    expect(page.locator("#happened")).to_contain_text("Inte sparat.")
    page.evaluate(
        "for (const [name, text] of Object.entries(localStorage)) { const copy = JSON.parse(text);"
        " localStorage.setItem(name, JSON.stringify({ ...copy, at: copy.at - 12 * 3600e3 - 1 })) }"
    )
    copies = page.evaluate("JSON.stringify(localStorage)")
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.add_init_script(
        f"if (!sessionStorage.seen) Object.assign(localStorage, {copies}); sessionStorage.seen = 1"
    )
    again.goto(path)
    sheet(again)
    expect(again.locator("#copy")).to_have_count(0)
    assert again.evaluate(COPIES) == 0


def test_a_file_that_could_not_be_sent_is_told_and_the_text_is_saved(desk: BrowserDesk) -> None:
    page = desk.enter()
    path = open_and_type(desk, page)
    page.get_by_text("Ladda upp en bild eller bilaga").click()
    picture = FilePayload(name="a.jpg", mimeType="image/jpeg", buffer=photographs.with_metadata())
    page.get_by_label("Fil", exact=True).set_input_files(picture)
    page.get_by_label("Vad bilden föreställer").last.fill("En buss")
    page.context.set_offline(True)
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.locator("#happened")).to_contain_text("Filen är inte uppladdad")
    check_kept(page, path)
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_have_text(SAVED)
    expect(page.locator("#happened")).to_contain_text("Filen är inte uppladdad")
    page.get_by_role("button", name="Ladda upp").click()
    expect(page.locator("[name='image.media']")).to_have_count(1)
    assert [image.alt for image in stored_document(desk, page).images] == ["En buss"]
