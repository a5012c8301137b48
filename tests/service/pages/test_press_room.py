"""The public pages: whole, safe, readable without sight, and silent about what was withdrawn."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement

from releases.model import Link
from service.pages import press_room
from tests import builders
from tests.builders import LINKS
from tests.service.parsed import read, texts

HOSTILE = '<script>alert(\'x\')</script>" onload="y" & \x00\ud800 {{ 7*7 }}'
FEED_TYPES = {"application/rss+xml", "application/atom+xml", "application/feed+json"}
DEMO = press_room.DemoHints(
    "region-mellanlandet", "a-token", datetime(2018, 4, 3, 5, 23, 7, tzinfo=UTC)
)


def every_page() -> dict[str, bytes]:
    room = builders.newsroom()
    item = builders.release(builders.correction(), files=(builders.media(),))
    gone = builders.release(builders.withdrawal(), id="r2")
    return {
        "start": press_room.start([room], LINKS),
        "demo": press_room.start([room], LINKS, DEMO),
        "newsroom": press_room.newsroom(builders.listing(item, gone), LINKS),
        "empty": press_room.newsroom(builders.listing(), LINKS),
        "release": press_room.release(item, LINKS),
        "withdrawn": press_room.withdrawn(gone, LINKS),
        "error": press_room.error(404, "Sidan finns inte", "Kontrollera adressen.", LINKS),
    }


@pytest.fixture(params=list(every_page()))
def page(request: pytest.FixtureRequest) -> HtmlElement:
    return read(every_page()[request.param])


def test_a_page_has_one_h1_and_no_heading_skips_a_level(page: HtmlElement) -> None:
    levels = [
        int(heading.tag[1]) for heading in page.xpath("//*[self::h1 or self::h2 or self::h3]")
    ]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_page_says_its_language_and_begins_with_a_way_to_the_content(page: HtmlElement) -> None:
    assert page.get("lang") == "sv"
    first = page.xpath("//body//a")[0]
    assert first.get("href") == "#content"
    assert [element.tag for element in page.xpath("//*[@id='content']")] == ["main"]


def test_a_page_announces_the_feeds_in_every_format_by_absolute_urls(page: HtmlElement) -> None:
    links = page.xpath("//head/link[@rel='alternate']")
    assert {link.get("type") for link in links} >= FEED_TYPES
    assert all(link.get("href").startswith(f"{LINKS.base}/") for link in links)


def test_a_page_keeps_to_a_strict_content_security_policy(page: HtmlElement) -> None:
    assert page.xpath("//style | //@style | //@*[starts-with(name(), 'on')]") == []
    # Data for machines is no script: no policy stops it, and nothing runs it.
    assert page.xpath("//script[not(@type='application/ld+json')]") == []
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //img/@src")
    assert loaded
    assert all(url.startswith(f"{LINKS.base}/") for url in loaded)


def test_ids_are_unique_and_every_label_has_its_element(page: HtmlElement) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//@aria-labelledby")) <= set(ids)


def test_every_navigation_of_a_page_can_be_told_from_the_others(page: HtmlElement) -> None:
    names = [
        nav.get("aria-label") or nav.get("aria-labelledby") for nav in page.xpath("//nav | //aside")
    ]
    assert names
    assert all(names)
    assert len(names) == len(set(names))


def test_hostile_text_stays_text_everywhere() -> None:
    room = builders.newsroom(name=HOSTILE, about=HOSTILE, site="javascript:alert(1)")
    document = builders.document(
        HOSTILE,
        lead=HOSTILE,
        topics=(HOSTILE,),
        links=(Link(title=HOSTILE, url="javascript:alert(1)"),),
        event=builders.event(place=HOSTILE),
    )
    item = builders.release(builders.correction(note=HOSTILE), content=document, room=room)
    gone = builders.release(builders.withdrawal(note=HOSTILE), content=document, room=room)
    for made in (
        press_room.start([room], LINKS, DEMO),
        press_room.newsroom(builders.listing(item, gone, room=room), LINKS),
        press_room.release(item, LINKS),
        press_room.withdrawn(gone, LINKS),
        press_room.error(400, HOSTILE, HOSTILE, LINKS),
    ):
        page = read(made)
        assert page.xpath("//script[not(@type='application/ld+json')] | //@onload") == []
        assert page.xpath("//*[starts-with(@href, 'javascript')]") == []
        assert "{{ 7*7 }}" in page.text_content()


@given(st.text(), st.text(), st.text())
def test_whatever_a_document_says_its_pages_are_whole(title: str, lead: str, note: str) -> None:
    content = builders.document(title, lead=lead)
    item = builders.release(builders.correction(note=note), content=content)
    assert len(read(press_room.release(item, LINKS)).xpath("//h1")) == 1
    gone = builders.release(builders.withdrawal(note=note), content=content)
    assert len(read(press_room.withdrawn(gone, LINKS)).xpath("//h1")) == 1


def test_pages_that_are_not_content_stay_out_of_search_engines() -> None:
    made = every_page()
    for name in ("error", "withdrawn"):
        assert read(made[name]).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert read(made["release"]).xpath("//meta[@name='robots']") == []


def test_an_error_says_what_it_is_in_words_and_number() -> None:
    page = read(press_room.error(410, "Borta", "Sidan har tagits bort.", LINKS))
    assert texts(page, "//main//p[1]") == ["Fel 410", "Sidan har tagits bort."]
    assert texts(page, "//h1") == ["Borta"]


def test_the_start_page_leads_to_every_press_room() -> None:
    rooms = [builders.newsroom(), builders.newsroom("region-annat", name="Region Annat")]
    page = read(press_room.start(rooms, LINKS))
    assert page.xpath("//main//h2/a/@href") == [LINKS.newsroom(room.slug) for room in rooms]


def test_only_a_demo_shows_the_token_and_the_commands() -> None:
    room = builders.newsroom()
    plain, demo = (press_room.start([room], LINKS, hints).decode() for hints in (None, DEMO))
    assert "curl" not in plain
    assert "Bearer a-token" in demo
    assert f"curl &#39;{LINKS.base}/region-mellanlandet/feed.rss" in demo.replace("'", "&#39;")
    assert "07.23.07" in demo


def test_a_demo_started_again_does_not_promise_what_has_happened() -> None:
    again = press_room.start(
        [builders.newsroom()], LINKS, press_room.DemoHints("region-x", "a-token", None)
    )
    assert "Se ett pressmeddelande publiceras" not in again.decode()
    first = press_room.start([builders.newsroom()], LINKS, DEMO)
    assert "Se ett pressmeddelande publiceras" in first.decode()


def test_the_same_values_make_the_same_bytes() -> None:
    assert every_page() == every_page()
