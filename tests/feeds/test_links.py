"""Every public address has one spelling, absolute and below the configured base."""

import pytest

from feeds.links import Links
from releases.model import Kind
from releases.public import Selection
from tests import builders as b

BELOW = Links("https://www.example/press")


def test_addresses_of_a_newsroom_stand_below_it() -> None:
    room = Selection(newsroom="region-x")
    assert BELOW.newsroom("region-x") == "https://www.example/press/region-x/"
    assert BELOW.listing(room) == "https://www.example/press/region-x/"
    assert BELOW.feed("atom", room) == "https://www.example/press/region-x/feed.atom"
    assert BELOW.fragment(room) == "https://www.example/press/region-x/embed.html"


def test_addresses_of_all_newsrooms_stand_at_the_base() -> None:
    assert BELOW.start() == "https://www.example/press/"
    assert BELOW.listing(Selection()) == "https://www.example/press/"
    assert BELOW.feed("json", Selection()) == "https://www.example/press/feed.json"
    assert BELOW.static("pressrum.css") == "https://www.example/press/static/pressrum.css"


def test_filters_stand_in_one_order_whatever_order_they_were_given_in() -> None:
    selection = Selection(lang="sv", place="1880", topic="vård & omsorg", kind=Kind.NEWS)
    expected = "https://www.example/press/?kind=news&topic=v%C3%A5rd+%26+omsorg&place=1880&lang=sv"
    assert BELOW.listing(selection) == expected


def test_the_address_of_a_release_holds_newsroom_id_and_a_readable_title() -> None:
    release = b.release(id="abc", content=b.document("Årets höjdpunkt: 3 nya \x00vägar!"))
    expected = "https://www.example/press/region-mellanlandet/abc/arets-hojdpunkt-3-nya-vagar"
    assert BELOW.release(release) == expected


@pytest.mark.parametrize(
    ("kind", "name"), [("image/png", "b.png"), ("image/jpeg", "b.jpg"), ("image/webp", "b.webp")]
)
def test_a_picture_is_named_by_its_type(kind: str, name: str) -> None:
    assert BELOW.media(b.media("b", type=kind)) == f"https://www.example/press/media/{name}"
