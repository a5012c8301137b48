"""Journeys of approval: two pairs of eyes, the notice at night, placeholders, the calendar."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from releases.desk import contacts, newsroom_settings
from releases.desk import drafts as desk_drafts
from releases.desk.approval import Order
from releases.rules.contact_expiry import DirectoryEntry
from releases.rules.roles import Actor, Role
from releases.store import people
from releases.store.settings import RoomSettings
from releases.store.tx import Tx
from releases.timeline import Action
from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk
from tests.builders import DAY
from tests.service.app_server import ROOM, WHO, moment

WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
AUTHOR = Actor("author@mellanlandet.example")
LATER = timedelta(days=5)


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


def two_people(desk: BrowserDesk, *, script: bool = True) -> tuple[Page, Page]:
    """Return the pages of an author and an editor of a newsroom that wants both."""
    author = desk.enter(Role.AUTHOR, java_script_enabled=script)
    editor = desk.enter(Role.EDITOR, java_script_enabled=script)
    desk.press.write(newsroom_settings.change, RoomSettings(ROOM, four_eyes=True), WHO)
    desk.press.write(name_people)
    return author, editor


def name_people(tx: Tx) -> None:
    """Call the author Anna and the editor Elsa, who has a telephone."""
    named = {Role.AUTHOR: ("Anna Ask", ""), Role.EDITOR: ("Elsa Ek", "+46702762061")}
    for person, role in people.members(tx, ROOM):
        name, phone = named[role]
        people.replace(tx, replace(person, name=name, phone=phone))


@WAYS
def test_an_editors_comma_is_confirmed_with_one_press_and_then_goes_out(
    desk: BrowserDesk, *, script: bool
) -> None:
    author, editor = two_people(desk, script=script)
    draft = desk.press.write(desk_drafts.create, ROOM, builders.document(), AUTHOR)
    here = f"{BASE}/r/{draft.id}"
    author.goto(f"{here}/granska")
    author.get_by_role("button", name="Skicka för godkännande").click()
    editor.goto(here)
    editor.get_by_label("Rubrik").fill("Fler bussar till stationen, från hösten")
    editor.get_by_role("button", name="Spara", exact=True).first.click()
    expect(editor.get_by_role("status").first).to_contain_text("Sparat")
    editor.goto(f"{here}/granska")
    expect(editor.get_by_text("När Anna Ask har godkänt det du har ändrat")).to_be_visible()
    expect(editor.get_by_role("button", name="Gå vidare och bekräfta")).to_have_count(0)

    author.goto(f"{BASE}/")
    author.get_by_role("link", name="Elsa Ek har ändrat: läs och godkänn ändringen").click()
    author.get_by_role("button", name="Godkänn ändringen").click()
    expect(author.get_by_text("Nu kan Elsa Ek publicera.")).to_be_visible()

    editor.goto(f"{here}/granska")
    editor.get_by_role("button", name="Gå vidare och bekräfta").click()
    editor.get_by_role("button", name="Publicera nu").click()
    expect(editor.get_by_text("Publicerat.", exact=True)).to_be_visible()


@WAYS
def test_at_night_another_is_rung_and_the_address_is_sent_on(
    desk: BrowserDesk, *, script: bool
) -> None:
    author, editor = two_people(desk, script=script)
    author.goto(f"{BASE}/snabb")
    expect(author.get_by_role("link", name="070-276 20 61")).to_be_visible()
    author.get_by_label("Vad har hänt?").fill("Akuten är stängd")
    author.get_by_label("Vad ska allmänheten göra?").fill("Ring 112.")
    author.get_by_role("button", name="Fortsätt").click()
    author.get_by_role("link", name="Ändra").click()
    expect(author.get_by_label("Vad ska allmänheten göra?")).to_have_value("Ring 112.")
    author.get_by_label("Vad har hänt?").fill("Akuten i Tranehamn är stängd")
    author.get_by_role("button", name="Fortsätt").click()
    author.get_by_role("button", name="Skicka för godkännande").click()
    expect(author.get_by_role("heading", name="Ring en redaktör nu")).to_be_visible()
    expect(author.get_by_role("link", name="070-276 20 61")).to_be_visible()

    editor.goto(author.url)
    editor.get_by_role("button", name="Publicera nu").click()
    expect(editor.get_by_role("heading", name="Publicerat")).to_be_visible()
    address = editor.get_by_label("Adress till sidan").input_value()
    copies = editor.get_by_role("button", name="Kopiera länk")
    if script:
        copies.click()
        expect(editor.locator("#address-copied")).to_contain_text("Länken är")
    else:
        expect(copies).to_be_hidden()
    editor.get_by_role("link", name="Visa sidan").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text("Akuten i Tranehamn är stängd")
    assert editor.url == address


@WAYS
def test_what_is_not_filled_in_stops_until_it_is_said_to_stand(
    desk: BrowserDesk, *, script: bool
) -> None:
    page = desk.enter(Role.EDITOR, java_script_enabled=script)
    draft = desk.draft(builders.document(body="– Det blir bra, säger [namn]."))
    page.goto(f"{BASE}/r/{draft.id}/granska?when=now")
    page.get_by_role("button", name="Publicera nu").click()
    expect(page.get_by_role("alert")).to_contain_text("Något är inte ifyllt: [namn].")
    page.get_by_label(re.compile("Texten ska vara så")).check()
    page.get_by_role("button", name="Publicera nu").click()
    expect(page.get_by_text("Publicerat.", exact=True)).to_be_visible()


@WAYS
def test_a_move_from_the_calendar_ends_in_the_calendar(desk: BrowserDesk, *, script: bool) -> None:
    page = desk.enter(Role.EDITOR, java_script_enabled=script)
    at = desk.press.clock.now() + DAY
    entry = desk.press.publish(builders.document(), Order(Action.PUBLISH, moment(at)))
    page.goto(f"{BASE}/kalender?month=2018-04")
    if script:
        page.locator("[data-move]").drag_to(page.locator("#d-2018-04-09"))
    else:
        page.locator("li .move").click()
        page.get_by_label("Dag").fill(f"{at + LATER:%Y-%m-%d}")
        page.get_by_role("button", name="Kontrollera tiden").click()
    expect(page.get_by_text("mån 9 april 2018 kl. 07.23")).to_be_visible()
    page.get_by_role("button", name="Flytta till den nya tiden").click()
    expect(page).to_have_url(re.compile(r"/kalender\?month=2018-04#d-2018-04-09$"))
    moved = page.locator("#d-2018-04-09 li")
    expect(moved).to_contain_text(builders.document().title)
    assert entry.release in (moved.get_by_role("link").first.get_attribute("href") or "")


def test_whom_to_ring_fits_a_telephone(desk: BrowserDesk) -> None:
    author, _ = two_people(desk)
    author.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    other = builders.contact(name="Henrik Almvide")
    desk.press.write(contacts.put, ROOM, DirectoryEntry("trafik", other), WHO, new=True)
    author.goto(f"{BASE}/snabb")
    assert author.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(author.get_by_label("Vad har hänt?")).to_be_visible()
