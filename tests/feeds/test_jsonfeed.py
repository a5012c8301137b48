"""JSON Feed as version 1.1 wants it, and small enough for the readers that set a limit."""

from typing import Any

import msgspec
import pytest

from feeds.jsonfeed import MAX_BYTES, VERSION, jsonfeed
from releases.model import urn
from releases.public import Listing
from tests import builders as b
from tests.feeds.listings import ALL, ordinary, withdrawn

FEED_MAY_HOLD = set(
    "version title home_page_url feed_url description user_comment next_url icon favicon "  # noqa: SIM905
    "authors language expired hubs items".split()
)
ITEM_MAY_HOLD = set(
    "id url external_url title content_html content_text summary image banner_image "  # noqa: SIM905
    "date_published date_modified authors tags language attachments".split()
)


def parsed(listing: Listing, hubs: tuple[str, ...] = ()) -> dict[str, Any]:
    feed: dict[str, Any] = msgspec.json.decode(jsonfeed(listing, b.LINKS, hubs).body)
    return feed


def large(letters: int, count: int = 20) -> Listing:
    body = b.document(body="lång text " * (letters // 10))
    return b.listing(*(b.release(id=f"r{number:02}", content=body) for number in range(count)))


@pytest.mark.parametrize("name", ALL)
def test_every_feed_keeps_the_rules_of_the_specification(name: str) -> None:
    feed = parsed(ALL[name]())
    assert feed["version"] == VERSION
    assert {"title", "items", "feed_url", "home_page_url"} <= set(feed) <= FEED_MAY_HOLD
    assert len(feed["items"]) == len(ALL[name]().items)
    for item in feed["items"]:
        assert item["authors"]
        assert {"id", "content_html", "content_text", "url"} <= set(item) <= ITEM_MAY_HOLD
        assert item["date_published"].endswith("Z")
        assert all(
            set(attachment) >= {"url", "mime_type"} for attachment in item.get("attachments", ())
        )
        assert all(author["name"] for author in item["authors"])


def test_items_have_the_ids_of_the_other_formats() -> None:
    assert [item["id"] for item in parsed(ordinary())["items"]] == [
        urn(release.id) for release in ordinary().items
    ]


def test_pictures_are_attached_with_size_caption_and_photographer() -> None:
    first = parsed(ordinary())["items"][0]
    assert first["image"] == "https://press.example/media/bild1.jpg"
    assert first["attachments"] == [
        {
            "url": "https://press.example/media/bild1.jpg",
            "mime_type": "image/jpeg",
            "title": "Den nya linjen stannar vid entrén. Foto: Olle Ek",
            "size_in_bytes": 84211,
        }
    ]


def test_the_text_form_says_what_the_html_says() -> None:
    text = parsed(ordinary())["items"][0]["content_text"]
    for said in ("Rättelse 4 april 2018", "070-174 06 05", "Foto: Olle Ek", "tidtabell?a=1&b=2"):
        assert said in text


def test_the_language_is_said_where_it_differs() -> None:
    feed = parsed(ordinary())
    assert feed["language"] == "sv"
    assert [item.get("language") for item in feed["items"]] == [None, "fi", None]


def test_hubs_are_named_with_their_type() -> None:
    feed = parsed(ordinary(), ("https://hub.example/",))
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example/"}]
    assert "hubs" not in parsed(ordinary())


def test_a_withdrawn_release_keeps_its_id_and_says_so() -> None:
    first = parsed(withdrawn())["items"][0]
    assert first["id"] == urn("fel")
    assert first["title"] == "Återkallat: Felaktiga siffror"
    assert first["content_text"] == "Återkallat 5 april 2018 kl. 07.23: Uppgifterna var fel."
    assert "attachments" not in first


def test_a_large_feed_leaves_out_the_text_form_first() -> None:
    body = jsonfeed(large(9_000), b.LINKS).body
    assert len(body) < MAX_BYTES
    items = msgspec.json.decode(body)["items"]
    assert items
    assert all("content_text" not in item and "lång" in item["content_html"] for item in items)


def test_a_huge_feed_keeps_every_release_and_shortens_the_oldest() -> None:
    body = jsonfeed(large(60_000), b.LINKS).body
    assert len(body) < MAX_BYTES
    items = msgspec.json.decode(body)["items"]
    assert len(items) == 20
    assert "lång" in items[0]["content_html"]
    assert items[-1]["content_text"] == items[-1]["summary"]
    assert "content_html" not in items[-1]
