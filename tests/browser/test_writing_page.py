"""Writing at the desk as people meet it: with and without JavaScript, alone and two at once."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Route, expect

from releases.rules.roles import Role
from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk, violations
from tests.browser.sheets import sheet, stored_document
from tests.service.app_server import ROOM


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def test_without_javascript_a_release_is_written_previewed_and_changed(desk: BrowserDesk) -> None:
    page = desk.enter(java_script_enabled=False)
    page.goto(f"{BASE}/nytt")
    page.get_by_role("link", name="Pressmeddelande", exact=True).click()
    page.get_by_label("Rubrik").fill("Ny vårdcentral i Kallmyra")
    page.get_by_label("Text", exact=True).fill("- Det blir bra, säger Maja Lindqvist.")
    page.get_by_label("Maja Lindqvist").check()
    page.get_by_role("button", name="Lägg till kontakten").click()
    expect(page.get_by_role("status").first).to_contain_text("Sparat kl.")
    draft = stored_document(desk, page)
    assert draft.contacts == (builders.contact(),)
    assert draft.body == "– Det blir bra, säger Maja Lindqvist."
    page.get_by_label("Ingress").fill("Den öppnar i maj.")
    page.get_by_role("button", name="Förhandsgranska").click()
    shown = page.frame_locator("iframe")
    expect(shown.get_by_role("heading", name="Ny vårdcentral i Kallmyra")).to_be_visible()
    expect(shown.get_by_text("Den öppnar i maj.")).to_be_visible()
    page.get_by_role("link", name="Fortsätt skriva").click()
    expect(page.get_by_label("Ingress")).to_have_value("Den öppnar i maj.")


def test_what_is_typed_saves_itself_and_gets_an_address(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/nytt?template=tomt")
    editor = sheet(page)
    editor.click()
    page.keyboard.type("Först bara text.")
    expect(page.locator("#saved")).to_have_text(
        "Texten sparas automatiskt när du har skrivit en rubrik."
    )
    page.get_by_label("Rubrik").fill("Ett utkast")
    expect(page.locator("#saved")).to_contain_text("Sparat")
    expect(page).to_have_url(re.compile("/r/"))
    assert stored_document(desk, page).body == "Först bara text."
    editor.click()
    page.keyboard.press("End")
    page.keyboard.type(" Sedan mer.")
    expect(page.locator("#saved")).to_have_text("Inte sparat ännu")
    expect(page.locator("#saved")).to_contain_text("Sparat")
    assert stored_document(desk, page).body == "Först bara text. Sedan mer."
    expect(page.locator("#counts")).to_contain_text("5 ord")


def test_whatever_stands_in_the_form_is_there_when_the_page_is_opened_anew(
    desk: BrowserDesk,
) -> None:
    release = desk.draft()
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}")
    sheet(page)
    page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    page.get_by_label("Maja Lindqvist").check()
    page.locator("[name='contact.name']").last.fill("Olle Ek")
    page.locator("[name='contact.phones']").last.fill("070-174 06 05")
    page.get_by_label("Länktext").fill("Läs mer")
    page.locator("[name='link.url']").fill("https://region.example/")
    page.get_by_label("Kommuner").fill("Örebro")
    page.get_by_label("Andra ämnen").fill("sjukresor")
    page.get_by_label("Börjar").fill("2026-09-01T10:00")
    page.get_by_label("Plats", exact=True).fill("Stora torget")
    other = desk.draft()
    page.get_by_label("Adress till översättningen").fill(other.id)
    expect(page.locator("#saved")).to_contain_text("Sparat")
    expect(page.locator("#cautions")).not_to_contain_text("Ingen kontakt")
    page.reload()
    draft = stored_document(desk, page)
    assert {contact.name for contact in draft.contacts} == {"Maja Lindqvist", "Olle Ek"}
    assert [link.url for link in draft.links] == ["https://region.example/"]
    assert draft.places[-1:] == ("1880",)
    assert "sjukresor" in draft.topics
    assert draft.event.place == "Stora torget"
    assert draft.translations == (other.id,)
    names = [field.input_value() for field in page.locator("[name='contact.name']").all()]
    assert names == ["Olle Ek", "Maja Lindqvist", ""]


def test_a_file_that_is_only_chosen_is_not_called_saved(desk: BrowserDesk) -> None:
    page = desk.enter()
    page.goto(f"{BASE}/r/{desk.draft().id}")
    sheet(page)
    page.get_by_text("Ladda upp en bild eller bilaga").click()
    picture = FilePayload(name="a.png", mimeType="image/png", buffer=b"x")
    page.get_by_label("Fil", exact=True).set_input_files(picture)
    page.get_by_label("Ingress").fill("Ny ingress.")
    expect(page.locator("#happened")).to_contain_text("Filen är inte uppladdad än")


def test_a_dash_makes_a_quotation_and_the_speaker_is_picked(desk: BrowserDesk) -> None:
    release = desk.draft(builders.document(body="", contacts=(builders.contact(),)))
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}")
    sheet(page).click()
    page.keyboard.type("- Nu kör vi.")
    expect(page.get_by_role("button", name="Citat")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Vem säger det?").select_option("Maja Lindqvist, pressansvarig")
    expected = "– Nu kör vi, säger Maja Lindqvist, pressansvarig."
    expect(page.locator("#body")).to_have_value(expected)
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.type("Bakgrund")
    page.get_by_role("button", name="Mellanrubrik").click()
    expect(page.locator("#body")).to_have_value(f"{expected}\n\n## Bakgrund")


def test_the_warnings_follow_what_is_written(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}")
    page.get_by_label("Ingress").fill("Patienten 811218-9876 har det bra.")
    expect(page.locator("#cautions")).to_contain_text("personnummer: 811218-xxxx")
    page.get_by_label("Ingress").fill("Patienten har det bra.")
    expect(page.locator("#cautions")).not_to_contain_text("personnummer")


def test_two_who_write_different_things_both_keep_them(desk: BrowserDesk) -> None:
    release = desk.draft()
    one, other = desk.enter(), desk.enter(Role.AUTHOR)
    for page in (one, other):
        page.goto(f"{BASE}/r/{release.id}")
    one.get_by_label("Rubrik").fill("Den nya rubriken")
    expect(one.locator("#saved")).to_contain_text("Sparat")
    other.get_by_label("Ingress").fill("Den nya ingressen.")
    expect(other.locator("#joined")).to_contain_text("Kim Ekdal har också ändrat: Rubrik.")
    other.get_by_label("Ingress").fill("Den nyaste ingressen.")
    expect(other.locator("#saved")).to_contain_text("Inte sparat ännu")
    expect(other.locator("#saved")).to_contain_text("Sparat ")
    expect(other.locator("#joined")).to_contain_text("Kim Ekdal har också ändrat: Rubrik.")
    draft = stored_document(desk, one)
    assert (draft.title, draft.lead) == ("Den nya rubriken", "Den nyaste ingressen.")


def test_two_who_write_the_same_thing_see_both_and_choose(desk: BrowserDesk) -> None:
    release = desk.draft()
    one, other = desk.enter(), desk.enter(Role.AUTHOR, bypass_csp=True)
    for page in (one, other):
        page.goto(f"{BASE}/r/{release.id}")
    one.get_by_label("Rubrik").fill("Nya spårvagnar till sjukhuset")
    expect(one.locator("#saved")).to_contain_text("Sparat")
    other.get_by_label("Rubrik").fill("Nya busslinjer till stationen")
    other.get_by_label("Ingress").fill("Min ingress.")
    expect(other.locator("#happened")).to_contain_text("Någon annan har ändrat samma sak: Rubrik.")
    other.get_by_role("button", name="Jämför och slå ihop").click()
    clash = other.get_by_role("group", name="Rubrik")
    expect(clash.locator("del").first).to_have_text("spårvagnar")
    expect(clash.locator("ins").first).to_have_text("busslinjer")
    expect(other.get_by_label("Rubrik", exact=True).last).to_have_value(
        "Nya busslinjer till stationen"
    )
    assert violations(other) == []
    clash.get_by_label("Den sparade texten").check()
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_role("status").first).to_contain_text("Sparat kl.")
    draft = stored_document(desk, other)
    assert (draft.title, draft.lead) == ("Nya spårvagnar till sjukhuset", "Min ingress.")


def test_a_button_pressed_while_the_page_saves_waits_its_turn(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter()
    held: list[Route] = []
    page.goto(f"{BASE}/r/{release.id}")
    # Playwright marks the function it is given, which a method does not let it do.
    page.route(f"**/r/{release.id}", lambda route: held.append(route), times=1)  # noqa: PLW0108
    page.get_by_label("Ingress").fill("Först.")
    expect(page.locator("#saved")).to_have_text("Sparar …")
    page.get_by_label("Ingress").fill("Först. Sedan.")
    page.get_by_role("button", name="Spara", exact=True).click()
    held[0].continue_()
    expect(page.locator("p[role=status]")).to_contain_text("Sparat kl.")
    assert stored_document(desk, page).lead == "Först. Sedan."


def test_a_session_that_ended_loses_no_word(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter(java_script_enabled=False)
    page.goto(f"{BASE}/r/{release.id}")
    page.get_by_label("Rubrik").fill("Skriven efter utloggningen")
    page.context.clear_cookies()
    page.get_by_role("button", name="Spara", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Det du skrev finns kvar")
    page.get_by_label("E-post").fill("editor@mellanlandet.example")
    page.get_by_label("Lösenord").fill("fel lösenord helt enkelt")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_label("Lösenord").fill("en lång mening att minnas")
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("button", name="Fortsätt och spara").click()
    expect(page.get_by_label("Rubrik")).to_have_value("Skriven efter utloggningen")
    assert stored_document(desk, page).title == "Skriven efter utloggningen"


def test_a_urgent_notice_is_out_in_five_interactions_on_a_phone(desk: BrowserDesk) -> None:
    page = desk.enter(viewport=PHONE)
    page.goto(f"{BASE}/")
    page.get_by_role("link", name="Snabbmeddelande").first.click()
    page.get_by_label("Vad har hänt?").fill("Akuten i Kallmyra är stängd")
    page.get_by_label("Vad ska allmänheten göra?").fill("Ring 112 vid fara för liv.")
    page.get_by_role("button", name="Fortsätt").click()
    expect(page.get_by_text("Maja Lindqvist")).to_be_visible()
    page.get_by_role("button", name="Publicera nu").click()
    expect(page.get_by_role("status").first).to_contain_text("Publicerat kl.")
    assert "Akuten i Kallmyra är stängd" in desk.press.get(f"/{ROOM}/feed.json").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("where", ["nytt", "nytt?template=pressinbjudan", "r", "snabb"])
def test_axe_finds_nothing(desk: BrowserDesk, where: str, scheme: Any) -> None:
    page = desk.enter(bypass_csp=True, color_scheme=scheme)
    release = desk.draft(builders.document())
    page.goto(f"{BASE}/{f'r/{release.id}' if where == 'r' else where}")
    if where not in ("nytt", "snabb"):
        page.locator(".ProseMirror").wait_for()
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true })")
    assert violations(page) == []


@pytest.mark.parametrize("where", ["nytt", "nytt?template=pressmeddelande", "r", "snabb"])
def test_nothing_is_wider_than_a_phone(desk: BrowserDesk, where: str) -> None:
    page = desk.enter(viewport=PHONE)
    page.goto(f"{BASE}/{f'r/{desk.draft().id}' if where == 'r' else where}")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
