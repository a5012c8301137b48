"""The page of a newsroom: the list, its filters and its paging."""

from releases.model import Kind
from service.pages import press_room
from tests import builders
from tests.builders import LINKS
from tests.service.parsed import read, texts


def test_the_press_room_lists_kind_day_title_and_lead_with_a_link() -> None:
    item = builders.release(files=(builders.media(),))
    [card] = read(press_room.newsroom(builders.listing(item), LINKS)).xpath("//ol/li/article")
    assert texts(card, ".//p[1]") == ["Pressmeddelande 3 april 2018"]
    assert card.xpath(".//h3/a/@href") == [LINKS.release(item)]
    assert texts(card, ".//p[@class='lead']") == ["Från hösten går bussarna var tionde minut."]


def test_the_press_room_shows_a_stored_picture_without_saying_it_twice() -> None:
    content = builders.document(images=(builders.image(),))
    item = builders.release(content=content, files=(builders.media(),))
    [picture] = read(press_room.newsroom(builders.listing(item), LINKS)).xpath("//article//img")
    assert (picture.get("alt"), picture.get("width"), picture.get("height")) == ("", "640", "360")


def test_the_press_room_marks_what_was_corrected_in_substance_only() -> None:
    major, minor = (
        press_room.newsroom(builders.listing(builders.release(change)), LINKS)
        for change in (builders.correction(), builders.minor())
    )
    assert texts(read(major), "//span[@class='mark']") == ["Rättat"]
    assert texts(read(minor), "//span[@class='mark']") == []


def test_the_press_room_says_of_a_withdrawn_release_only_that_and_why() -> None:
    content = builders.document(images=(builders.image(),), event=builders.event())
    gone = builders.release(builders.withdrawal(), content=content, files=(builders.media(),))
    [card] = read(press_room.newsroom(builders.listing(gone), LINKS)).xpath("//ol/li/article")
    assert texts(card, ".//p[@class='lead']") == ["Uppgifterna var fel."]
    assert card.xpath(".//img") == []
    assert "När" not in card.text_content()


def test_the_filter_in_use_is_marked_and_names_the_list() -> None:
    page = read(press_room.newsroom(builders.listing(kind=Kind.NEWS, topic="kultur"), LINKS))
    assert texts(page, "//*[@aria-current='page']") == ["Nyheter"]
    assert texts(page, "//section/h2") == ["Nyheter: Kultur"]
    others = page.xpath("//head/link[@rel='alternate' and not(contains(@type, 'oembed'))]/@href")
    assert others
    assert all("kind=news" in url for url in others)


def test_a_press_room_without_filter_shows_all() -> None:
    page = read(press_room.newsroom(builders.listing(), LINKS))
    assert texts(page, "//*[@aria-current='page']") == ["Alla"]


def test_paging_leads_to_older_and_back_to_the_newest() -> None:
    page = read(
        press_room.newsroom(builders.listing(), LINKS, "https://n.example/", "https://o.example/")
    )
    assert page.xpath("//nav[@aria-label='Bläddra']/a/@href") == [
        "https://n.example/",
        "https://o.example/",
    ]
    assert page.xpath("//link[@rel='canonical']") == []


def test_a_single_page_has_no_paging() -> None:
    page = read(press_room.newsroom(builders.listing(builders.release()), LINKS))
    assert page.xpath("//nav[@aria-label='Bläddra']") == []
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{LINKS.base}/region-mellanlandet/"]
