"""Journeys through the desk to the readers, each with JavaScript and without."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from releases.rules.roles import Role
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk
from tests.browser.journeys import (
    FEEDS,
    LISTS,
    add_picture,
    choose,
    look,
    showing,
    signed_in,
    to_review,
    write,
)
from tests.builders import HOUR
from tests.service.app_server import ROOM
from tests.service.redaktion.review_forms import local

WAYS = pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
ALT = "En spårvagn på bron"


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("desk")) as running:
        yield running


@WAYS
def test_a_release_goes_from_an_author_to_the_readers_and_is_taken_back(
    desk: BrowserDesk, *, script: bool
) -> None:
    author = signed_in(desk, Role.AUTHOR, script=script)
    release = write(
        author,
        "Spårvagnarna går till sjukhuset",
        "Tre linjer i stället för en.",
        "Det har regionfullmäktige beslutat.",
        script=script,
    )
    add_picture(author, ALT, "Olle Ek")
    author.get_by_role("button", name="Förhandsgranska").click()
    shown = author.frame_locator("iframe").get_by_role("img", name=ALT)
    expect(shown).to_be_visible()
    assert shown.evaluate("(picture) => picture.naturalWidth > 0")
    author.get_by_role("link", name="Granska och skicka").click()
    author.get_by_role("button", name="Skicka för godkännande").click()
    expect(author.get_by_text("Väntar på att en redaktör godkänner.")).to_be_visible()

    editor = signed_in(desk, Role.EDITOR, script=script)
    instant = desk.press.clock.now() + 2 * HOUR
    schedule(editor, "Spårvagnarna går till sjukhuset", instant)
    desk.press.clock.set(instant - HOUR / 3600)
    assert showing(desk, "Spårvagnarna") == set()
    assert look(desk, f"/{ROOM}/{release}")[1] == 404

    desk.press.clock.set(instant)
    assert showing(desk, "Spårvagnarna går till sjukhuset") == set(LISTS)
    reader, _ = look(desk, f"/{ROOM}/{release}")
    expect(reader.get_by_role("heading", level=1)).to_have_text("Spårvagnarna går till sjukhuset")
    picture = reader.get_by_role("img", name=ALT)
    expect(picture).to_be_visible()
    assert picture.evaluate("(shown) => shown.naturalWidth > 0")
    expect(reader.locator(".content").get_by_text("Olle Ek")).to_be_visible()

    desk.press.clock.advance(HOUR)
    correct(editor, release, "Spårvagnarna går till stationen", "Linjerna går till stationen.")
    assert showing(desk, "Spårvagnarna går till stationen") == set(LISTS)
    assert showing(desk, "Spårvagnarna går till sjukhuset") == set()
    assert showing(desk, "Linjerna går till stationen.") >= set(FEEDS)
    reader, _ = look(desk, f"/{ROOM}/{release}")
    expect(reader.get_by_text("Linjerna går till stationen.")).to_be_visible()

    desk.press.clock.advance(HOUR)
    withdraw(editor, release, "Beslutet är inte fattat.")
    reader, status = look(desk, reader.url)
    assert status == 410
    expect(reader.get_by_text("Beslutet är inte fattat.")).to_be_visible()
    expect(reader.get_by_text("Det har regionfullmäktige beslutat.")).to_have_count(0)
    assert showing(desk, "Beslutet är inte fattat.") >= set(FEEDS)
    assert showing(desk, "Det har regionfullmäktige beslutat.") == set()


def schedule(editor: Page, title: str, instant: datetime) -> None:
    editor.goto(f"{BASE}/")
    editor.get_by_role("region", name="Väntar på godkännande").get_by_role("link").click()
    expect(editor.get_by_role("heading", level=1)).to_have_text(title)
    editor.get_by_label("Vid en viss tid").check()
    choose(editor, instant)
    editor.get_by_role("button", name="Gå vidare och bekräfta").click()
    expect(editor.locator(".echo")).to_contain_text("tis 3 april 2018 kl. 09.23")
    editor.get_by_role("button", name="Schemalägg").click()
    expect(editor.get_by_role("status").first).to_contain_text("Schemalagt till")


def correct(editor: Page, release: str, title: str, note: str) -> None:
    editor.goto(f"{BASE}/r/{release}/kvitto")
    editor.get_by_role("link", name="Skriv", exact=True).click()
    editor.get_by_label("Rubrik").fill(title)
    to_review(editor)
    editor.get_by_label("Nu, när").check()
    editor.get_by_label("Rättelse").check()
    editor.get_by_label("Förklaring till läsarna").fill(note)
    editor.get_by_role("button", name="Gå vidare och bekräfta").click()
    expect(editor.get_by_text(f"”{note}”")).to_be_visible()
    editor.get_by_role("button", name="Publicera rättelsen").click()
    expect(editor.get_by_role("status").first).to_contain_text("Rättelsen är publicerad.")


def withdraw(editor: Page, release: str, note: str) -> None:
    editor.goto(f"{BASE}/r/{release}/kvitto")
    editor.get_by_role("link", name="Återkalla").click()
    editor.get_by_label("Förklaring till läsarna").fill(note)
    editor.get_by_label("Ja, återkalla nu").check()
    editor.get_by_role("button", name="Återkalla").click()
    expect(editor.get_by_role("status").first).to_contain_text("Återkallat.")


@WAYS
def test_two_who_wrote_the_same_title_both_see_both_and_nothing_is_lost(
    desk: BrowserDesk, *, script: bool
) -> None:
    release = desk.draft().id
    one = desk.enter(Role.EDITOR, java_script_enabled=script)
    other = desk.enter(Role.AUTHOR, java_script_enabled=script)
    for page in (one, other):
        page.goto(f"{BASE}/r/{release}")
    one.get_by_label("Rubrik").fill("Nya spårvagnar till sjukhuset")
    one.get_by_role("button", name="Spara", exact=True).click()
    expect(one.get_by_role("status").first).to_contain_text("Sparat kl.")
    other.get_by_label("Rubrik").fill("Nya båtar till sjukhuset")
    other.get_by_label("Ingress").fill("De går hela året.")
    other.get_by_role("button", name="Spara", exact=True).click()
    clash = other.get_by_role("group", name="Rubrik")
    expect(clash).to_contain_text("Nya spårvagnar till sjukhuset")
    expect(clash).to_contain_text("Nya båtar till sjukhuset")
    expect(other.get_by_label("Ingress")).to_have_value("De går hela året.")
    clash.get_by_label("Min text").check()
    other.get_by_role("button", name="Spara", exact=True).click()
    expect(other.get_by_role("status").first).to_contain_text("Sparat kl.")
    one.reload()
    expect(one.get_by_label("Rubrik")).to_have_value("Nya båtar till sjukhuset")
    expect(one.get_by_label("Ingress")).to_have_value("De går hela året.")


@WAYS
def test_a_scheduled_release_is_moved_from_the_calendar_and_holds_at_its_new_time(
    desk: BrowserDesk, *, script: bool
) -> None:
    editor, instant = scheduled(desk, script=script)
    later = instant + 26 * HOUR
    editor.get_by_role("link", name="Kalender").first.click()
    editor.get_by_role("link", name="Flytta").click()
    choose(editor, later)
    editor.get_by_role("button", name="Kontrollera tiden").click()
    expect(editor.locator(".echo")).to_have_text("ons 4 april 2018 kl. 11.23")
    editor.get_by_role("button", name="Flytta till den nya tiden").click()
    expect(editor.get_by_role("status").first).to_contain_text("Flyttat till")
    editor.get_by_role("link", name="Kalender").first.click()
    expect(editor.locator(f"td[data-day='{local(later)[0]}']")).to_contain_text("Nya busslinjer")
    desk.press.clock.set(instant)
    assert showing(desk, "Nya busslinjer") == set()
    desk.press.clock.set(later)
    assert showing(desk, "Nya busslinjer") == set(LISTS)


@WAYS
def test_a_time_that_the_clocks_skip_is_refused_and_those_around_it_are_offered(
    desk: BrowserDesk, *, script: bool
) -> None:
    editor, _ = scheduled(desk, script=script)
    editor.get_by_role("link", name="Flytta").click()
    editor.get_by_label("Dag").fill("2027-03-28")
    editor.get_by_label("Klockslag").fill("02:30")
    editor.get_by_role("button", name="Kontrollera tiden").click()
    expect(editor.get_by_text("Klockslaget finns inte")).to_be_visible()
    expect(editor.get_by_role("button", name="Flytta till den nya tiden")).to_have_count(0)
    expect(editor.get_by_label("sön 28 mars 2027 kl. 01.30")).to_be_visible()
    editor.get_by_label("sön 28 mars 2027 kl. 03.30").check()
    editor.get_by_role("button", name="Kontrollera tiden").click()
    editor.get_by_role("button", name="Flytta till den nya tiden").click()
    expect(editor.get_by_role("status").first).to_contain_text("28 mars 2027 kl. 03.30")


def scheduled(desk: BrowserDesk, *, script: bool) -> tuple[Page, datetime]:
    """Schedule a draft two hours on; the page left is its receipt."""
    editor = desk.enter(Role.EDITOR, java_script_enabled=script)
    instant = desk.press.clock.now() + 2 * HOUR
    editor.goto(f"{BASE}/r/{desk.draft().id}/granska")
    editor.get_by_label("Vid en viss tid").check()
    choose(editor, instant)
    editor.get_by_role("button", name="Gå vidare och bekräfta").click()
    editor.get_by_role("button", name="Schemalägg").click()
    expect(editor.get_by_role("status").first).to_contain_text("Schemalagt till")
    return editor, instant


class Hand:
    """A hand on a telephone that counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def press(self, role: Literal["button", "link"], name: str) -> None:
        self.count += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()

    def fill(self, label: str, text: str) -> None:
        self.count += 1
        self.page.get_by_label(label).fill(text)


@WAYS
def test_a_urgent_notice_is_public_in_fewer_than_six_interactions_on_a_telephone(
    desk: BrowserDesk, *, script: bool
) -> None:
    page = desk.enter(viewport=PHONE, java_script_enabled=script)
    page.goto(f"{BASE}/snabb")
    hand = Hand(page)
    hand.fill("Vad har hänt?", "Akuten i Kallmyra är stängd")
    hand.fill("Vad ska allmänheten göra?", "Ring 112 vid fara för liv.")
    hand.press("button", "Fortsätt")
    hand.press("button", "Publicera nu")
    expect(page.get_by_role("status").first).to_contain_text("Publicerat kl.")
    assert showing(desk, "Akuten i Kallmyra är stängd") == set(LISTS)
    assert hand.count < 6
