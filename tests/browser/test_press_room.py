"""The page of a newsroom: the newest headline in the first screen, contacts beside the list."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import msgspec
import pytest
from PIL import Image
from playwright.sync_api import Page

from feeds.links import file_name
from releases.desk import media, newsroom_settings
from releases.model import PressContact
from releases.store import newsrooms
from releases.store.settings import RoomSettings
from service.media.files import MediaFiles
from service.media.uploads import Keeping, write_file
from tests import builders
from tests.browser.desk import AXE, PHONE, BrowserDesk, run_desk, violations
from tests.browser.partner_site import require_tool
from tests.service.app_server import ROOM, WHO

WIDE = {"width": 1280, "height": 900}
HEADLINE = "Ny busslinje mellan Nordanvik och Mellanlandets universitetssjukhus från hösten"
CONTACTS = (
    PressContact("Presstelefon", "+46196027000", "press@mellanlandet.example", "dygnet runt"),
    PressContact("Kommunikationsavdelningen", "+46196027100", "", "vardagar 8–16"),
    PressContact("Smittskydd", "1177", "smittskydd@mellanlandet.example", "helger 10–14"),
)
LUMINANCE = """element => {
  const parts = getComputedStyle(element).color.match(/\\d+/g).map(Number);
  const linear = parts.slice(0, 3).map(one => one / 255).map(
    one => one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserDesk]:
    with run_desk(tmp_path_factory.mktemp("room")) as running:
        furnish(running)
        yield running


def furnish(desk: BrowserDesk) -> None:
    """Give the newsroom all that its page can have, and releases with pictures."""
    press = desk.press
    logo = stored(desk, (480, 160), is_logo=True)
    room = press.store.reading(newsrooms.get, ROOM).result()
    about = "Region Mellanlandet ansvarar för hälso- och sjukvård, kultur och tillväxt. " * 6
    whole = msgspec.structs.replace(
        room,
        name="Region Mellanlandet och kommunerna",
        about=about,
        logo=file_name(logo),
        press_contacts=CONTACTS,
    )
    press.write(newsroom_settings.set_newsroom, whole, WHO)
    press.write(newsroom_settings.change, RoomSettings(ROOM, accent="#767600"), WHO)
    shown = builders.image(media=stored(desk, (1200, 675)).id)
    press.publish(builders.document(title=HEADLINE, topics=("kultur",), images=(shown,)))


def stored(desk: BrowserDesk, size: tuple[int, int], *, is_logo: bool = False) -> Any:
    drawn = BytesIO()
    Image.new("RGB", size, "#005a68").save(drawn, "PNG")
    drawn.seek(0)
    files = MediaFiles(desk.press.settings.media)
    words = media.Words(alt="Logotyp")
    kept = write_file(files, ROOM, drawn, words, Keeping(is_logo=is_logo))
    desk.press.write(media.add, kept, WHO)
    return kept


def opened(desk: BrowserDesk, size: dict[str, int], **options: Any) -> Page:
    page = desk.guest(viewport=size, **options)
    page.goto(f"/{ROOM}/")
    return page


def box(page: Page, selector: str) -> Any:
    found = page.locator(selector).first.bounding_box()
    assert found is not None, selector
    return found


def test_on_a_telephone_the_newest_headline_is_in_the_first_screen(desk: BrowserDesk) -> None:
    page = opened(desk, PHONE)
    headline = box(page, ".releases h3")
    assert page.locator(".releases h3").first.inner_text() == HEADLINE
    assert headline["y"] + headline["height"] <= PHONE["height"]
    assert box(page, ".logo img")["y"] < headline["y"]
    assert box(page, ".press-contacts")["y"] > headline["y"] + headline["height"]
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_on_a_telephone_the_search_unfolds_by_key(desk: BrowserDesk) -> None:
    page = opened(desk, PHONE)
    assert not page.locator("#q").is_visible()
    page.get_by_text("Sök och filtrera").press("Enter")
    page.locator("#q").fill("buss")
    page.locator("#q").press("Enter")
    page.wait_for_url("**/search?q=buss**")


def test_where_there_is_room_contacts_stand_beside_the_list_and_nothing_is_folded(
    desk: BrowserDesk,
) -> None:
    page = opened(desk, WIDE)
    contacts, releases = box(page, ".press-contacts"), box(page, ".releases")
    assert contacts["x"] >= releases["x"] + releases["width"]
    assert contacts["y"] < WIDE["height"]
    assert page.locator("#q").is_visible()
    assert page.locator(".about").is_visible()
    assert page.locator("summary:visible").count() == 0


def test_numbers_ring_and_addresses_are_written_to(desk: BrowserDesk) -> None:
    page = opened(desk, WIDE)
    links = page.locator(".press-contacts a").evaluate_all("links => links.map(link => link.href)")
    assert links == [
        "tel:+46196027000",
        "mailto:press@mellanlandet.example",
        "tel:+46196027100",
        "tel:1177;phone-context=+46",
        "mailto:smittskydd@mellanlandet.example",
    ]


def test_the_logo_is_loaded_and_says_whose_it_is(desk: BrowserDesk) -> None:
    page = opened(desk, PHONE)
    logo = page.get_by_alt_text("Logotyp för Region Mellanlandet och kommunerna")
    assert logo.evaluate("image => image.complete && image.naturalWidth > 0")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_newsrooms_colour_is_readable_on_its_page(desk: BrowserDesk, scheme: Any) -> None:
    """A colour that is just dark enough on white is darker where the page is tinted."""
    page = opened(desk, WIDE, color_scheme=scheme)
    shown = page.locator(".eyebrow").evaluate(LUMINANCE)
    ground = page.locator(".hero").evaluate(LUMINANCE.replace(").color", ").backgroundColor"))
    brighter, darker = max(shown, ground), min(shown, ground)
    assert (brighter + 0.05) / (darker + 0.05) >= 4.5
    assert page.locator(".eyebrow").evaluate("element => getComputedStyle(element).color") not in (
        "rgb(0, 90, 104)",
        "rgb(127, 208, 220)",
    )


@pytest.mark.parametrize("size", [PHONE, WIDE])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(desk: BrowserDesk, scheme: Any, size: dict[str, int]) -> None:
    require_tool(AXE.exists(), "axe-core (npm ci in tests/node)")
    page = opened(desk, size, color_scheme=scheme, bypass_csp=True)
    assert violations(page) == []
