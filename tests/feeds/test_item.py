"""What all formats say of a release and of a list, before any format writes it."""

from typing import Any

import pytest
from msgspec.structs import replace

from feeds.channel import channel
from feeds.item import SUMMARY_LENGTH, item
from feeds.links import Links
from releases.model import Document, Kind
from tests import builders as b


def test_the_id_of_a_release_survives_new_titles_hosts_and_newsroom_names() -> None:
    first = item(b.release(), b.LINKS)
    moved = b.release(content=b.document("Ny rubrik"), room=b.newsroom("ny", name="Ny"))
    assert item(moved, Links("http://annan.example/press")).id == first.id


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b.document(lead="En  ingress\nmed radbrott."), "En ingress med radbrott."),
        (b.document(lead="", body="**Texten** börjar.", contacts=(), about="-"), "Texten börjar."),
    ],
)
def test_the_summary_is_the_lead_or_else_the_beginning_of_the_text(
    content: Document, expected: str
) -> None:
    assert item(b.release(content=content), b.LINKS).summary.startswith(expected)


def test_a_release_that_is_only_a_title_has_it_as_summary() -> None:
    bare = b.document("Rubriken", lead="", body="", contacts=())
    view = item(b.release(content=bare, room=b.newsroom(about="")), b.LINKS)
    assert view.summary == "Rubriken"


def test_a_long_summary_is_cut_between_words() -> None:
    view = item(b.release(content=b.document(lead="ord " * 400)), b.LINKS)
    assert len(view.summary) <= SUMMARY_LENGTH
    assert view.summary.endswith("ord…")


def test_a_title_of_nothing_but_forbidden_characters_becomes_the_kind() -> None:
    view = item(b.release(content=b.document("\x00\ud800", kind=Kind.STATEMENT)), b.LINKS)
    assert view.title == "Uttalande"


def test_a_withdrawn_release_keeps_id_and_address_and_loses_categories_and_pictures() -> None:
    pictured = b.document(images=(b.image(),))
    before = item(b.release(content=pictured, files=(b.media(),)), b.LINKS)
    gone = item(b.release(b.withdrawal(), content=pictured, files=(b.media(),)), b.LINKS)
    assert (gone.id, gone.url, gone.published) == (before.id, before.url, before.published)
    assert gone.updated == b.MORNING + 2 * b.DAY
    assert gone.title == "Återkallat: Nya busslinjer till sjukhuset"
    assert before.pictures
    assert before.categories
    assert (gone.pictures, gone.categories) == ((), ())


@pytest.mark.parametrize("tag", ["på svenska!", "und", "und-Arab"])
def test_a_language_that_nobody_knows_has_no_tag(tag: str) -> None:
    assert not item(b.release(content=b.document(language=tag)), b.LINKS).language


def test_every_selection_has_a_feed_id_of_its_own_the_same_in_all_formats() -> None:
    selections: list[dict[str, Any]] = [
        {},
        {"topic": "kultur"},
        {"place": "kultur"},
        {"kind": Kind.NEWS},
        {"lang": "fi"},
    ]
    listings = [b.listing(**selection) for selection in selections]
    listings += [b.listing(everyone=True), b.listing(room=b.newsroom("annan"))]
    ids = [
        {channel(listing, b.LINKS, form).id for form in ("rss", "atom", "json")}
        for listing in listings
    ]
    assert all(len(feed_id) == 1 for feed_id in ids)
    assert len(set.union(*ids)) == len(listings)


def test_the_feed_id_does_not_depend_on_the_host() -> None:
    elsewhere = channel(b.listing(), Links("http://annan.example"), "rss")
    assert elsewhere.id == channel(b.listing(), b.LINKS, "rss").id


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ({}, "urn:uuid:9051370b-e073-52f2-8cba-3e89ecec8c8e"),
        ({"topic": "kultur"}, "urn:uuid:0b79b94a-db51-57f0-a818-7c8a67bd26ce"),
        ({"everyone": True}, "urn:uuid:9a7c2b5a-2755-556e-abf8-9b338c8734d1"),
    ],
)
def test_feeds_of_an_installation_without_a_name_keep_the_ids_they_had(
    path: dict[str, Any], expected: str
) -> None:
    assert channel(b.listing(**path), b.LINKS, "atom").id == expected


def test_feeds_of_named_installations_have_ids_that_no_other_has() -> None:
    listings = [b.listing(), b.listing(topic="kultur"), b.listing(everyone=True)]
    named = [
        replace(listing, installation=name) for listing in listings for name in ("", "a", "b", "ab")
    ]
    assert len({channel(each, b.LINKS, "atom").id for each in named}) == len(named)


def test_the_title_of_a_narrowed_feed_says_to_what() -> None:
    narrowed = b.listing(kind=Kind.NEWS, topic="kultur", place="18", lang="fi")
    expected = "Region Mellanlandet: Nyheter, Kultur, Örebro län, fi"
    assert channel(narrowed, b.LINKS, "atom").title == expected
    assert channel(b.listing(everyone=True), b.LINKS, "atom").title == "Alla pressrum"


def test_a_feed_is_as_new_as_its_newest_item_or_tombstone() -> None:
    gone = b.release(b.withdrawal(), id="r2", at=b.MORNING - b.DAY)
    listing = b.listing(b.release(b.minor(b.MORNING + 9 * b.DAY)), gone)
    assert channel(listing, b.LINKS, "rss").updated == b.MORNING + 2 * b.DAY
    assert channel(b.listing(), b.LINKS, "rss").updated == b.OPENED


@pytest.mark.parametrize(
    "site",
    [
        "javascript:alert(1)",
        "https://[",
        "https://",
        "ftp://a.example",
        "https://a b.example",
        'https://a"',
    ],
)
def test_only_sound_web_addresses_are_linked(site: str) -> None:
    assert item(b.release(room=b.newsroom(site=site)), b.LINKS).author.url == ""
