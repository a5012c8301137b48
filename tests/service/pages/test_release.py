"""The page of a release, and the one that stays of it once it is withdrawn."""

from typing import Any

import pytest
from lxml import html
from msgspec import structs

from releases.model import Link
from service.pages import press_room
from tests import builders
from tests.builders import LINKS
from tests.service.parsed import read, texts


def test_a_withdrawal_without_a_note_still_explains_itself() -> None:
    gone = builders.release(builders.withdrawal(note=""))
    assert "återkallats av avsändaren" in press_room.withdrawn(gone, LINKS).decode()
    listed = press_room.newsroom(builders.listing(gone), LINKS).decode()
    assert "återkallats av avsändaren" in listed


def test_what_a_newsroom_changes_of_its_own_is_on_every_page_at_once() -> None:
    for name, site in (("Region A", "https://a.example/"), ("Region B", ""), ("Region A", "")):
        room = builders.newsroom(name=name, site=site)
        shown = structs.replace(builders.release(), newsroom=room)
        page = read(press_room.release(shown, LINKS))
        assert texts(page, "//header[@class='top']//strong") == [name]
        assert page.xpath("//header[@class='top']//a[@class='quiet']/@href") == [site] * bool(site)
        assert page.xpath("//head/link[@rel='alternate']/@title")[0] == f"{name} (RSS)"


def test_a_release_says_when_it_was_published_and_corrected() -> None:
    page = read(press_room.release(builders.release(builders.correction()), LINKS))
    assert texts(page, "//p[@class='dates']") == [
        "Publicerad 3 april 2018 kl. 07.23 Rättad 4 april 2018 kl. 07.23"
    ]
    assert page.xpath("//p[@class='dates']//time/@datetime") == [
        "2018-04-03T07:23:00+02:00",
        "2018-04-04T07:23:00+02:00",
    ]


def test_a_day_without_a_time_gets_none_made_up() -> None:
    page = read(press_room.release(builders.release(day_only=True), LINKS))
    assert texts(page, "//p[@class='dates']") == ["Publicerad 3 april 2018"]
    assert page.xpath("//p[@class='dates']//time/@datetime") == ["2018-04-03"]


def test_a_release_puts_its_correction_before_everything_else_it_says() -> None:
    page = read(press_room.release(builders.release(builders.correction()), LINKS))
    first = texts(page, "//div[@class='content']/*[1]")
    assert first == ["Rättelse 4 april 2018 kl. 07.23: Rätt antal linjer är fyra."]


def test_a_correction_without_a_note_is_one_line_and_no_empty_box() -> None:
    page = read(press_room.release(builders.release(builders.correction(note="")), LINKS))
    assert texts(page, "//p[@class='dates']") == ["Publicerad 3 april 2018 kl. 07.23"]
    first = texts(page, "//div[@class='content']/*[1][@class='pressrum-corrected']")
    assert first == ["Rättad 4 april 2018 kl. 07.23"]
    assert page.find_class("pressrum-correction") == []


def test_a_release_can_be_called_about_and_written_to() -> None:
    page = read(press_room.release(builders.release(), LINKS))
    assert page.xpath("//a[starts-with(@href, 'tel:')]/@href") == ["tel:+46701740605"]
    sent, shared = page.xpath("//a[starts-with(@href, 'mailto:')]/@href")
    assert sent == "mailto:maja.lindqvist@mellanlandet.example"
    # The other leaves to whom the page is sent on to whoever sends it.
    assert shared.startswith("mailto:?subject=Nya%20busslinjer")


def test_a_release_introduces_itself_to_search_engines_and_link_previews() -> None:
    content = builders.document(images=(builders.image(),))
    item = builders.release(content=content, files=(builders.media(),))
    page = read(press_room.release(item, LINKS))
    assert page.xpath("//link[@rel='canonical']/@href") == [LINKS.release(item)]
    described = page.xpath("//meta[@name='description' or @property='og:description']/@content")
    assert described == ["Från hösten går bussarna var tionde minut."] * 2
    assert page.xpath("//meta[@property='og:title']/@content") == [content.title]
    assert page.xpath("//meta[@property='og:image']/@content") == [LINKS.media(builders.media())]


def test_a_release_without_lead_is_described_by_its_body() -> None:
    page = read(press_room.release(builders.release(content=builders.document(lead="")), LINKS))
    [described] = page.xpath("//meta[@name='description']/@content")
    assert described.startswith("Det har regionfullmäktige beslutat.")


def test_another_language_than_the_page_is_marked_where_it_stands() -> None:
    item = builders.release(content=builders.document("Uusi bussilinja", language="fit"))
    shown = read(press_room.release(item, LINKS))
    assert shown.get("lang") == "sv"
    assert shown.xpath("//h1/@lang") == ["fit"]
    listed = read(press_room.newsroom(builders.listing(item), LINKS))
    assert listed.xpath("//h3/@lang") == ["fit"]
    swedish = read(press_room.release(builders.release(), LINKS))
    assert swedish.xpath("//h1/@lang") == []


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en", ("Published 3 April 2018 at 07:23", "Press release", "Skip to content")),
        ("fi", ("Julkaistu 3. huhtikuuta 2018 klo 7.23", "Lehdistötiedote", "Siirry sisältöön")),
        ("se", ("Almmuhuvvon 2018-04-03 dii. 07:23", "Preassadieđáhus", "Njuike sisdollui")),
    ],
)
def test_a_page_speaks_the_language_of_its_release(spoken: str, words: tuple[str, ...]) -> None:
    item = builders.release(content=builders.document("A new bus line", language=spoken))
    shown = read(press_room.release(item, LINKS))
    assert shown.get("lang") == spoken
    assert shown.xpath("//h1/@lang") == []
    told = " ".join(shown.text_content().split())
    assert [word for word in words if word not in told] == []
    # What is still in Swedish says so: the topic, the newsroom's own words, the statement.
    assert shown.xpath("//*[@lang='sv']/@lang") == ["sv"] * 3


def test_a_withdrawn_release_keeps_title_time_and_note_and_nothing_of_its_content() -> None:
    unsaid: dict[str, Any] = {
        "lead": "Ordet kvittblomster",
        "body": "Ordet rönnglimma",
        "topics": ("granviska",),
        "about": "Ordet torvsuck",
        "contacts": (builders.contact(name="Ordet Stenviskare"),),
        "images": (builders.image(alt="björksus", caption="dimlyse", credit="myrlykta"),),
        "event": builders.event(place="Vintergläntan"),
        "links": (Link(title="isfågelro", url="https://isfagelro.example/"),),
    }
    gone = builders.release(
        builders.withdrawal(),
        content=builders.document(**unsaid),
        files=(builders.media("bild1"),),
    )
    page = read(press_room.withdrawn(gone, LINKS))
    assert texts(page, "//h1") == [gone.document.title]
    assert texts(page, "//div[@class='content']/*") == [
        "Återkallat 5 april 2018 kl. 07.23. Uppgifterna var fel."
    ]
    source = html.tostring(page, encoding="unicode")
    secrets = ["kvittblomster", "rönnglimma", "granviska", "torvsuck", "Stenviskare", "björksus"]
    secrets += ["dimlyse", "myrlykta", "Vintergläntan", "isfågelro", "isfagelro", "tel:", "/media/"]
    assert [word for word in secrets if word in source] == []
