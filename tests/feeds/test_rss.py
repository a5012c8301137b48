"""RSS as the RSS 2.0 specification and the Best Practices Profile want it."""

import email.utils
import locale
from datetime import UTC, datetime
from typing import Any

import feedparser
import pytest
from lxml import etree

from feeds.elements import ATOM, DUBLIN_CORE, MEDIA, SYNDICATION
from feeds.syndication import rss
from releases.model import urn
from releases.public import Listing
from tests import builders as b
from tests.feeds.listings import ALL, empty, ordinary, withdrawn

CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
# What the specification knows; everything else must stand in a namespace of its own.
CHANNEL_MAY_HOLD = set(
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate "  # noqa: SIM905
    "category generator docs cloud ttl image rating textInput skipHours skipDays item".split()
)
ITEM_MAY_HOLD = set(
    "title link description author category comments enclosure guid pubDate source".split()  # noqa: SIM905
)
ONCE = CHANNEL_MAY_HOLD - {"item", "category"} | ITEM_MAY_HOLD - {"category"}


def parsed(listing: Listing, hubs: tuple[str, ...] = ()) -> etree._Element:
    return etree.fromstring(rss(listing, b.LINKS, hubs).body).find("channel")


def own(element: etree._Element) -> list[str]:
    return [child.tag for child in element if not child.tag.startswith("{")]


def written(text: str) -> datetime:
    """Return the instant of an RFC 822 date, which must say its offset."""
    instant = email.utils.parsedate_to_datetime(text)
    assert instant.tzinfo is not None
    assert email.utils.format_datetime(instant) == text
    return instant


@pytest.mark.parametrize("name", ALL)
def test_every_channel_keeps_the_rules_of_the_specification(name: str) -> None:
    channel = parsed(ALL[name]())
    assert {"title", "link", "description"} <= set(own(channel)) <= CHANNEL_MAY_HOLD
    assert len(channel.findall("item")) == len(ALL[name]().items)
    for element in (channel, *channel.findall("item")):
        names = own(element)
        assert all(names.count(name) <= 1 for name in ONCE)
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    assert written(channel.findtext("lastBuildDate"))


@pytest.mark.parametrize("name", ALL)
def test_every_item_keeps_the_rules_of_the_specification(name: str) -> None:
    items = parsed(ALL[name]()).findall("item")
    assert len(items) == len(ALL[name]().items)
    for item in items:
        assert {"title", "link", "description", "guid", "pubDate"} <= set(own(item))
        assert set(own(item)) <= ITEM_MAY_HOLD
        assert item.find("guid").get("isPermaLink") == "false"
        assert item.findtext("link").startswith("https://press.example/")
        assert written(item.findtext("pubDate"))
        for enclosure in item.findall("enclosure"):
            assert set(enclosure.attrib) == {"url", "length", "type"}


@pytest.mark.parametrize("name", ALL)
def test_feedparser_reads_every_feed_without_complaint(name: str) -> None:
    read = feedparser.parse(rss(ALL[name](), b.LINKS).body)
    assert not read.bozo
    assert read.version == "rss20"
    assert [entry.id for entry in read.entries] == [urn(item.id) for item in ALL[name]().items]


def test_the_channel_links_to_the_page_for_people_and_once_to_itself() -> None:
    channel = parsed(ordinary(), ("https://hub.example/",))
    assert channel.findtext("link") == "https://press.example/region-mellanlandet/"
    links = [(link.get("rel"), link.get("href")) for link in channel.findall(f"{{{ATOM}}}link")]
    assert links == [
        ("self", "https://press.example/region-mellanlandet/feed.rss"),
        ("hub", "https://hub.example/"),
    ]


def test_the_channel_says_its_language_and_how_often_to_come_back() -> None:
    channel = parsed(ordinary())
    assert channel.findtext("language") == "sv-SE"
    assert channel.findtext("ttl") == "15"
    assert channel.findtext(f"{{{SYNDICATION}}}updatePeriod") == "hourly"


def test_a_feed_is_as_new_as_its_newest_change_never_as_its_rendering() -> None:
    assert written(parsed(withdrawn()).findtext("lastBuildDate")) == b.MORNING + 2 * b.DAY
    assert written(parsed(empty()).findtext("lastBuildDate")) == b.OPENED


def test_the_summary_comes_before_the_full_content() -> None:
    items = parsed(ordinary()).findall("item")
    assert len(items) == len(ordinary().items) > 0
    for item in items:
        tags = [child.tag for child in item]
        assert tags.index("description") < tags.index(CONTENT)


def test_code_and_label_are_categories_of_their_own() -> None:
    foreign = parsed(ordinary()).findall("item")[1]
    assert [category.text for category in foreign.findall("category")] == [
        *("news", "Nyhet"),
        *("halso-och-sjukvard", "Hälso- och sjukvård"),
        "egen, kod",
        *("1880", "Örebro"),
    ]


def test_names_stand_in_dublin_core_and_no_address_in_author() -> None:
    item = parsed(ordinary()).find("item")
    assert item.findtext(f"{{{DUBLIN_CORE}}}creator") == "Region Mellanlandet"
    assert item.find("author") is None


def test_pictures_are_described_in_media_rss_with_the_photographer() -> None:
    item = parsed(ordinary()).find("item")
    (content,) = item.findall(f"{{{MEDIA}}}content")
    assert dict(content.attrib) == {
        "url": "https://press.example/media/bild1.jpg",
        "type": "image/jpeg",
        "fileSize": "84211",
        "medium": "image",
        "width": "1600",
        "height": "900",
    }
    credit = content.find(f"{{{MEDIA}}}credit")
    assert (credit.text, credit.get("role")) == ("Olle Ek", "photographer")
    assert content.findtext(f"{{{MEDIA}}}title") == "Den nya linjen stannar vid entrén."


def test_only_the_first_of_several_pictures_is_the_enclosure() -> None:
    two = b.document(images=(b.image("ett"), b.image("tva")))
    files = (b.media("tva", type="image/png", size=7), b.media("ett", size=5))
    item = parsed(b.listing(b.release(content=two, files=files))).find("item")
    (enclosure,) = item.findall("enclosure")
    assert dict(enclosure.attrib) == {
        "url": "https://press.example/media/ett.jpg",
        "length": "5",
        "type": "image/jpeg",
    }
    assert len(item.findall(f"{{{MEDIA}}}content")) == 2


def test_a_title_is_plain_text_escaped_once() -> None:
    raw = rss(b.listing(b.release(content=b.document("<b>A & B</b> &amp; C"))), b.LINKS).body
    assert b"<title>&lt;b&gt;A &amp; B&lt;/b&gt; &amp;amp; C</title>" in raw


def test_dates_are_written_without_touching_the_locale_of_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: Any) -> str:
        raise AssertionError("the locale belongs to the whole process")

    monkeypatch.setattr(locale, "setlocale", refuse)
    assert rss(ordinary(), b.LINKS).failed == ()


def test_a_newsroom_with_a_logo_shows_it() -> None:
    room = b.newsroom(logo="https://www.mellanlandet.example/logo.png")
    image = parsed(b.listing(room=room)).find("image")
    assert [(child.tag, child.text) for child in image] == [
        ("url", "https://www.mellanlandet.example/logo.png"),
        ("title", "Region Mellanlandet"),
        ("link", "https://press.example/region-mellanlandet/"),
    ]


def test_an_old_date_is_written_in_full() -> None:
    old = datetime(1999, 12, 31, 23, 30, tzinfo=UTC)
    item = parsed(b.listing(b.release(at=old))).find("item")
    assert item.findtext("pubDate") == "Fri, 31 Dec 1999 23:30:00 +0000"
