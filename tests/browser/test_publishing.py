"""Publishing in a browser: with and without script, on a telephone, dragged and confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from releases.desk import approval
from releases.desk.approval import Order
from releases.model import Release
from releases.rules.roles import Role
from releases.store import drafts
from releases.timeline import Action
from tests import builders
from tests.browser.desk import BASE, PHONE, BrowserDesk, run_desk, violations
from tests.browser.partner_site import grey
from tests.builders import DAY, HOUR, MORNING
from tests.service.app_server import ROOM, WHO, moment

PICTURED = builders.document("Hemlig nyhet med bild", images=(builders.image(),))
PAGES = ("/", "/alla", "/kalender?month=2018-04&day=2018-04-04", "/statistik")
RELEASE_PAGES = ("/granska", "/kvitto", "/historik?t=2018-04-03T07:23")
# Links in text may be smaller (WCAG 2.2, 2.5.8).
SMALL = """() => [...document.querySelectorAll("main button, main .button, main .tabs a")]
.filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 43.5)
.map(e => e.outerHTML.slice(0, 80))"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path) as running:
        running.press.picture("bild1", grey())
        yield running


def planned(desk: BrowserDesk, title: str = "Planerad nyhet") -> Release:
    """Schedule a release for the morning after."""
    made = desk.draft(builders.document(title))
    order = Order(Action.PUBLISH, moment(MORNING + DAY))
    desk.press.write(approval.approve, made.ref, order, WHO)
    return made


@pytest.mark.parametrize("scripted", [True, False])
def test_an_editor_schedules_on_a_telephone_and_it_comes_out(
    desk: BrowserDesk, *, scripted: bool
) -> None:
    """With and without JavaScript, at the minute and in feeds and embeds too."""
    release = desk.draft(PICTURED)
    page = desk.enter(viewport=PHONE, java_script_enabled=scripted)
    page.goto(f"{BASE}/r/{release.id}/granska")
    page.get_by_label("Vid en viss tid").check()
    page.get_by_label("Dag").fill("2018-04-04")
    page.get_by_label("Klockslag, svensk tid").fill("07:23")
    page.get_by_role("button", name="Gå vidare och bekräfta").click()
    expect(page.locator(".echo")).to_have_text("ons 4 april 2018 kl. 07.23")
    page.get_by_role("button", name="Schemalägg").click()
    expect(page.get_by_role("status")).to_contain_text("Schemalagt till ons 4 april 2018")
    desk.press.clock.set(MORNING + DAY)
    page.goto(f"/{ROOM}/{release.id}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hemlig nyhet med bild")
    for below in ("feed.rss", "feed.atom", "feed.json", "embed.html"):
        assert "Hemlig nyhet med bild" in desk.press.get(f"/{ROOM}/{below}").text


def test_filling_in_a_time_chooses_it(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}/granska")
    expect(page.get_by_label("Nu, när jag har bekräftat")).to_be_checked()
    page.get_by_label("Klockslag, svensk tid").fill("07:23")
    expect(page.get_by_label("Vid en viss tid")).to_be_checked()


def test_a_time_that_happens_twice_is_chosen_by_its_radio_button(desk: BrowserDesk) -> None:
    release = desk.draft()
    page = desk.enter(java_script_enabled=False)
    page.goto(f"{BASE}/r/{release.id}/granska?when=later&date=2018-10-28&time=02:30")
    page.get_by_label("sön 28 oktober 2018 kl. 02.30 (vintertid)").check()
    page.get_by_role("button", name="Gå vidare och bekräfta").click()
    expect(page.locator(".echo")).to_have_text("sön 28 oktober 2018 kl. 02.30 (vintertid)")


def test_the_preview_shows_a_picture_nobody_else_can_see(desk: BrowserDesk) -> None:
    """In the desk, and to who has the link; not at its public address."""
    release = desk.draft(PICTURED)
    page = desk.enter()
    page.goto(f"{BASE}/r/{release.id}/granska")
    _shows_picture(page)
    page.get_by_role("button", name="Skapa länk").click()
    link = page.locator(".secret").inner_text()
    guest = desk.guest()
    guest.goto(link)
    expect(guest.get_by_role("heading", level=1)).to_have_text(
        "Förhandsgranskning av ett opublicerat utkast"
    )
    _shows_picture(guest)
    assert desk.press.get("/media/bild1.jpg").status == 404
    page.get_by_role("button", name="Ta bort").click()
    # It is asked once before the link is gone.
    page.locator("main form button.danger").click()
    expect(page.get_by_role("status").first).to_be_visible()
    shut = guest.goto(link)
    assert shut is not None
    assert shut.status == 404


def _shows_picture(page: Page) -> None:
    picture = page.frame_locator("iframe").locator("img").first
    expect(picture).to_be_visible()
    picture.scroll_into_view_if_needed()
    expect(picture).not_to_have_js_property("naturalWidth", 0)


def test_dragging_to_another_day_asks_and_then_moves(desk: BrowserDesk) -> None:
    release = planned(desk)
    page = desk.enter(viewport={"width": 1280, "height": 1000})
    page.goto(f"{BASE}/kalender?month=2018-04")
    page.drag_and_drop("[data-move]", "td[data-day='2018-04-12']")
    expect(page.locator(".echo")).to_have_text("tors 12 april 2018 kl. 07.23")
    desk.press.clock.set(MORNING + HOUR)
    page.get_by_role("button", name="Flytta till den nya tiden").click()
    expect(page.get_by_role("status")).to_contain_text("Flyttat till tors 12 april 2018")
    page.goto(f"{BASE}/kalender?month=2018-04")
    moved = page.locator("td[data-day='2018-04-12']")
    expect(moved.get_by_role("link", name="Planerad nyhet").first).to_be_visible()
    assert desk.press.get(f"/{ROOM}/{release.id}").status == 404


def test_the_calendar_moves_by_link_without_script(desk: BrowserDesk) -> None:
    planned(desk)
    page = desk.enter(viewport=PHONE, java_script_enabled=False)
    page.goto(f"{BASE}/kalender?month=2018-04")
    page.get_by_role("link", name="Flytta Planerad nyhet").click()
    expect(page.get_by_label("Dag")).to_have_value("2018-04-04")


def test_the_countdown_runs_by_the_service_and_not_by_the_visitors_clock(desk: BrowserDesk) -> None:
    """The clock of the test stands in 2018, the browser's does not."""
    planned(desk)
    desk.press.clock.set(MORNING + DAY - HOUR / 60)
    page = desk.enter()
    page.goto(f"{BASE}/")
    expect(page.locator(".countdown")).to_have_text("0:59 min")


def test_what_waits_and_what_is_begun_stand_level(desk: BrowserDesk) -> None:
    """On the overview, where one of the two has a link beside its heading."""
    desk.press.write(drafts.mark_submitted, desk.draft().id, 1)
    desk.draft(builders.document("Ett utkast"))
    page = desk.enter(viewport={"width": 1280, "height": 900})
    page.goto(f"{BASE}/")
    places = [page.locator(f"#{place}").bounding_box() for place in ("waiting", "drafts")]
    assert len({place["y"] for place in places if place}) == 1


@pytest.mark.parametrize(("scheme", "width", "height"), [("dark", 390, 844), ("light", 1280, 900)])
def test_every_page_is_accessible_on_a_telephone_and_on_a_desk(
    desk: BrowserDesk, scheme: str, width: int, height: int
) -> None:
    """WCAG 2.2 AA as far as axe can tell; nothing scrolls sideways, nothing is too small."""
    release = planned(desk)
    draft = desk.draft(builders.document("Ett utkast", body="Ring 811218-9876."))
    entry = desk.press.publish(builders.document("Publicerad"))
    pages = [*PAGES, *(f"/r/{release.id}{release_page}" for release_page in RELEASE_PAGES)]
    pages += [f"/r/{draft.id}/granska?when=now", f"/r/{entry.release}/aterkalla"]
    pages += [f"/r/{entry.release}/kvitto", f"/r/{draft.id}/granska?view=flode"]
    size = {"width": width, "height": height}
    page = desk.enter(Role.EDITOR, color_scheme=scheme, bypass_csp=True, viewport=size)
    for address in pages:
        page.goto(f"{BASE}{address}")
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert (address, wide) == (address, 0)
        assert page.evaluate(SMALL) == []
        assert (address, violations(page)) == (address, [])
