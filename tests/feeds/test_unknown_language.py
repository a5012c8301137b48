"""A release whose language nobody knows says nothing of it, and is not taken for Swedish either."""

import json

import pytest
from lxml import etree
from msgspec.structs import replace

from feeds import content, jsonld, sitemap, snippet
from feeds.characters import spoken_attributes
from feeds.jsonfeed import jsonfeed
from feeds.syndication import atom, rss
from tests import builders as b

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
UNKNOWN = b.document(
    title="Nowy most", lead="Jesienią.", body="– Nareszcie, mówi Ann.", language="und"
)
LISTING = b.listing(b.release(content=UNKNOWN))


@pytest.mark.parametrize(
    ("tag", "around", "marked"),
    [
        ("und", "sv", ' lang=""'),
        ("und-Arab", "sv", ' lang="" dir="rtl"'),
        ("sv", "und", ' lang="sv"'),
        ("sv", "und-Arab", ' lang="sv" dir="ltr"'),
        ("und", "und", ""),
    ],
)
def test_html_says_that_a_language_is_unknown_by_an_empty_mark(
    tag: str, around: str, marked: str
) -> None:
    assert spoken_attributes(tag, around) == marked


def test_no_html_names_an_unknown_language() -> None:
    arabic = b.release(content=replace(UNKNOWN, language="und-Arab"))
    listing = b.listing(arabic, LISTING.items[0])
    for written in (
        snippet.fragment(listing, b.LINKS).decode(),
        content.standalone(arabic, b.LINKS),
    ):
        assert "und-" not in written
        assert 'lang="und' not in written
    assert content.standalone(arabic, b.LINKS).startswith('<div dir="rtl">')


def test_atom_takes_back_the_language_of_the_feed() -> None:
    feed = etree.fromstring(atom(LISTING, b.LINKS).body)
    entry = feed.find("{*}entry")
    assert entry is not None
    assert (feed.get(LANG), entry.get(LANG)) == ("sv", "und")
    assert all(link.get("hreflang") is None for link in entry.findall("{*}link"))


def test_other_formats_leave_it_out() -> None:
    item = json.loads(jsonfeed(LISTING, b.LINKS).body)["items"][0]
    assert "language" not in item
    assert b"dc:language" not in rss(LISTING, b.LINKS).body
    assert "inLanguage" not in json.loads(jsonld.news_article(LISTING.items[0], b.LINKS))


def test_a_list_of_releases_in_no_known_language_has_none() -> None:
    listing = b.listing(*LISTING.items, lang="und")
    assert etree.fromstring(atom(listing, b.LINKS).body).get(LANG) is None
    assert b"<language" not in rss(listing, b.LINKS).body
    assert "language" not in json.loads(jsonfeed(listing, b.LINKS).body)


def test_the_news_site_map_has_the_language_of_the_newsroom() -> None:
    written = sitemap.news(LISTING.items, b.LINKS).body
    assert b"<news:language>sv</news:language>" in written
